/** What a register that is a file has to see to itself: workers and desks beside each other, in one series of numbers. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { beginSample, sampleClaim, sampleEntry } from '../postgres/sample-entries.ts';
import { openRegister } from '../register/register.ts';
import { openLocalWorkload } from './local-workload.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-queue-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function fresh(name: string): string {
  const path = join(folder, `${name}.sqlite`);
  openRegister(path, { create: true }).close();
  return path;
}

test('while a worker has a chunk no desk seals into the register itself, and none is given one while a desk does', async () => {
  const path = fresh('apart');
  const desk = openRegister(path, { create: false });
  const worker = openLocalWorkload(path);
  await worker.queue.add([{ batch: 'b', first: 1, last: 9 }]);
  const chunk = await worker.queue.take('b');
  assert.ok(chunk);
  assert.throws(() => desk.lock(), { code: 'register.busy' });
  await worker.queue.leave(chunk);
  const letGo = desk.lock();
  const waiting = worker.queue.take('b');
  assert.equal(await worker.register.busy('b'), false);
  letGo();
  assert.deepEqual(await waiting, chunk);
  await worker.close();
  desk.lock()();
  desk.close();
});

test('a desk goes on behind what is lent to workers, and fills what was given back first', async () => {
  const path = fresh('numbers');
  await (await beginSample(path)).close();
  const register = openRegister(path, { create: false });
  const { series } = sampleClaim(1);
  register.reserve([1, 2, 3, 4].map((row) => sampleClaim(row)));
  register.release('batch-1', [2]);
  assert.deepEqual(
    [0, 1, 2].map((after) => register.nextNumber(series, after)),
    [2, 5, 6],
  );
  register.append([sampleEntry(5, 2), sampleEntry(6, 5)]);
  assert.equal(register.nextNumber(series), 6);
  assert.throws(() => register.append([sampleEntry(2, 7)]), /takes the next number of its series/);
  assert.throws(() => register.append([sampleEntry(2, 5)]), /never replaced/);
  // What was lent before a crash is entered behind them.
  register.append([sampleEntry(4, 4), sampleEntry(1), sampleEntry(3)]);
  assert.deepEqual(register.check(), { entries: 5, holds: true });
  register.close();
});
