import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type Database, loadDriver } from './database.ts';
import type { Extension } from './extensions.ts';
import { MIGRATIONS } from './migrations.ts';
import { openRegister, type Register } from './register.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-extensions-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

const [ISSUED, STAMPED, ARCHIVED] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [
  string,
  string,
  string,
];
const NAME = 'S-1-papadopoulou.pdf';

function opened(migrations = MIGRATIONS): { readonly path: string; readonly register: Register } {
  const path = join(folder, `${++made}.sqlite`);
  if (migrations !== MIGRATIONS) {
    const database = new (loadDriver())(path);
    for (const { sql } of migrations) database.exec(sql);
    database.pragma(`user_version = ${migrations.length}`);
    database.pragma('application_id = 0x53577267');
    database.exec("INSERT INTO register (only, id) VALUES (1, 'r')");
    database.close();
  }
  const register = openRegister(path, { create: true });
  const sums = { templateSha256: '', rosterName: '', rosterSha256: '', certificateSha256: '' };
  register.openBatch({ id: 'b', templateId: 't', templateVersion: 1, ...sums, startedAt: '', rows: 1 });
  register.append(
    [1, 2].map((number) => ({
      ...{ id: `urn:${number}`, serial: `S-${number}`, series: 'S', seriesNumber: number, batch: 'b' },
      ...{ learner: `l${number}`, templateId: 't', templateVersion: 1, name: 'N', title: 'T' },
      ...{ awardedOn: '2026-06-30', issuedAt: '2026-07-01T08:00:00Z' },
      files: [{ format: 'pdf', name: number === 1 ? NAME : 'S-2.pdf', sha256: number === 1 ? ISSUED : 'f' }],
    })),
  );
  return { path, register };
}

const step = (from: string, to: string, level: string): Extension => ({
  ...{ credential: 'urn:1', file: NAME, from, to, level: `PAdES-BASELINE-${level}` },
  at: '2026-08-01T08:00:00Z',
});

test('the register shows a file as it is now, and what it was issued as', () => {
  const { register } = opened();
  register.extend(step(ISSUED, STAMPED, 'T'));
  register.extend(step(STAMPED, ARCHIVED, 'LTA'));
  const file = {
    ...{ format: 'pdf', name: NAME, sha256: ARCHIVED, level: 'PAdES-BASELINE-LTA', issued: ISSUED },
  };
  assert.deepEqual(register.show('S-1')?.files, [file]);
  assert.deepEqual(register.find({ search: 'S-1', offset: 0, limit: 9 }).entries[0]?.files, [file]);
  assert.deepEqual(register.heldBy('l1')[0]?.files, [file]);
  assert.equal(register.show('S-2')?.files[0]?.issued, undefined);
  for (const sha256 of [ISSUED, STAMPED, ARCHIVED]) assert.equal(register.credentialWith(sha256), 'urn:1');
  assert.equal(register.credentialWith('0'), undefined);
  assert.deepEqual(register.check(), { entries: 2, holds: true });
  register.close();
});

test('a run that broke off between register and file is told by what came last', () => {
  const { register } = opened();
  register.extend(step(ISSUED, STAMPED, 'LTA'));
  register.extend(step(ISSUED, ARCHIVED, 'LTA'));
  assert.equal(register.show('S-1')?.files[0]?.sha256, ARCHIVED);
  register.close();
});

test('extensions are neither changed nor removed, and what got past the triggers is found', () => {
  const { path, register } = opened();
  register.extend(step(ISSUED, STAMPED, 'T'));
  register.extend(step(STAMPED, ARCHIVED, 'LTA'));
  assert.throws(() => register.extend({ ...step('', '', 'T'), credential: 'urn:none' }));
  const database = new (loadDriver())(path);
  for (const statement of [
    "UPDATE extensions SET level = 'PAdES-BASELINE-LTA' WHERE number = 1",
    "UPDATE extensions SET file = '', from_sha256 = '', to_sha256 = '', salt = ''",
    'DELETE FROM extensions',
  ]) {
    assert.throws(() => database.exec(statement), /is never/, statement);
  }
  database.exec('DROP TRIGGER extensions_stay_as_they_are');
  database.exec(
    "UPDATE extensions SET file = '', from_sha256 = '', to_sha256 = '', salt = '' WHERE number = 2",
  );
  assert.equal(register.brokenExtension(), 2, 'emptied without an erasure');
  database.exec("UPDATE extensions SET level = 'PAdES-BASELINE-LTA' WHERE number = 1");
  assert.equal(register.brokenExtension(), 1);
  database.close();
  register.close();
});

