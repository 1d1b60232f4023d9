import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadDriver } from './database.ts';
import type { Entry } from './entries.ts';
import { openRegister, type Register } from './register.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-reissue-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

function entry(number: number, over: Partial<Entry> = {}): Entry {
  return {
    id: `urn:uuid:${number}`,
    serial: `AEG-2026-${number}`,
    series: 'AEG-2026-{number}',
    seriesNumber: number,
    batch: 'batch-1',
    learner: `0123456789abcdef-${number}`,
    templateId: 'urn:template',
    templateVersion: 1,
    name: `Ζωή Παπαδοπούλου-${number}`,
    title: 'Coastal ecology',
    awardedOn: '2026-06-30',
    issuedAt: '2026-07-01T08:00:00Z',
    files: [{ format: 'pdf', name: `AEG-2026-${number}-papadopoulou.pdf`, sha256: 'ab'.repeat(32) }],
    facts: { kind: 'micro-credential', languages: ['el'], ects: 5 },
    ...over,
  };
}

function opened(count: number): { readonly path: string; readonly register: Register } {
  const path = join(folder, `register-${++files}.sqlite`);
  const register = openRegister(path, { create: true });
  const template = { templateId: 'urn:template', templateVersion: 1, templateSha256: '' };
  const roster = { rosterName: '', rosterSha256: '', certificateSha256: '', startedAt: '', rows: count };
  register.openBatch({ id: 'batch-1', ...template, ...roster });
  register.append(Array.from({ length: count }, (_, at) => entry(at + 1)));
  return { path, register };
}

const why = { reason: 'error', ground: 'The name was misspelt' } as const;
const learner = '0123456789abcdef-1';

test('a credential is replaced by another of the same learner and template, once, and ends with it', () => {
  const { path, register } = opened(3);
  assert.throws(() => register.append([entry(4, { learner })]), /never replaced/);
  register.append([entry(4, { learner, replaces: { id: 'urn:uuid:1', ...why } })]);
  assert.equal(register.statusOf('urn:uuid:1'), 'superseded');
  assert.equal(register.statusOf('urn:uuid:4'), 'valid');
  const [event] = register.show('AEG-2026-1')?.history ?? [];
  assert.deepEqual(
    [event?.kind, event?.replacement, event?.ground],
    ['superseded', 'urn:uuid:4', 'The name was misspelt'],
  );
  const twice = entry(5, { learner, replaces: { id: 'urn:uuid:1', ...why } });
  assert.throws(() => register.append([twice]), /only what holds is replaced, and once/);
  assert.equal(register.count(), 4);
  // What stands in its place can be replaced in turn.
  register.append([entry(5, { learner, replaces: { id: 'urn:uuid:4', ...why } })]);
  assert.deepEqual(register.checkChain(), { entries: 5, holds: true });
  assert.equal(register.brokenEvent(), undefined);
  register.close();
  assert.equal(openRegister(path, { create: false }).statusOf('urn:uuid:4'), 'superseded');
});

test('neither is there when one of many cannot be replaced', () => {
  const { register } = opened(2);
  register.happen([{ credential: 'urn:uuid:2', kind: 'revoked', at: '', ...why }]);
  const both = [1, 2].map((number) =>
    entry(number + 2, { learner: `${number}`, replaces: { id: `urn:uuid:${number}`, ...why } }),
  );
  assert.throws(() => register.append(both), /only what holds is replaced/);
  assert.equal(register.count(), 2);
  assert.equal(register.statusOf('urn:uuid:1'), 'valid');
  register.close();
});

for (const [what, brokenAt, ...statements] of [
  ['a revoked credential made valid', 1, "UPDATE entry_status SET status = 'valid' WHERE number = 1"],
  ['a status forgotten', 1, 'DELETE FROM entry_status'],
  ['a status made up', 2, "INSERT INTO entry_status VALUES (2, 'urn:uuid:2', 'revoked')"],
  ['a fact changed', 2, `UPDATE entries SET facts = replace(facts, '5', '60') WHERE number = 2`],
  ['a salt changed', 2, `UPDATE entries SET salt = 'x' WHERE number = 2`],
  ['a title changed after its person was forgotten', 3, "UPDATE entries SET title = 'x' WHERE number = 3"],
  ['a name put in where one was forgotten', 3, "UPDATE entries SET name = 'x' WHERE number = 3"],
] as const) {
  test(`the chain tells ${what}`, () => {
    const { path, register } = opened(4);
    register.happen([{ credential: 'urn:uuid:1', kind: 'revoked', at: '', ...why }]);
    register.erase([{ credential: 'urn:uuid:3', kind: 'erased', at: '', ...why }]);
    assert.deepEqual(register.check(), { entries: 4, holds: true });
    register.close();
    const database = new (loadDriver())(path);
    database.exec('DROP TRIGGER entries_stay_as_they_are');
    for (const statement of statements) database.exec(statement);
    database.close();
    const again = openRegister(path, { create: false });
    assert.equal(again.checkChain().brokenAt ?? again.strayEntry(), brokenAt);
    again.close();
  });
}

test('nothing that is left of a person can be used to try names: salt and digests are gone from every byte', () => {
  const { path, register } = opened(3);
  const database = new (loadDriver())(path, { readonly: true });
  const salt = String(database.prepare('SELECT salt FROM entries WHERE number = 2').pluck().get());
  assert.match(salt, /^[0-9a-f]{64}$/);
  // Somebody else reads: what was may still be seen, so nothing is said to be erased.
  const reading = database.prepare('SELECT name FROM entries').iterate();
  reading.next();
  const erasure = { credential: 'urn:uuid:2', kind: 'erased', at: '', ...why } as const;
  assert.throws(() => register.erase([erasure]), { code: 'register.busy' });
  reading.return?.();
  database.close();
  if (register.show('urn:uuid:2')?.name !== '') register.erase([erasure]);
  const names = readdirSync(folder).filter((name) => name.startsWith(path.slice(folder.length + 1)));
  for (const name of names) {
    const bytes = readFileSync(join(folder, name));
    for (const trace of [salt, '0123456789abcdef-2', 'Παπαδοπούλου-2', 'παπαδοπουλου-2', '2026-2-papadop'])
      assert.equal(bytes.indexOf(trace), -1, `${trace} in ${name}`);
  }
  assert.equal(register.find({ search: 'παπαδοπουλου', offset: 0, limit: 9 }).total, 2);
  assert.deepEqual(register.checkChain(), { entries: 3, holds: true });
  register.close();
});

test('the parts of a replaced whole count into the one that replaces it, and into no other', () => {
  const { register } = opened(2);
  const stack = { kind: 'degree', parts: ['urn:uuid:1', 'urn:uuid:2'] } as const;
  register.append([entry(3, { stack })]);
  assert.throws(() => register.append([entry(4, { stack })]), /a part counts once/);
  const replaced = { id: 'urn:uuid:3', ...why };
  register.append([entry(4, { stack, learner: '0123456789abcdef-3', replaces: replaced })]);
  assert.equal(register.usedIn('urn:uuid:1', 'degree'), 'AEG-2026-4');
  assert.equal(register.usedIn('urn:uuid:1', 'degree', 'urn:uuid:4'), undefined);
  assert.throws(() => register.append([entry(5, { stack })]), /a part counts once/);
  const again = { id: 'urn:uuid:4', ...why };
  register.append([entry(5, { stack, learner: '0123456789abcdef-3', replaces: again })]);
  assert.equal(register.check().holds, true);
});
