import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadDriver } from './database.ts';
import type { Entry } from './entries.ts';
import type { NewEvent } from './events.ts';
import { openRegister, type Register } from './register.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-events-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

const NAMES = [
  'Ζωή Παπαδοπούλου',
  'Łukasz Żółw',
  'Søren Ærø',
  'Đorđe Ćirić',
  'Ġorġ Ħaż-Żebbuġ',
  'Élodie Straße',
];

function entry(number: number): Entry {
  return {
    id: `urn:uuid:${number}`,
    serial: `AEG-2026-${String(number).padStart(5, '0')}`,
    series: 'AEG-2026-{number}',
    seriesNumber: number,
    batch: 'batch-1',
    learner: `digest-of-${number}`,
    templateId: 'urn:template',
    templateVersion: 1,
    name: NAMES[(number - 1) % NAMES.length] ?? '',
    title: number % 2 ? 'Coastal ecology' : 'Open data',
    awardedOn: `2026-0${1 + (number % 9)}-15`,
    issuedAt: '2026-07-01T08:00:00Z',
    files: [{ format: 'pdf', name: `AEG-${number}-papadopoulou.pdf`, sha256: 'ab'.repeat(32) }],
    status: { listUrl: 'https://example.org/r-1.vc.jwt', index: number },
  };
}

function opened(count = 6): { readonly path: string; readonly register: Register } {
  const path = join(folder, `register-${++files}.sqlite`);
  const register = openRegister(path, { create: true });
  const batch = {
    templateId: 'urn:template',
    templateVersion: 1,
    templateSha256: '',
    rosterName: '',
    rosterSha256: '',
  };
  register.openBatch({ id: 'batch-1', ...batch, certificateSha256: '', startedAt: '', rows: count });
  register.append(Array.from({ length: count }, (_, at) => entry(at + 1)));
  return { path, register };
}

function event(number: number, kind: NewEvent['kind']): NewEvent {
  return {
    credential: `urn:uuid:${number}`,
    kind,
    reason: 'error',
    ground: 'Decision 7/2026',
    at: '2026-08-01T08:00:00Z',
  };
}

test('a credential goes from valid to suspended and back; what is revoked stays so', () => {
  const { register } = opened();
  assert.equal(register.statusOf('urn:uuid:1'), 'valid');
  register.happen([event(1, 'suspended')]);
  assert.equal(register.statusOf('urn:uuid:1'), 'suspended');
  register.happen([event(1, 'reinstated')]);
  assert.equal(register.statusOf('urn:uuid:1'), 'valid');
  register.happen([event(1, 'revoked')]);
  for (const kind of ['reinstated', 'suspended', 'revoked'] as const) {
    assert.throws(() => register.happen([event(1, kind)]), /cannot follow revoked/);
  }
  assert.deepEqual(
    register.show('AEG-2026-00001')?.history.map(({ kind }) => kind),
    ['suspended', 'reinstated', 'revoked'],
  );
  register.close();
});

test('many happen together or not at all', () => {
  const { register } = opened();
  register.happen([event(2, 'revoked')]);
  assert.throws(() => register.happen([event(3, 'revoked'), event(2, 'revoked')]));
  assert.equal(register.statusOf('urn:uuid:3'), 'valid');
  assert.equal(register.brokenEvent(), undefined);
  register.close();
});

test('any SQLite client is refused what the trade refuses, and what gets past is found', () => {
  const { path, register } = opened();
  register.happen([event(1, 'revoked'), event(2, 'suspended')]);
  register.close();
  const tamper = (...statements: readonly string[]) => {
    const database = new (loadDriver())(path);
    try {
      for (const statement of statements) database.exec(statement);
    } finally {
      database.close();
    }
  };
  assert.throws(() => tamper("UPDATE events SET kind = 'suspended'"), /never changed/);
  assert.throws(() => tamper('DELETE FROM events'), /never removed/);
  const revive =
    "INSERT INTO events SELECT 3, credential, 'reinstated', reason, ground, at, NULL, hash, 'x' FROM events WHERE number = 2";
  assert.throws(() => tamper(revive.replace('credential', "'urn:uuid:1'")), /stays so/);
  assert.throws(() => tamper("UPDATE entries SET name = '' WHERE number = 1"), /never changed/);
  tamper('DROP TRIGGER events_stay_as_they_are', "UPDATE events SET ground = 'x' WHERE number = 1");
  const again = openRegister(path, { create: false });
  assert.equal(again.brokenEvent(), 1);
  again.close();
});

