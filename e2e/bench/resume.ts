import assert from 'node:assert/strict';
import { join } from 'node:path';
import { issueVictim, makeVictim } from '../../electron/batch/sample-torture.ts';
import { listJobs } from '../../electron/studio/batch-jobs.ts';

/**
 * A program that issues triples is killed when half of its learners have theirs, and another is told to go on.
 * @returns seconds from the start of the other to the first learner that it has entered.
 */
export async function secondsToResume(folder: string, learners: number): Promise<number> {
  const victim = await makeVictim(folder, learners);
  const killed = await issueVictim(victim, {
    meanwhile: (issued, child) => {
      if (2 * issued >= learners) child.kill('SIGKILL');
    },
  });
  assert.equal(killed.code, null, `the batch ended by itself: ${killed.stopped}`);
  const jobs = await listJobs(join(folder, 'out', 'register.sqlite'));
  const [job] = jobs.ok ? jobs.value : [];
  assert.ok(job, 'no batch to go on with');
  const started = performance.now();
  let first: number | undefined;
  const resumed = await issueVictim(victim, {
    resume: job.batch,
    meanwhile: (issued, child) => {
      if (issued === 0) return;
      first ??= performance.now();
      child.kill('SIGKILL');
    },
  });
  assert.ok(first !== undefined, `nobody was sealed: ${resumed.stopped}`);
  return (first - started) / 1000;
}
