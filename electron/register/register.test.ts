import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { ProblemCode } from '../../shared/problem.ts';
import { APPLICATION_ID, loadDriver, openDatabase } from './database.ts';
import type { Entry } from './entries.ts';
import { MIGRATIONS } from './migrations.ts';
import { openRegister, type Register } from './register.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-register-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const freshPath = () => join(folder, `register-${++files}.sqlite`);
const create = { create: true };

function entry(number: number, over: Partial<Entry> = {}): Entry {
  return {
    id: `urn:uuid:00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    serial: `AEG-2026-${number}`,
    series: 'AEG-2026-{number}',
    seriesNumber: number,
    batch: 'batch-1',
    learner: `digest-${number}`,
    templateId: 'urn:template',
    templateVersion: 1,
    name: `Ζωή Ångström ${number}`,
    title: 'Coastal ecology',
    awardedOn: '2026-06-30',
    issuedAt: '2026-07-01T08:00:00Z',
    files: [{ format: 'pdf', name: `${number}.pdf`, sha256: 'ab'.repeat(32) }],
    ...over,
  };
}

function openWith(path: string, count: number): Register {
  const register = openRegister(path, create);
  register.openBatch({
    id: 'batch-1',
    templateId: 'urn:template',
    templateVersion: 1,
    templateSha256: '',
    rosterName: 'roster.csv',
    rosterSha256: '',
    certificateSha256: '',
    startedAt: '2026-07-01T08:00:00Z',
    rows: count,
  });
  for (let number = 1; number <= count; number++) register.append([entry(number)]);
  return register;
}

const fault = (code: ProblemCode) => ({ name: 'StudioFault', code });

/** Opens as a stranger would: without our checks. */
function tamper(path: string, ...statements: readonly string[]): void {
  const database = new (loadDriver())(path);
  for (const statement of statements) database.exec(statement);
  database.close();
}

test('a register is durable: WAL, synchronous FULL, foreign keys, and says whose it is', () => {
  const path = freshPath();
  const database = openDatabase(path, create);
  const pragma = (name: string) => database.pragma(name, { simple: true });
  assert.deepEqual(
    [pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys'), pragma('application_id')],
    ['wal', 2, 1, APPLICATION_ID],
  );
  assert.equal(pragma('user_version'), MIGRATIONS.at(-1)?.version);
  database.close();
  assert.equal(readFileSync(path).readUInt32BE(68), APPLICATION_ID);
});

test('entries survive closing, and are found without accents or case', () => {
  const path = freshPath();
  openWith(path, 3).close();
  const register = openRegister(path, { create: false });
  assert.equal(register.count(), 3);
  assert.deepEqual(register.checkChain(), { entries: 3, holds: true });
  assert.equal(register.find({ search: 'ΖΩΗ angstrom AEG-2026-2', offset: 0, limit: 10 }).total, 1);
  assert.equal(register.find({ search: '100%', offset: 0, limit: 10 }).total, 0);
  assert.deepEqual(
    register.find({ search: '', offset: 1, limit: 1 }).entries.map((row) => row.serial),
    ['AEG-2026-2'],
  );
  register.close();
});

test('serials have no gaps and no repeats', () => {
  const register = openWith(freshPath(), 2);
  assert.equal(register.nextNumber('AEG-2026-{number}'), 3);
  assert.equal(register.nextNumber('AEG-2027-{number}'), 1);
  assert.throws(() => register.append([entry(4)]), /next number of its series/);
  assert.throws(() => register.append([entry(3, { serial: 'AEG-2026-1' })]), /never replaced/);
  register.close();
});

test('one learner gets one version of a template once', () => {
  const register = openWith(freshPath(), 2);
  assert.throws(() => register.append([entry(3, { learner: 'digest-1' })]), /never replaced/);
  register.append([entry(3, { learner: 'digest-1', templateVersion: 2 })]);
  assert.deepEqual([...register.learnersOf('urn:template', 1)].sort(), ['digest-1', 'digest-2']);
  register.close();
});

test('triggers refuse to change, drop or replace an entry, for any SQLite client', () => {
  const path = freshPath();
  openWith(path, 3).close();
  assert.throws(() => tamper(path, "UPDATE entries SET name = 'x' WHERE number = 1"), /never changed/);
  assert.throws(() => tamper(path, 'DELETE FROM entries WHERE number = 3'), /never removed/);
  const replace = `INSERT OR REPLACE INTO entries (number, id, serial, series, series_number, batch, learner,
    template_id, template_version, name, title, awarded_on, issued_at, files, search, previous_hash, hash)
    SELECT number, id, serial, series, series_number, batch, learner,
    template_id, template_version, 'x', title, awarded_on, issued_at, files, search, previous_hash, hash FROM entries WHERE number = 3`;
  assert.throws(() => tamper(path, replace), /never replaced/);
});

for (const [what, ...statements] of [
  ['a changed name', "UPDATE entries SET name = 'Somebody Else' WHERE number = 2"],
  ['a changed digest', `UPDATE entries SET files = replace(files, 'ab', 'cd') WHERE number = 2`],
  ['an entry taken out', 'DELETE FROM entries WHERE number = 2'],
  ['a hash made anew', `UPDATE entries SET hash = '${'0'.repeat(64)}' WHERE number = 2`],
] as const) {
  test(`the chain tells ${what}`, () => {
    const path = freshPath();
    openWith(path, 4).close();
    tamper(path, 'DROP TRIGGER entries_stay_as_they_are', 'DROP TRIGGER entries_stay', ...statements);
    const register = openRegister(path, { create: false });
    assert.deepEqual(
      { holds: register.checkChain().holds, brokenAt: register.checkChain().brokenAt },
      { holds: false, brokenAt: 2 },
    );
    register.close();
  });
}

test('a register of a newer Sealwright is refused and left alone', () => {
  const path = freshPath();
  openWith(path, 1).close();
  tamper(path, 'PRAGMA user_version = 999');
  const before = readFileSync(path);
  assert.throws(() => openRegister(path, create), fault('register.newer'));
  assert.deepEqual(readFileSync(path), before);
});

test("another program's database, or no database, is refused and left alone", () => {
  const theirs = freshPath();
  tamper(theirs, 'CREATE TABLE grades (grade TEXT)');
  const text = freshPath();
  writeFileSync(text, 'Name;Grade\nJane;10\n');
  for (const path of [theirs, text]) {
    const before = readFileSync(path);
    assert.throws(() => openRegister(path, create), fault('register.foreign'));
    assert.deepEqual(readFileSync(path), before);
  }
});

test('a damaged register is refused, never replaced', () => {
  const path = freshPath();
  openWith(path, 50).close();
  const cut = freshPath();
  copyFileSync(path, cut);
  truncateSync(cut, 8192);
  const scrambled = freshPath();
  const bytes = readFileSync(path);
  bytes.fill(0xff, 100, 4096);
  writeFileSync(scrambled, bytes);
  for (const damaged of [cut, scrambled]) {
    const before = readFileSync(damaged);
    assert.throws(() => openRegister(damaged, create).checkChain(), fault('register.corrupt'));
    assert.deepEqual(readFileSync(damaged), before);
  }
});

test('a register that has lost every byte is damaged, not new', () => {
  const emptied = freshPath();
  writeFileSync(emptied, '');
  assert.throws(() => openRegister(emptied, { create: false }), fault('register.corrupt'));
  openRegister(emptied, create).lock()();
  truncateSync(emptied, 0);
  for (const opening of [create, { create: false }]) {
    assert.throws(() => openRegister(emptied, opening), fault('register.corrupt'));
    assert.equal(readFileSync(emptied).length, 0);
  }
});

test('a database without tables is not made a register by looking at it', () => {
  const blank = freshPath();
  const database = new (loadDriver())(blank);
  database.exec('CREATE TABLE t (a); DROP TABLE t');
  database.close();
  const before = readFileSync(blank);
  assert.throws(() => openRegister(blank, { create: false }), fault('register.foreign'));
  assert.deepEqual(readFileSync(blank), before);
});

test('a register that is not there is not made by looking at it', () => {
  assert.throws(() => openRegister(freshPath(), { create: false }), fault('file.not-found'));
});

test('one batch at a time', () => {
  const path = freshPath();
  const first = openRegister(path, create);
  const second = openRegister(path, create);
  const release = first.lock();
  assert.throws(() => second.lock(), fault('register.busy'));
  release();
  second.lock()();
  first.close();
  second.close();
});

test('a migration that fails leaves the version before it, whole', () => {
  const path = freshPath();
  openWith(path, 2).close();
  const newest = MIGRATIONS.at(-1)?.version ?? 0;
  const broken = [
    ...MIGRATIONS,
    { version: newest + 1, sql: 'ALTER TABLE batches ADD COLUMN note TEXT' },
    { version: newest + 2, sql: 'ALTER TABLE absent ADD COLUMN note TEXT' },
  ];
  assert.throws(() => openRegister(path, { create: true, migrations: broken }), /no such table/);
  const register = openRegister(path, { create: false });
  assert.equal(register.count(), 2);
  register.close();
  openRegister(path, { create: true, migrations: broken.slice(0, -1) }).close();
  assert.throws(() => openRegister(path, create), fault('register.newer'));
});

const part = (number: number) => `urn:uuid:00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

test('a part counts once into a larger credential of each kind, for any SQLite client', () => {
  const path = freshPath();
  const register = openWith(path, 3);
  register.append([entry(4, { stack: { kind: 'micro-credential', parts: [part(1), part(2)] } })]);
  assert.equal(register.usedIn(part(1), 'micro-credential'), 'AEG-2026-4');
  assert.equal(register.usedIn(part(1), 'degree'), undefined);
  const again = entry(5, { stack: { kind: 'micro-credential', parts: [part(3), part(2)] } });
  assert.throws(() => register.append([again]), /counts once/);
  // All or nothing: neither the entry nor the use of its other part is there.
  assert.equal(register.count(), 4);
  assert.equal(register.usedIn(part(3), 'micro-credential'), undefined);
  register.append([entry(5, { stack: { kind: 'degree', parts: [part(2)] } })]);
  assert.deepEqual(register.checkChain(), { entries: 5, holds: true });
  assert.deepEqual(
    register.heldBy('digest-1').map(({ serial }) => serial),
    ['AEG-2026-1'],
  );
  register.close();
  assert.throws(() => tamper(path, 'DELETE FROM stack_uses'), /never removed/);
  assert.throws(() => tamper(path, "UPDATE stack_uses SET part = 'x'"), /never changed/);
  const replace = `INSERT OR REPLACE INTO stack_uses SELECT part, kind, '${part(3)}' FROM stack_uses`;
  assert.throws(() => tamper(path, replace), /counts once/);
});

for (const [what, brokenAt, ...statements] of [
  ['a part taken out of a stack', 4, `UPDATE entries SET stack = NULL WHERE number = 4`],
  ['a part put into one', 4, `UPDATE entries SET stack = replace(stack, '001"', '003"') WHERE number = 4`],
  ['a use forgotten', 4, `DELETE FROM stack_uses WHERE part = '${part(1)}'`],
  ['a use made up', 2, `INSERT INTO stack_uses VALUES ('x', 'degree', '${part(2)}')`],
] as const) {
  test(`the chain tells ${what}`, () => {
    const path = freshPath();
    const register = openWith(path, 3);
    register.append([entry(4, { stack: { kind: 'degree', parts: [part(1)] } })]);
    register.close();
    const guards = ['entries_stay_as_they_are', 'stack_uses_stay', 'stack_uses_stay_as_they_are'];
    tamper(path, ...guards.map((guard) => `DROP TRIGGER ${guard}`), ...statements);
    const opened = openRegister(path, { create: false });
    assert.deepEqual(opened.checkChain(), { entries: 4, holds: false, brokenAt });
    opened.close();
  });
}

test('places in a status list are drawn by lot, and none is given twice, for any SQLite client', () => {
  const path = freshPath();
  const register = openWith(path, 2);
  const base = 'https://halcyon.example/status/';
  const listUrl = `${base}${register.id}-1.vc.jwt`;
  const given = Array.from({ length: 400 }, () => register.allotStatus(base));
  assert.deepEqual([...new Set(given.map((place) => place.listUrl))], [listUrl]);
  assert.equal(new Set(given.map(({ index }) => index)).size, given.length);
  // 400 by lot out of 131,072 in ascending order, or all in the first tenth: less likely than a flaw of the disk.
  const steps = given.map(({ index }, at) => index - (given[at - 1]?.index ?? -1));
  assert.ok(steps.some((step) => step < 0) && given.some(({ index }) => index > 13_107));
  register.append([entry(3, { status: { listUrl, index: 7 } })]);
  const twice = entry(4, { status: { listUrl, index: 7 } });
  assert.throws(() => register.append([twice]), /given once/);
  register.append([entry(4, { status: { listUrl, index: 8 }, stack: { kind: 'degree', parts: [part(1)] } })]);
  assert.deepEqual(register.checkChain(), { entries: 4, holds: true });
  register.close();
  tamper(
    path,
    'DROP TRIGGER entries_stay_as_they_are',
    'UPDATE entries SET status_index = 9 WHERE number = 3',
  );
  const opened = openRegister(path, { create: false });
  assert.deepEqual(opened.checkChain(), { entries: 4, holds: false, brokenAt: 3 });
  opened.close();
});

test('a list that is half full is followed by another', () => {
  const path = freshPath();
  const register = openWith(path, 1);
  const base = 'https://halcyon.example/status/';
  const indices = new Set<number>();
  for (let count = 0; count < 65_536; count++) indices.add(register.allotStatus(base).index);
  assert.equal(indices.size, 65_536);
  assert.equal(register.allotStatus(base).listUrl, `${base}${register.id}-2.vc.jwt`);
  assert.equal(
    register.allotStatus('https://other.example/').listUrl,
    `https://other.example/${register.id}-1.vc.jwt`,
  );
  register.close();
});

test('a register of the first version is brought up to date, its entries and their hashes as they were', () => {
  const path = freshPath();
  const first = MIGRATIONS.slice(0, 1);
  const old = openDatabase(path, { create: true, migrations: first });
  const id = old.prepare('SELECT id FROM register').pluck().get();
  const row = [
    'urn:1',
    'A-1',
    'A-{number}',
    1,
    'b',
    'l',
    't',
    1,
    'N',
    'T',
    '2026-06-30',
    '2026-07-01T08:00:00Z',
    '[]',
    'n',
  ];
  const hash = createHash('sha256')
    .update(JSON.stringify(['sealwright-entry/1', id, 1, ...row]))
    .digest('hex');
  old.exec("INSERT INTO batches VALUES ('b', 't', 1, '', '', '', '', '', NULL, 1, NULL, NULL, NULL)");
  old.prepare(`INSERT INTO entries VALUES (1, ${row.map(() => '?').join()}, ?, ?)`).run(...row, id, hash);
  old.close();
  const register = openRegister(path, create);
  assert.deepEqual(register.checkChain(), { entries: 1, holds: true });
  register.close();
});
