import { setTimeout } from 'node:timers/promises';
import type { Recipient } from '../../shared/credential/recipient.ts';
import type { JobState } from '../../shared/desk/batch.ts';
import { asRegister, type Database, openDatabase } from '../register/database.ts';
import { localRegister } from '../register/local-register.ts';
import { tryLock } from '../register/lock.ts';
import { registerOver } from '../register/register.ts';
import { SHARED } from '../register/shared-register.ts';
import { chunksOf } from './job-queue.ts';
import { openLocalQueue } from './local-queue.ts';
import type { OpenBatch, Workload } from './workload.ts';

/** How often a worker that begins looks whether another has swept. */
const LOOK_MILLISECONDS = 50;
/** Held by every worker together. */
const WORKERS = 'workers';

/**
 * What a desk plans in a register that is a file, and workers on the same machine seal. One connection serves register and
 * queue, so that each step is one transaction of both.
 * @throws StudioFault as `openDatabase`, for a file that is not there too.
 */
export function openLocalWorkload(path: string): Workload {
  const database = openDatabase(path, { create: false });
  // What is emptied of learners who waited is overwritten.
  database.pragma('secure_delete = ON');
  const local = registerOver(database, path);
  const register = localRegister(local, SHARED);
  const queue = openLocalQueue(database, path);
  const rows = rowsOf(database);
  let begun: (() => void) | undefined;

  /** All or nothing, alone, and the driver's errors told as what happened to the register. */
  const locked = <T>(work: () => T): T => asRegister(path, () => database.transaction(work).immediate());
  const stateOf = (batch: string): JobState | undefined => local.job(batch)?.state;

  return {
    register,
    queue,
    async plan({ batch, order, plan, recipients, refused, waits }) {
      locked(() => {
        local.openBatch(batch, plan);
        local.openJob(
          batch.id,
          order,
          [...recipients, ...refused].map(({ row }) => row),
          batch.startedAt,
        );
        for (const recipient of recipients) rows.wait(batch.id, recipient);
        local.endRows(batch.id, refused);
        if (waits) local.changeJob(batch.id, 'paused', batch.startedAt, waits);
        queue.addIn(
          chunksOf(
            batch.id,
            recipients.map(({ row }) => row),
          ),
        );
      });
    },
    planAgain: async (batch, recipients, at, waits) =>
      locked(() => {
        if (stateOf(batch) !== 'done') return false;
        const again = recipients.filter((recipient) => rows.planAgain(batch, recipient));
        local.changeJob(batch, waits ? 'paused' : 'running', at, waits);
        queue.addIn(
          chunksOf(
            batch,
            again.map(({ row }) => row).sort((one, other) => one - other),
          ),
        );
        return true;
      }),
    open: async (certificateSha256) => rows.open(certificateSha256),
    planOf: async (batch) => rows.planOf(batch),
    async next({ batch, first, last }, most) {
      return stateOf(batch) === 'running' ? rows.waiting(batch, first, last, most) : undefined;
    },
    async enter({ batch, entries, ended }) {
      try {
        return locked(() => {
          if (stateOf(batch) === 'cancelled') return false;
          local.append(entries);
          local.release(
            batch,
            ended.map(({ row }) => row),
          );
          local.endRows(batch, ended);
          return true;
        });
      } catch (cause) {
        // Places in status lists are drawn by lot; the second who draws one draws again.
        if (cause instanceof Error && cause.message === 'a place in a status list is given once')
          return false;
        throw cause;
      }
    },
    async settle(batch, at) {
      // Asked without a lock first: workers with nothing to do ask again and again.
      if (rows.isLeft(batch) || (await queue.left(batch))) return false;
      const settled = locked(() => {
        const job = local.job(batch);
        if (rows.isLeft(batch) || job?.state === 'cancelled') return !rows.isLeft(batch);
        const { verified = 0, delivered = 0, already = 0, refused = 0 } = job?.rows ?? {};
        local.closeBatch(batch, { finishedAt: at, issued: verified + delivered, already, refused });
        local.changeJob(batch, 'done', at);
        return true;
      });
      if (settled) forget();
      return settled;
    },
    async change(batch, state, at) {
      local.changeJob(batch, state, at);
      if (state === 'cancelled') forget();
    },
    async entered(names) {
      const kept = local.fileNames();
      return new Set(names.filter((name) => kept.has(name)));
    },
    async begin(work) {
      const alone = tryLock(path, WORKERS, 'alone');
      if (alone) await work();
      alone?.();
      while (!begun) {
        begun = tryLock(path, WORKERS, 'together');
        if (!begun) await setTimeout(LOOK_MILLISECONDS);
      }
    },
    async close() {
      await queue.close();
      begun?.();
      local.close();
    },
  };

  /** The log that learners went through is emptied once nobody waits; while others read, the next who ends a batch does. */
  function forget(): void {
    if (!rows.isAnybodyWaiting()) database.pragma('wal_checkpoint(TRUNCATE)');
  }
}

/** The learners of planned batches, each until their row has ended. */
function rowsOf(database: Database) {
  const wait = database.prepare<[string, string, number]>(
    'UPDATE job_rows SET recipient = ? WHERE batch = ? AND row = ?',
  );
  const again = database.prepare<[string, string, number]>(
    "UPDATE job_rows SET state = 'planned', problems = NULL, recipient = ? WHERE batch = ? AND row = ? AND state = 'refused'",
  );
  const waiting = database
    .prepare<[string, number, number, number], string>(
      `SELECT recipient FROM job_rows WHERE batch = ? AND row BETWEEN ? AND ? AND state = 'planned'
         AND recipient IS NOT NULL ORDER BY row LIMIT ?`,
    )
    .pluck();
  const anybody = database.prepare<[], 1>('SELECT 1 FROM job_rows WHERE recipient IS NOT NULL LIMIT 1');
  const left = database.prepare<[string], 1>(
    "SELECT 1 FROM job_rows WHERE batch = ? AND state = 'planned' LIMIT 1",
  );
  const open = database.prepare<[string], OpenBatch>(
    `SELECT batch, template_sha256 AS templateSha256, certificate_sha256 AS certificateSha256
     FROM jobs JOIN batches ON batches.id = jobs.batch
     WHERE state = 'running' AND plan IS NOT NULL AND certificate_sha256 = ? ORDER BY started_at, batch`,
  );
  const plan = database.prepare<[string], string | null>('SELECT plan FROM batches WHERE id = ?').pluck();
  return {
    wait: (batch: string, recipient: Recipient): void =>
      void wait.run(JSON.stringify(recipient), batch, recipient.row),
    /** @returns whether the row was refused. */
    planAgain: (batch: string, recipient: Recipient): boolean =>
      again.run(JSON.stringify(recipient), batch, recipient.row).changes > 0,
    waiting: (batch: string, first: number, last: number, most: number): readonly Recipient[] =>
      waiting.all(batch, first, last, most).map((told) => JSON.parse(told) as Recipient),
    isAnybodyWaiting: (): boolean => anybody.get() !== undefined,
    isLeft: (batch: string): boolean => left.get(batch) !== undefined,
    open: (certificateSha256: string): readonly OpenBatch[] => open.all(certificateSha256),
    planOf: (batch: string): string | undefined => plan.get(batch) ?? undefined,
  };
}
