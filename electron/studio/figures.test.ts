import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FiguresQuestion } from '../../shared/desk/figures.ts';
import { askHere } from '../port.ts';
import type { Entry } from '../register/entries.ts';
import { openRegister } from '../register/register.ts';
import { openStudio } from '../studio.ts';

const root = mkdtempSync(join(tmpdir(), 'sealwright-figures-'));
after(() => rmSync(root, { recursive: true, force: true }));
const register = join(root, 'register.sqlite');
const ask = askHere(openStudio(() => {}));
const SNB = 'http://data.europa.eu/snb';

/** Seven of level 6 and two of level 7; one of those is joint. */
const entry = (number: number): Entry => ({
  ...{
    id: `urn:uuid:${number}`,
    serial: `A-${number}`,
    series: 'A-{number}',
    seriesNumber: number,
    batch: 'b',
  },
  ...{ learner: `learner ${number}`, templateId: 't', templateVersion: 1, name: `Learner ${number}` },
  ...{
    title: 'Course',
    awardedOn: number < 4 ? '2026-01-31' : '2026-06-30',
    issuedAt: '2026-07-01T10:00:00Z',
  },
  files: [{ format: 'pdf', name: `${number}.pdf`, sha256: 'aa' }],
  facts: {
    kind: 'micro-credential',
    level: `${SNB}/eqf/${number > 7 ? 7 : 6}`,
    languages: number === 1 ? ['en', 'el'] : ['en'],
    ...(number === 9 && { partners: ['Rivermouth College'] }),
  },
});

before(() => {
  const opened = openRegister(register, { create: true });
  const digests = { templateSha256: 'a', rosterSha256: 'b', certificateSha256: 'c' };
  const batch = { id: 'b', templateId: 't', templateVersion: 1, rosterName: 'r', startedAt: '2026', rows: 9 };
  opened.openBatch({ ...batch, ...digests });
  opened.append(Array.from({ length: 9 }, (_, index) => entry(index + 1)));
  opened.close();
});

async function count(by: FiguresQuestion['by'], over: Partial<FiguresQuestion> = {}) {
  const told = await ask('figures.count', { register, by, language: 'de', ...over });
  assert.ok(told.ok, JSON.stringify(told));
  return told.value;
}
const pairs = ({ groups }: Awaited<ReturnType<typeof count>>) =>
  groups.map(({ label, count: of }) => [label, of]);

test('credentials are counted by a fact, in the words of the reader', async () => {
  assert.deepEqual(pairs(await count('level')), [
    ['Niveau 6', 7],
    ['Niveau 7', 2],
  ]);
  assert.deepEqual(pairs(await count('language')), [
    ['Englisch', 9],
    ['Griechisch', 1],
  ]);
  assert.deepEqual(pairs(await count('partner')), [
    [undefined, 8],
    ['Rivermouth College', 1],
  ]);
  assert.deepEqual(pairs(await count('month', { from: '2026-02-01' })), [['2026-06', 6]]);
});

test('a small number is hidden, and cannot be told from the total', async () => {
  const { groups, issued } = await count('level', { least: 5 });
  assert.deepEqual([issued, groups.map(({ count: of }) => of)], [9, [undefined, undefined]]);
  assert.equal((await count('level', { least: 5, until: '2026-02-01' })).issued, undefined);
});

test('costs and hours follow from what the clerk tells of one credential', async () => {
  const told = await count('kind', { cost: 1.1, costBefore: 12.35, minutes: 2, minutesBefore: 15 });
  assert.deepEqual([told.cost, told.costSaved, told.hoursSaved], [9.9, 101.25, 2]);
});

test('a file revokes and suspends; rows that cannot be are told, and a trial enters nothing', async () => {
  const file = join(root, 'changes.csv');
  const rows = [
    'serial;change;reason;ground',
    'A-1;revoke;error;decision 7',
    'A-2;suspend;review;',
    'A-2;reinstate;review;',
    'A-1;suspend;review;',
    'A-99;revoke;error;',
    'A-3;forget;error;',
    'A-3;revoke;because;',
    ';revoke;error;',
  ];
  writeFileSync(file, rows.join('\n'));
  const order = { register, file };
  const trial = await ask('register.change-many', { ...order, dryRun: true });
  assert.equal((await count('kind')).issued, 9);
  const told = await ask('register.change-many', { ...order, dryRun: false });
  assert.ok(told.ok);
  assert.deepEqual(told, trial);
  assert.equal(told.value.changed, 3);
  assert.deepEqual(
    told.value.refused.map(({ code, where }) => [where?.row, code]),
    [
      [5, 'register.status-final'],
      [6, 'register.credential-unknown'],
      [7, 'usage.value-wrong'],
      [8, 'usage.value-wrong'],
      [9, 'row.element-missing'],
    ],
  );
  assert.equal(
    told.value.refused[1]?.where?.file,
    register,
    'it is the register that does not know the number',
  );
  // What was revoked does not count any more.
  assert.equal((await count('kind')).issued, 8);
  const shown = await ask('register.show', { register, credential: 'A-2' });
  assert.deepEqual(shown.ok && shown.value.history.map(({ kind }) => kind), ['suspended', 'reinstated']);
  const again = await ask('register.change-many', { ...order, dryRun: false, kind: 'revoked' });
  assert.ok(again.ok);
  writeFileSync(file, readFileSync(file, 'utf8').replace('reason', 'why'));
  const lacking = await ask('register.change-many', { ...order, dryRun: true });
  assert.equal(lacking.ok ? '' : lacking.problems[0].code, 'roster.column-missing');
});
