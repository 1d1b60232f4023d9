import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { nodeEngine } from '../engine.ts';
import { loadDriver } from '../register/database.ts';
import { openRegister } from '../register/register.ts';
import { sealRegister, verifyRegister } from './audit.ts';
import { prepareTrial } from './trial-project.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-audit-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const at = new Date();

async function sealed() {
  const trial = await prepareTrial(join(folder, 'trial'), at);
  assert.ok(trial.ok);
  const path = join(folder, 'register.sqlite');
  rmSync(path, { force: true });
  const register = openRegister(path, { create: true });
  const about = {
    templateSha256: '',
    rosterName: '',
    rosterSha256: '',
    certificateSha256: '',
    startedAt: '',
  };
  register.openBatch({ id: 'b', templateId: 't', templateVersion: 1, rows: 4, ...about });
  const add = (number: number) =>
    register.append([
      {
        ...{
          id: `urn:${number}`,
          serial: `S-${number}`,
          series: 'S-{number}',
          seriesNumber: number,
          batch: 'b',
        },
        ...{ learner: `l${number}`, templateId: 't', templateVersion: 1, name: 'N', title: 'T' },
        ...{ awardedOn: '2026-06-30', issuedAt: '2026-07-01T08:00:00Z', files: [] },
      },
    ]);
  for (let number = 1; number <= 3; number++) add(number);
  register.happen([
    { credential: 'urn:1', kind: 'revoked', reason: 'error', ground: '', at: '2026-08-01T08:00:00Z' },
  ]);
  const order = { register: path, seal: trial.value.seal, password: '' };
  assert.equal((await sealRegister(order, nodeEngine, at)).ok, true);
  add(4);
  register.extend({ ...RAISED, file: '1.pdf', from: '', to: '' });
  const clerk = { id: 'o', name: 'Ina', roles: ['approver'], salt: '', pin: '', wrongTries: 0 } as const;
  register.appoint(clerk, { kind: 'appointed', officer: 'o', subject: 'o', facts: {}, at: RAISED.at });
  register.addPrints({ credentials: ['urn:1', 'urn:2'], way: 'printer', job: 'j', at: RAISED.at });
  const second = await sealRegister(order, nodeEngine, at);
  assert.deepEqual(second.ok && { ...second.value, sealedAt: '' }, {
    ...{ holds: true, entries: 4, events: 1, extensions: 1, prints: 2, office: 1, seals: 2, sealedAt: '' },
  });
  register.close();
  return { path, trust: trial.value.trust };
}

const RAISED = { credential: 'urn:1', level: 'PAdES-BASELINE-LTA', at: '2026-09-01T08:00:00Z' };

async function reportAfter(path: string, trust: readonly string[], ...statements: readonly string[]) {
  const copy = join(folder, 'copy.sqlite');
  rmSync(copy, { force: true });
  copyFileSync(path, copy);
  const database = new (loadDriver())(copy);
  for (const statement of statements) database.exec(statement);
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  const report = await verifyRegister({ register: copy, trust }, nodeEngine);
  assert.ok(report.ok);
  return report.value;
}

test('a sealed register proves itself, and what is done to it later is found and named', async () => {
  const { path, trust } = await sealed();
  assert.equal((await reportAfter(path, trust)).holds, true);
  assert.equal((await reportAfter(path, [])).holds, true, 'without roots the seals’ own word is taken');

  const free = [
    'entries_stay',
    'entries_stay_as_they_are',
    'events_stay',
    'extensions_stay',
    'extensions_stay_as_they_are',
    'prints_stay',
    'prints_stay_as_they_are',
    'office_events_stay',
    'office_events_stay_as_they_are',
    'audit_seals_stay',
    'audit_seals_stay_as_they_are',
  ].map((trigger) => `DROP TRIGGER ${trigger}`);
  const cases: readonly (readonly [readonly string[], object])[] = [
    [["UPDATE entries SET title = 'X' WHERE number = 2"], { what: 'entry', number: 2 }],
    [['DELETE FROM entries WHERE number = 4'], { what: 'tail', number: 4 }],
    [['DELETE FROM events'], { what: 'event', number: 1 }],
    [['DELETE FROM extensions'], { what: 'extension', number: 1 }],
    [["UPDATE extensions SET level = 'PAdES-BASELINE-T'"], { what: 'extension', number: 1 }],
    [["UPDATE extensions SET from_sha256 = 'x'"], { what: 'extension', number: 1 }],
    [['DELETE FROM prints WHERE number = 2'], { what: 'print', number: 2 }],
    [["UPDATE prints SET way = 'file'"], { what: 'print', number: 1 }],
    [['DELETE FROM office_events'], { what: 'office', number: 1 }],
    [["UPDATE office_events SET facts = '[]'"], { what: 'office', number: 1 }],
    [["UPDATE audit_seals SET jws = replace(jws, '.', 'x.') WHERE number = 2"], { what: 'seal', number: 2 }],
    [['DELETE FROM audit_seals WHERE number = 1'], { what: 'seal', number: 2 }],
  ];
  for (const [statements, broken] of cases) {
    const report = await reportAfter(path, trust, ...free, ...statements);
    assert.equal(report.holds, false, statements[0]);
    assert.deepEqual(report.broken, broken, statements[0]);
  }
});

test('a seal that leads to nobody trusted is none', async () => {
  const { path } = await sealed();
  const other = await prepareTrial(join(folder, 'other'), at);
  assert.ok(other.ok);
  const report = await reportAfter(path, other.value.trust);
  assert.deepEqual(report.broken, { what: 'seal', number: 1 });
});
