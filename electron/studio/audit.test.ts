import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Outcome } from '../../shared/problem.ts';
import { nodeEngine } from '../engine.ts';
import { loadDriver } from '../register/database.ts';
import { openRegister } from '../register/register.ts';
import { sealRegister, verifyRegister } from './audit.ts';
import { exportAudit, verifyExport } from './audit-export.ts';
import { prepareTrial } from './trial-project.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-audit-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const at = new Date();

const vectorsOf = (name: string) =>
  fileURLToPath(new URL(`../../docs/vectors/audit-export/${name}`, import.meta.url));
const withoutPython = spawnSync('python3', ['--version']).error && 'python3 is not installed';

/** What somebody else's reader says of an export (docs/vectors/audit-export). */
function readByPython(lines: readonly string[]): string {
  const file = join(folder, 'read.jsonl');
  writeFileSync(file, lines.join('\n'));
  return execFileSync('python3', [vectorsOf('reader.py'), file], { encoding: 'utf8' }).trim();
}

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
  assert.ok(second.ok);
  const { sealedAt: _, sealDigest: kept = '', ...counts } = second.value;
  assert.deepEqual(counts, COUNTS);
  register.close();
  return { path, trust: trial.value.trust, kept };
}

const COUNTS = {
  ...{ holds: true, entries: 4, events: 1, extensions: 1, prints: 2, office: 1, seals: 2, unsealed: 0 },
};
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
    [["UPDATE audit_seals SET at = '2027-01-01T00:00:00Z' WHERE number = 2"], { what: 'seal', number: 2 }],
  ];
  for (const [statements, broken] of cases) {
    const report = await reportAfter(path, trust, ...free, ...statements);
    assert.equal(report.holds, false, statements[0]);
    assert.deepEqual(report.broken, broken, statements[0]);
  }
});

test('a register put back to an older state, seals and all, is told by a seal that was noted elsewhere', async () => {
  const { path, trust, kept } = await sealed();
  const older = join(folder, 'older.sqlite');
  rmSync(older, { force: true });
  copyFileSync(path, older);
  const database = new (loadDriver())(older);
  const tables = ['entries', 'events', 'extensions', 'prints', 'office_events', 'audit_seals'];
  for (const table of tables) database.exec(`DROP TRIGGER ${table}_stay`);
  database.exec('DELETE FROM entries WHERE number > 3; DELETE FROM audit_seals WHERE number = 2');
  for (const table of ['extensions', 'prints', 'office_events']) database.exec(`DELETE FROM ${table}`);
  database.close();
  const verified = async (register: string, noted?: string) => {
    const report = await verifyRegister({ register, trust, ...(noted && { kept: noted }) }, nodeEngine);
    assert.ok(report.ok);
    return report.value;
  };
  assert.equal((await verified(path, kept)).holds, true);
  assert.equal((await verified(older)).holds, true, 'nothing in the file itself can tell');
  assert.deepEqual((await verified(older, kept)).broken, { what: 'seal', number: 2 });
});

test('what came after the last seal is counted', async () => {
  const { path } = await sealed();
  const register = openRegister(path, { create: false });
  register.addPrints({ credentials: ['urn:1'], way: 'printer', job: 'k', at: RAISED.at });
  register.close();
  const report = await verifyRegister({ register: path, trust: [] }, nodeEngine);
  assert.equal(report.ok && report.value.unsealed, 1);
});

test('a seal that leads to nobody trusted is none', async () => {
  const { path } = await sealed();
  const other = await prepareTrial(join(folder, 'other'), at);
  assert.ok(other.ok);
  const report = await reportAfter(path, other.value.trust);
  assert.deepEqual(report.broken, { what: 'seal', number: 1 });
});

test('what is exported proves itself without the register, and names nobody', async () => {
  const { path, trust, kept } = await sealed();
  const out = join(folder, 'audit.jsonl');
  rmSync(out, { force: true });
  assert.ok((await exportAudit({ register: path, out }, at)).ok);
  assert.deepEqual(problemOf(await exportAudit({ register: path, out }, at)), 'file.not-writable');
  const lines = readFileSync(out, 'utf8').trim().split('\n');
  const verified = async (changed: readonly string[]) => {
    const file = join(folder, 'changed.jsonl');
    writeFileSync(file, changed.join('\n'));
    return verifyExport({ file, trust }, nodeEngine);
  };
  const whole = await verified(lines);
  assert.ok(whole.ok);
  const { sealedAt: _, sealDigest, ...counts } = whole.value;
  assert.deepEqual(counts, COUNTS);
  assert.equal(sealDigest, kept);
  // By hand, as an auditor would: SHA-256 over the fields as they stand there.
  for (const line of lines.map((text) => JSON.parse(text)).filter(({ chain }) => chain)) {
    assert.equal(createHash('sha256').update(JSON.stringify(line.fields)).digest('hex'), line.hash);
  }
  assert.equal(lines.join().includes('"N"'), false, 'the learner’s name');

  const brokenIn = async (changed: readonly string[]) => {
    const told = await verified(changed);
    return told.ok ? told.value.broken : problemOf(told);
  };
  const at2 = lines.findIndex((line) => line.includes('"S-2"'));
  assert.deepEqual(await brokenIn(lines.with(at2, (lines[at2] ?? '').replace('2026-06-30', '2026-06-29'))), {
    ...{ what: 'entry', number: 2 },
  });
  assert.deepEqual(await brokenIn(lines.toSpliced(at2, 2, lines[at2 + 1] ?? '', lines[at2] ?? '')), {
    ...{ what: 'entry', number: 2 },
  });
  // Taken out without the count being made to fit: the first that is missing is named.
  assert.deepEqual(await brokenIn(lines.toSpliced(at2, 1)), { what: 'entry', number: 2 });
  const end = lines.findIndex((line) => line.includes('"S-4"'));
  assert.deepEqual(await brokenIn(lines.toSpliced(end, 1)), { what: 'entry', number: 4 });
  // A tail cut off with its count made to fit: the seal knows better.
  const last = lines.findIndex((line) => line.includes('"S-4"'));
  const cut = lines.toSpliced(last, 1).map((line) => line.replace('"entries":4', '"entries":3'));
  assert.deepEqual(await brokenIn(cut), { what: 'tail', number: 4 });
  assert.equal(await brokenIn(lines.slice(0, -1)), 'file.unreadable');
  if (!withoutPython) {
    assert.equal(readByPython(lines), 'holds 9 2');
    assert.equal(
      readByPython(lines.with(at2, (lines[at2] ?? '').replace('2026-06-30', '2026-06-29'))),
      'broken entries 2',
    );
    assert.equal(readByPython(cut), 'seal 2');
    assert.equal(readByPython(lines.slice(0, -1)), 'unreadable');
  }
  for (const other of [[''], ['{}'], ['[]'], ['{"end":{}}'], ['\u0000'], [...lines, lines[1] ?? '']]) {
    assert.equal(await brokenIn(other), 'file.unreadable', other[0]);
  }
});

test('a reader in Python says of the vector what is to be said', { skip: withoutPython }, async () => {
  const lines = readFileSync(vectorsOf('example.jsonl'), 'utf8').trim().split('\n');
  assert.equal(readByPython(lines), 'holds 9 2');
  const ours = await verifyExport({ file: vectorsOf('example.jsonl'), trust: [] }, nodeEngine);
  assert.equal(ours.ok && ours.value.holds, true);
});

const problemOf = (reply: Outcome<unknown>) => (reply.ok ? undefined : reply.problems[0].code);
