import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { done } from '../../shared/problem.ts';
import { loadDriver } from '../register/database.ts';
import { openRegister } from '../register/register.ts';
import { openChains } from './register-chains.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-chains-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** More than two pieces. */
const ENTRIES = 2100;
const path = join(folder, 'register.sqlite');
const register = openRegister(path, { create: true });
register.openBatch({
  ...{ id: 'batch-1', templateId: 'urn:template', templateVersion: 1, templateSha256: '' },
  ...{ rosterName: 'roster.csv', rosterSha256: '', certificateSha256: '' },
  ...{ startedAt: '2026-07-01T08:00:00Z', rows: ENTRIES },
});
register.append(
  Array.from({ length: ENTRIES }, (_, at) => ({
    ...{ id: `urn:uuid:${at}`, serial: `AEG-${at}`, series: 'AEG-{number}', seriesNumber: at + 1 },
    ...{ batch: 'batch-1', learner: `digest-${at}`, templateId: 'urn:template', templateVersion: 1 },
    ...{ name: `Ζωή ${at}`, title: 'Ecology', awardedOn: '2026-06-30', issuedAt: '2026-07-01T08:00:00Z' },
    files: [],
  })),
);
register.close();

test('the chains of a register are proven piece by piece, and others have the thread between two of them', async () => {
  const told: number[] = [];
  const chains = openChains((at, proven) => {
    assert.equal(at, path);
    told.push(proven);
  });
  let others = 0;
  const turn = setInterval(() => ++others, 0);
  assert.deepEqual(await chains.check(path), done({ chainHolds: true }));
  clearInterval(turn);
  assert.deepEqual(told.slice(0, 2), [1000, 2000]);
  assert.ok(others > 0);
});

test('whoever leaves a register ends the proof of it, and has it to themselves', async () => {
  let left: Promise<void> | undefined;
  const chains = openChains(() => {
    left ??= chains.leave();
  });
  assert.deepEqual(await chains.check(path), done({}));
  await left;
  // SQLite's log goes with the last who has the file open.
  assert.equal(existsSync(`${path}-wal`), false);
  assert.deepEqual(await openChains(() => {}).check(path), done({ chainHolds: true }));
});

test('an entry that was changed is found in whatever piece it lies', async () => {
  const database = new (loadDriver())(path);
  database.exec('DROP TRIGGER entries_stay_as_they_are');
  database.exec("UPDATE entries SET title = 'Economy' WHERE number = 1500");
  database.close();
  assert.deepEqual(await openChains(() => {}).check(path), done({ chainHolds: false }));
  const changed = openRegister(path, { create: false });
  const whole = { entries: ENTRIES, holds: false, brokenAt: 1500 };
  assert.deepEqual([changed.checkChain(), await changed.checkChainCalmly(async () => {})], [whole, whole]);
  changed.close();
});
