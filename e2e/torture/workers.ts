import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  assertWhole,
  freshFolder,
  LAUNCHER,
  PASSWORD,
  type Victim,
} from '../../electron/batch/sample-torture.ts';
import { inSharedRegister } from '../../electron/postgres/open-shared.ts';
import { type SampleWorker, startWorker } from '../../electron/queue/sample-worker.ts';
import { SAMPLE_TEMPLATE } from '../../electron/studio/trial-project.ts';
import { readSummaryJson } from '../../shared/formats/summary/json.ts';

/**
 * Two workers at one register, killed in turn as often as `count` says, each followed by another: some while they get ready, most while they
 * seal or end the batch. A batch that is whole makes room for another. `fresh` names a register for the batch that lies in a folder.
 */
export async function killWorkers(
  victim: Victim,
  fresh: (folder: string) => Promise<string>,
  count: number,
  chance: () => number,
): Promise<string> {
  let killed = 0;
  let batches = 0;
  while (killed < count) {
    const { folder } = freshFolder(victim, join(victim.folder, `batch-${batches++}`));
    const place = await fresh(folder);
    const out = join(folder, 'out');
    plan(victim, place, folder);
    const workers: SampleWorker[] = [];
    const begin = (): SampleWorker => {
      const worker = startWorker(place, victim.seal, out, folder);
      workers.push(worker);
      return worker;
    };
    const pair = [begin(), begin()];
    for (let turn = 0; killed < count; turn++) {
      const worker = pair[turn % 2];
      assert.ok(worker);
      if (chance() < 0.2) await setTimeout(chance() * 1500);
      else {
        await worker.first;
        await setTimeout(chance() * 600);
      }
      worker.child.kill('SIGKILL');
      const code = await worker.ended;
      assert.ok(code === null || code === 0, worker.last());
      if (code === null) killed++;
      const entered = await inSharedRegister(place, (register) => register.count());
      const said = workers.reduce((sum, one) => sum + one.acknowledged(), 0);
      assert.ok(said <= entered, `${said} acknowledged, ${entered} entered`);
      if (entered === victim.learners) break;
      pair[turn % 2] = begin();
    }
    const last = begin();
    await Promise.all(workers.map(({ ended }) => ended));
    assert.equal(await last.ended, 0, last.last());
    await assertEnded(place, out, victim.learners);
  }
  return `${batches} batches of ${victim.learners}, all whole`;
}

function plan({ roster, seal }: Victim, place: string, folder: string): void {
  const words = ['issue', '--template', SAMPLE_TEMPLATE, '--roster', roster, '--seal', seal];
  execFileSync(
    process.execPath,
    [
      ...[LAUNCHER, ...words, '--out', join(folder, 'desk'), '--register', place],
      ...['--exports', 'pdf,elmo,vc-jwt', '--for-workers', '--json'],
    ],
    { env: { ...process.env, SEALWRIGHT_PASSWORD: PASSWORD, SEALWRIGHT_DATA: folder }, stdio: 'ignore' },
  );
}

/** Each learner once, in the register, the folder and the summary, and the batch said to be done. */
async function assertEnded(place: string, out: string, learners: number): Promise<void> {
  await inSharedRegister(place, async (register) => {
    const { entries } = await register.find({ search: '', offset: 0, limit: learners + 1 });
    assertWhole(entries, out, learners);
    assert.equal(new Set(entries.map(({ name }) => name)).size, learners);
    assert.equal((await register.check()).holds, true, 'a chain is broken');
    const [job] = await register.jobs();
    assert.deepEqual([job?.state, job?.rows.verified], ['done', learners]);
    const told = readSummaryJson(readFileSync(join(out, 'summary.json'))) ?? [];
    assert.deepEqual(told.map(({ id }) => id).sort(), entries.map(({ id }) => id).sort());
    assert.ok(told.every(({ email }) => email !== undefined));
  });
}
