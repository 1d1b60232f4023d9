import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadDriver, openDatabase } from './database.ts';
import { MIGRATIONS } from './migrations.ts';
import { openRegister, type Register } from './register.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-prints-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

function opened(): { readonly path: string; readonly register: Register } {
  const path = join(folder, `${++made}.sqlite`);
  const register = openRegister(path, { create: true });
  const sums = { templateSha256: '', rosterName: '', rosterSha256: '', certificateSha256: '' };
  register.openBatch({ id: 'b', templateId: 't', templateVersion: 1, ...sums, startedAt: '', rows: 1 });
  register.append(
    [1, 2, 3].map((number) => ({
      ...{ id: `urn:${number}`, serial: `S-${number}`, series: 'S', seriesNumber: number, batch: 'b' },
      ...{ learner: `l${number}`, templateId: 't', templateVersion: 1, name: 'Anna Berg', title: 'T' },
      ...{ awardedOn: '2026-06-30', issuedAt: '2026-07-01T08:00:00Z', files: [] },
    })),
  );
  return { path, register };
}

const AT = '2026-08-01T08:00:00Z';
const print = (register: Register, ...credentials: readonly string[]) =>
  register.addPrints({ credentials, way: 'file', job: 'j', at: AT });

test('each print of a credential has the next number, a proof none', () => {
  const { register } = opened();
  assert.deepEqual(
    [...print(register, 'urn:1', 'urn:2')],
    [
      ['urn:1', 1],
      ['urn:2', 1],
    ],
  );
  register.addPrints({ credentials: ['urn:1'], way: 'proof', job: 'k', at: AT });
  assert.deepEqual(
    [...register.addPrints({ credentials: ['urn:1'], way: 'printer', job: 'l', at: AT })],
    [['urn:1', 2]],
  );
  assert.deepEqual(register.show('S-1')?.prints, [
    { number: 1, way: 'file', copy: 1, at: AT },
    { number: 3, way: 'proof', copy: 0, at: AT },
    { number: 4, way: 'printer', copy: 2, at: AT },
  ]);
  assert.equal(register.brokenPrint(), undefined);
  assert.equal(register.check().holds, true);
});

test('all prints of a job are entered or none', () => {
  const { register } = opened();
  assert.throws(() => print(register, 'urn:1', 'urn:none'));
  assert.deepEqual(register.printsOf('urn:1'), []);
});

test('a print is neither changed nor removed, put in twice nor counted wrongly', () => {
  const { path, register } = opened();
  print(register, 'urn:1', 'urn:2', 'urn:3');
  register.close();
  const database = new (loadDriver())(path);
  assert.throws(() => database.exec("UPDATE prints SET at = ''"), /never changed/);
  assert.throws(() => database.exec('DELETE FROM prints'), /never removed/);
  const hash = String(database.prepare('SELECT hash FROM prints WHERE number = 3').pluck().get());
  const insert = (number: number, copy: number, before: string, way = 'file') =>
    database
      .prepare('INSERT INTO prints VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      .run(number, 'urn:1', way, copy, 'j', AT, before, 'h');
  assert.throws(() => insert(5, 2, hash), /next number/);
  assert.throws(() => insert(4, 2, 'elsewhere'), /follows the last/);
  assert.throws(() => insert(4, 3, hash), /without gaps/);
  assert.throws(() => insert(4, 1, hash, 'proof'), /CHECK/);
  database.close();
});

test('what got past the triggers is found: a changed print, a missing one, another hash', () => {
  for (const [harm, at] of [
    ["UPDATE prints SET way = 'printer' WHERE number = 2", 2],
    ['DELETE FROM prints WHERE number = 1', 1],
    ["UPDATE prints SET hash = 'x' WHERE number = 3", 3],
  ] as const) {
    const { path, register } = opened();
    print(register, 'urn:1', 'urn:2', 'urn:3');
    register.close();
    const database = new (loadDriver())(path);
    database.exec(`DROP TRIGGER prints_stay_as_they_are; DROP TRIGGER prints_stay; ${harm}`);
    database.close();
    const again = openRegister(path, { create: false });
    assert.equal(again.brokenPrint(), at, harm);
    assert.throws(() => again.check(), /register.corrupt/, 'the missing triggers are seen too');
    again.close();
  }
});

test('prints name nobody, and stay when a person is forgotten', () => {
  const { register } = opened();
  print(register, 'urn:1');
  register.erase([{ credential: 'urn:1', kind: 'erased', reason: 'request', ground: 'g', at: AT }]);
  assert.equal(register.printsOf('urn:1').length, 1);
  assert.equal(register.check().holds, true);
});

test('a range is of one series and in order', () => {
  const { register } = opened();
  assert.deepEqual(register.between('S-2', 'S-3'), ['urn:2', 'urn:3']);
  assert.deepEqual(register.between('S-3', 'S-2'), []);
  assert.deepEqual(register.between('S-1', 'S-9'), []);
});

test('a register of version 7 takes prints once it is opened', () => {
  const path = join(folder, 'old.sqlite');
  openDatabase(path, { create: true, migrations: MIGRATIONS.slice(0, 7) }).close();
  const register = openRegister(path, { create: false });
  assert.deepEqual(register.check(), { entries: 0, holds: true });
  assert.deepEqual(register.auditChain().heads.prints, { count: 0, hash: register.id });
  register.close();
});