test('whoever is forgotten is forgotten here too: no name, no digest, in no byte; the chain holds', () => {
  const { path, register } = opened();
  register.extend(step(ISSUED, STAMPED, 'T'));
  register.erase([{ credential: 'urn:1', kind: 'erased', reason: 'request', ground: '', at: '' }]);
  assert.deepEqual(register.check(), { entries: 2, holds: true });
  assert.throws(() => register.extend(step(STAMPED, ARCHIVED, 'LTA')), /forgotten/);
  assert.equal(register.credentialWith(STAMPED), undefined);
  register.close();
  const bytes = readFileSync(path);
  for (const word of ['papadopoulou', ISSUED, STAMPED]) assert.ok(!bytes.includes(word), word);
});

test('a register whose files were raised before version 6 keeps its extensions and passes its check', () => {
  const { path, register } = opened(MIGRATIONS.slice(0, 5));
  register.close();
  const database = new (loadDriver())(path);
  // As the program of that version wrote them.
  database.exec(`
    ${laterTables(database)}
    DROP TABLE extensions;
    CREATE TABLE extensions (number INTEGER PRIMARY KEY, entry TEXT NOT NULL REFERENCES entries (id),
      file TEXT NOT NULL, from_sha256 TEXT NOT NULL, to_sha256 TEXT NOT NULL, level TEXT NOT NULL, at TEXT NOT NULL,
      previous_hash TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
    CREATE INDEX extensions_by_digest ON extensions (to_sha256);
    CREATE TRIGGER extensions_stay BEFORE DELETE ON extensions BEGIN SELECT RAISE(ABORT, 'never'); END;
    ALTER TABLE audit_seals DROP COLUMN extensions;
    ALTER TABLE audit_seals DROP COLUMN prints;
    ALTER TABLE audit_seals DROP COLUMN office;
    INSERT INTO extensions VALUES (1, 'urn:1', '${NAME}', '${ISSUED}', '${STAMPED}', 'PAdES-BASELINE-T', 't', 'r',
      '9482dad04efdfd95a16dca74eb2c54fd2108b6daf168624eaf209aed4c85c3bd');
    PRAGMA user_version = 5;`);
  database.close();
  const before = openRegister(path, { create: false });
  assert.equal(before.show('S-1')?.files[0]?.sha256, STAMPED);
  assert.deepEqual(before.check(), { entries: 2, holds: true });
  before.extend(step(STAMPED, ARCHIVED, 'LTA'));
  assert.equal(before.brokenExtension(), undefined);
  before.close();
});

/** Drops what versions after the fifth have added, so that they can be added again. */
function laterTables(database: Database): string {
  const tables = "SELECT name FROM sqlite_schema WHERE type = 'table'";
  const fifth = new (loadDriver())(':memory:');
  for (const { sql } of MIGRATIONS.slice(0, 5)) fifth.exec(sql);
  const known = new Set(fifth.prepare(tables).pluck().all());
  const follows = fifth
    .prepare("SELECT sql FROM sqlite_schema WHERE name = 'entries_follow_on'")
    .pluck()
    .get();
  fifth.close();
  const later = database.prepare<[], string>(tables).pluck().all();
  const dropped = later.filter((name) => name !== 'extensions' && !known.has(name));
  const changed = ['DROP TRIGGER entries_follow_on', `${follows}`, 'ALTER TABLE batches DROP COLUMN plan'];
  const statements = [
    'PRAGMA foreign_keys = OFF',
    ...changed,
    ...dropped.map((name) => `DROP TABLE ${name}`),
  ];
  return statements.join('; ').concat(';');
}
