import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobReport } from '../../shared/desk/batch.ts';
import { progressOf, seeBatches } from './pace.ts';

const job = (state: JobReport['state'], verified: number): JobReport => ({
  ...{ batch: 'b', state, startedAt: '', changedAt: '', forWorkers: true },
  ...{ template: '', roster: '', seal: '', out: '' },
  rows: { planned: 100 - verified, refused: 0, already: 0, verified, delivered: 0 },
});

test('a batch that workers seal is told with the rate and the time left by what was seen of it', () => {
  const first = seeBatches([job('running', 10)], new Map(), 1000);
  assert.equal(progressOf(job('running', 10), first.get('b'), 1000).secondsLeft, undefined);
  const seen = seeBatches([job('running', 40)], first, 4000);
  const { perSecond, secondsLeft, done, total } = progressOf(job('running', 40), seen.get('b'), 4000);
  assert.deepEqual([perSecond, secondsLeft, done, total], [10, 6, 40, 100]);
  // While it waits nothing is counted, and once it goes on it is seen anew.
  const waited = seeBatches([job('paused', 40)], seen, 9000);
  assert.deepEqual([waited.size, progressOf(job('paused', 40), waited.get('b'), 9000).paused], [0, true]);
});
