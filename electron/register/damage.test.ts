import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { StudioFault } from '../../shared/problem.ts';
import { loadDriver } from './database.ts';
import type { Entry } from './entries.ts';
import { openRegister, type Register } from './register.ts';

const FLIPS = 200;
const ENTRIES = 120;
/** A fixed row of chances, so that a failure can be had again. */
const SEED = 20_260_701;

const folder = mkdtempSync(join(tmpdir(), 'sealwright-damage-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function entry(number: number): Entry {
  return {
    id: `urn:uuid:${number}`,
    serial: `AEG-2026-${number}`,
    series: 'AEG-2026-{number}',
    seriesNumber: number,
    batch: 'batch-1',
    learner: `digest-${number}`,
    templateId: 'urn:template',
    templateVersion: 1,
    name: `Ζωή Ångström ${number}`,
    title: number % 2 ? 'Coastal ecology' : 'Open data',
    awardedOn: '2026-06-30',
    issuedAt: '2026-07-01T08:00:00Z',
    files: [{ format: 'pdf', name: `${number}.pdf`, sha256: 'ab'.repeat(32) }],
    status: { listUrl: 'https://example.org/r-1.vc.jwt', index: number },
    ...(number % 9 === 0 && { stack: { kind: 'degree' as const, parts: [`urn:uuid:${number - 1}`] } }),
  };
}

function made(path: string): string {
  const register = openRegister(path, { create: true });
  const roster = { rosterName: '', rosterSha256: '', certificateSha256: '', startedAt: '', rows: ENTRIES };
  register.openBatch({
    id: 'batch-1',
    templateId: 'urn:template',
    templateVersion: 1,
    templateSha256: '',
    ...roster,
  });
  register.append(Array.from({ length: ENTRIES }, (_, at) => entry(at + 1)));
  const why = { reason: 'error', ground: 'Decision 7/2026', at: '2026-08-01T08:00:00Z' } as const;
  register.happen(
    [3, 50, 99].map((number) => ({ credential: `urn:uuid:${number}`, kind: 'revoked', ...why })),
  );
  register.erase([{ credential: 'urn:uuid:7', kind: 'erased', ...why }]);
  register.close();
  return path;
}

/** Everything that anyone can ask. */
function answersOf(register: Register): string {
  const asked = { offset: 0, limit: 500 };
  return JSON.stringify([
    register.id,
    register.count(),
    register.find({ search: '', ...asked }),
    register.find({ search: 'angstrom 5', ...asked }),
    register.find({ search: 'open', status: 'valid', ...asked }),
    register.find({ search: '', status: 'revoked', ...asked }),
    register.find({ search: '', template: 'urn:template', from: '2026-06-30', ...asked }),
    Array.from({ length: ENTRIES }, (_, at) => register.show(`urn:uuid:${at + 1}`)),
    Array.from({ length: ENTRIES }, (_, at) => register.heldBy(`digest-${at + 1}`)),
    Array.from({ length: ENTRIES }, (_, at) => register.partsOf(`urn:uuid:${at + 1}`)),
    [...register.learnersOf('urn:template', 1)].sort(),
    register.nextNumber('AEG-2026-{number}'),
    register.statusLists(),
    register.figures(),
    [...register.fileNames()].sort(),
  ]);
}

test(`${FLIPS} bytes flipped at random: each is found, or every answer is as it was`, () => {
  const whole = made(join(folder, 'whole.sqlite'));
  const before = openRegister(whole, { create: false });
  assert.deepEqual(before.check(), { entries: ENTRIES, holds: true });
  const answers = answersOf(before);
  before.close();
  const bytes = readFileSync(whole);
  const damaged = join(folder, 'damaged.sqlite');
  let seed = SEED;
  const chance = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  let found = 0;
  for (let flip = 0; flip < FLIPS; flip++) {
    const at = chance(bytes.length);
    const spoilt = Buffer.from(bytes);
    spoilt[at] = (spoilt[at] ?? 0) ^ (1 << chance(8));
    for (const ending of ['', '-wal', '-shm']) rmSync(damaged + ending, { force: true });
    writeFileSync(damaged, spoilt);
    let register: Register | undefined;
    try {
      register = openRegister(damaged, { create: false });
      if (!register.check().holds) found++;
      else assert.equal(answersOf(register), answers, `byte ${at} gives another answer and is not found`);
    } catch (cause) {
      assert.ok(cause instanceof StudioFault, `byte ${at}: ${cause}`);
      assert.match(cause.code, /^register\.(?:corrupt|foreign|newer)$/, `byte ${at}: ${cause}`);
      found++;
    } finally {
      register?.close();
    }
  }
  // Free space within pages is most of what nobody misses.
  assert.ok(found > FLIPS / 3, `${found} found`);
});

for (const [what, statement] of [
  ['a trigger taken away', 'DROP TRIGGER entries_stay'],
  ['an index taken away', 'DROP INDEX entries_by_award'],
  ['words put beside an entry', "INSERT INTO entries_words (rowid, search) VALUES (1, 'somebody')"],
] as const) {
  test(`the check tells ${what}`, () => {
    const path = join(folder, `${what}.sqlite`);
    copyFileSync(made(join(folder, `${what}-whole.sqlite`)), path);
    const database = new (loadDriver())(path);
    database.exec(statement);
    database.close();
    const register = openRegister(path, { create: false });
    assert.throws(() => register.check(), { code: 'register.corrupt' });
    register.close();
  });
}