test('names are found by the beginnings of their words, without accents, case or letters a keyboard lacks', () => {
  const { register } = opened();
  const found = (search: string, more: object = {}) =>
    register
      .find({ search, offset: 0, limit: 10, ...more })
      .entries.map(({ serial }) => Number(serial.slice(-1)));
  assert.deepEqual(found('ζωη παπ'), [1]);
  assert.deepEqual(found('ZOLW luk'), [2]);
  assert.deepEqual(found('soren'), [3]);
  assert.deepEqual(found('dorde cir'), [4]);
  assert.deepEqual(found('haz zeb'), [5]);
  assert.deepEqual(found('strasse'), [6]);
  assert.deepEqual(found('2026-00004'), [4]);
  assert.deepEqual(found('aeg-2026-0000'), [6, 5, 4, 3, 2, 1]);
  assert.deepEqual(found('open'), [6, 4, 2]);
  assert.deepEqual(found('"* OR'), []);
  register.happen([event(4, 'revoked')]);
  assert.deepEqual(found('open', { status: 'valid' }), [6, 2]);
  assert.deepEqual(found('', { status: 'revoked' }), [4]);
  assert.deepEqual(found('', { from: '2026-03-01', until: '2026-04-30' }), [3, 2]);
  assert.equal(register.find({ search: 'ecology', offset: 1, limit: 1 }).total, 3);
  register.close();
});

test('a person is erased from every byte of the register, and the chains still hold', () => {
  const { path, register } = opened();
  register.happen([event(1, 'revoked')]);
  register.erase([{ ...event(1, 'erased'), reason: 'request' }]);
  assert.equal(register.find({ search: 'παπαδοπουλου', offset: 0, limit: 10 }).total, 0);
  assert.equal(register.statusOf('urn:uuid:1'), 'revoked');
  assert.deepEqual(register.statusLists(), [
    { listUrl: 'https://example.org/r-1.vc.jwt', revoked: [1], suspended: [] },
  ]);
  assert.equal(register.show('urn:uuid:1')?.name, '');
  assert.deepEqual(register.checkChain(), { entries: 6, holds: true });
  assert.equal(register.brokenEvent(), undefined);
  const here = readdirSync(folder).filter((name) => path.endsWith(name.replace(/-(?:wal|shm)$/, '')));
  for (const name of here) {
    const bytes = readFileSync(join(folder, name));
    for (const trace of ['Ζωή', 'ζωη', 'Παπαδοπούλου', 'παπαδοπουλου', 'papadopoulou', 'digest-of-1"']) {
      // The files of the other five are still named.
      const others = trace === 'papadopoulou' && name.endsWith('.sqlite') ? 5 : 0;
      assert.equal(occurrences(bytes, trace), others, `${trace} in ${name}`);
    }
  }
  register.close();
  const again = openRegister(path, { create: false });
  assert.equal(again.find({ search: 'luk', offset: 0, limit: 10 }).total, 1);
  again.close();
});

test('an entry emptied without an erasure being entered is found', () => {
  const { path, register } = opened();
  register.close();
  const database = new (loadDriver())(path);
  database.exec('DROP TRIGGER entries_stay_as_they_are');
  database.exec(
    "UPDATE entries SET name = '', search = '', files = '[]', learner = 'erased:2' WHERE number = 2",
  );
  database.close();
  const again = openRegister(path, { create: false });
  assert.deepEqual(again.checkChain(), { entries: 6, holds: false, brokenAt: 2 });
  again.close();
});

test('while somebody reads the register nobody is erased from it, not even by halves', () => {
  const { path, register } = opened();
  register.close();
  // As long as nothing was written the log is empty, and the reader looks at the file itself.
  const reader = new (loadDriver())(path, { readonly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM entries').get();
  const again = openRegister(path, { create: false });
  const erasure = [{ ...event(1, 'erased'), reason: 'request' as const }];
  assert.throws(() => again.erase(erasure), { code: 'register.busy' });
  assert.match(again.show('urn:uuid:1')?.name ?? '', /Ζωή/);
  assert.deepEqual(again.show('urn:uuid:1')?.history, []);
  reader.close();
  again.erase(erasure);
  assert.equal(again.show('urn:uuid:1')?.name, '');
  again.close();
});

test('a copy taken while it is open is a whole register', async () => {
  const { path, register } = opened();
  await register.backup(`${path}.copy`);
  await assert.rejects(register.backup(join(`${path}.nowhere`, 'copy')), { code: 'file.not-writable' });
  register.happen([event(1, 'revoked')]);
  register.close();
  const copy = openRegister(`${path}.copy`, { create: false });
  assert.deepEqual(copy.checkChain(), { entries: 6, holds: true });
  assert.equal(copy.statusOf('urn:uuid:1'), 'valid');
  copy.close();
});

test('figures count and name nobody', () => {
  const { register } = opened();
  register.happen([event(1, 'revoked'), event(2, 'suspended')]);
  const figures = register.figures();
  assert.equal(figures.issued, 6);
  assert.deepEqual(figures.byStatus, { valid: 4, suspended: 1, revoked: 1, superseded: 0 });
  assert.equal(
    figures.byMonth.reduce((sum, { count }) => sum + count, 0),
    6,
  );
  register.close();
});

function occurrences(bytes: Buffer, text: string): number {
  let count = 0;
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) count++;
  return count;
}
