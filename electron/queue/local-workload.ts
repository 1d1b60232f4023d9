import { setTimeout } from 'node:timers/promises';
import type { JobState } from '../../shared/desk/batch.ts';
import type { SummaryRow } from '../../shared/formats/summary/row.ts';
import { registered } from '../batch/summary.ts';
import { asRegister, type Database, openDatabase } from '../register/database.ts';
import { localRegister } from '../register/local-register.ts';
import { type LetGo, tryLock } from '../register/lock.ts';
import { registerOver } from '../register/register.ts';
import { SHARED } from '../register/shared-register.ts';
import { chunksOf } from './job-queue.ts';
import { openLocalQueue } from './local-queue.ts';
import { readWaiting, type Waiting, writeWaiting } from './waiting.ts';
import type { OpenBatch, Workload } from './workload.ts';

/** How often a worker looks whether another has swept, or ended a batch. */
const LOOK_MILLISECONDS = 50;
/** What somebody else was quicker with. */
const TAKEN: ReadonlySet<string> = new Set([
  'a place in a status list is given once',
  'a part counts once',
  'only what holds is replaced, and once',
]);
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
  let begun: LetGo | undefined;

  /** All or nothing, alone, and the driver's errors told as what happened to the register. */
  const locked = <T>(work: () => T): T => asRegister(path, () => database.transaction(work).immediate());
  const stateOf = (batch: string): JobState | undefined => local.job(batch)?.state;

  return {
    register,
    queue,
    async plan({ batch, order, plan, waiting, ended, first, waits }) {
      locked(() => {
        local.openBatch(batch, plan);
        const numbers = waiting.map(({ recipient }) => recipient.row);
        const all = [...numbers, ...ended.map(({ row }) => row)];
        local.openJob(batch.id, order, all, batch.startedAt);
        for (const each of waiting) rows.wait(batch.id, each);
        local.endRows(batch.id, ended);
        if (waits) local.changeJob(batch.id, 'paused', batch.startedAt, waits);
        queue.addIn(chunksOf(batch.id, numbers.slice(0, first)));
      });
    },
    planAgain: async (batch, waiting, at, waits) =>
      locked(() => {
        if (stateOf(batch) !== 'done') return false;
        const again = waiting.filter((each) => rows.planAgain(batch, each));
        local.changeJob(batch, waits ? 'paused' : 'running', at, waits);
        queue.addIn(
          chunksOf(
            batch,
            again.map(({ recipient }) => recipient.row).sort((one, other) => one - other),
          ),
        );
        return true;
      }),
    open: async (certificateSha256) => rows.open(certificateSha256),
    planOf: async (batch) => rows.planOf(batch),
    async next({ batch, first, last }, most) {
      return stateOf(batch) === 'running' ? rows.waiting(batch, first, last, most) : undefined;
    },
    async enter({ batch, entries, ended, summaries }) {
      try {
        return locked(() => {
          if (stateOf(batch) === 'cancelled') return false;
          local.append(entries);
          local.release(
            batch,
            ended.map(({ row }) => row),
          );
          local.endRows(batch, ended);
          for (const summary of summaries) rows.tell(summary);
          return true;
        });
      } catch (cause) {
        // Places in status lists are drawn by lot; the second who draws one draws again. Whoever comes second to a part, or to
        // what is replaced, is told why when the row is looked at again.
        if (cause instanceof Error && TAKEN.has(cause.message)) return false;
        throw cause;
      }
    },
    filesOf: async ({ batch, first, last }) => rows.filesOf(batch, first, last),
    async settle(batch, at, finish) {
      const goesOn = stateOf(batch) !== 'cancelled';
      // Asked without a lock first: workers with nothing to do ask again and again.
      if (goesOn && (await queue.left(batch))) return false;
      const alone = await lockedIn('finishing', 'alone');
      try {
        const state = stateOf(batch);
        if (state === 'done') return true;
        const sample = state !== 'cancelled' && rows.isLeft(batch);
        if (sample && state !== 'running') return false;
        await finish(sample);
      } finally {
        alone();
      }
      const settled = locked(() => {
        const job = local.job(batch);
        if (job?.state !== 'cancelled' && rows.isLeft(batch)) {
          // A batch that was planned anew meanwhile has its chunks again.
          if (job?.state === 'running' && !rows.hasChunks(batch)) local.changeJob(batch, 'paused', at);
          return false;
        }
        rows.forgetTold(batch);
        if (job?.state === 'cancelled') return true;
        const { verified = 0, delivered = 0, already = 0, refused = 0 } = job?.rows ?? {};
        local.closeBatch(batch, { finishedAt: at, issued: verified + delivered, already, refused });
        local.changeJob(batch, 'done', at);
        return true;
      });
      if (settled) forget();
      return settled;
    },
    toldOf: async (batch, after, most) =>
      rows.toldOf(batch, after, most).flatMap(({ row, summary }) => {
        const told = JSON.parse(summary) as SummaryRow;
        const now = local.show(told.id);
        return now ? [{ row, summary: { ...told, ...registered(now) } }] : [];
      }),
    others: async (batch, ids) =>
      ids.flatMap((id) => {
        const now = rows.isTold(batch, id) ? undefined : local.show(id);
        return now && now.files.length > 0 ? [registered(now)] : [];
      }),
    async change(batch, state, at) {
      locked(() => {
        local.changeJob(batch, state, at);
        if (state === 'running' && !rows.hasChunks(batch))
          queue.addIn(chunksOf(batch, [...local.rowsIn(batch, 'planned')]));
      });
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
      begun ??= await lockedIn(WORKERS, 'together');
    },
    async close() {
      await queue.close();
      begun?.();
      local.close();
    },
  };

  async function lockedIn(name: string, how: 'alone' | 'together'): Promise<LetGo> {
    for (;;) {
      const letGo = tryLock(path, name, how);
      if (letGo) return letGo;
      await setTimeout(LOOK_MILLISECONDS);
    }
  }

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
  const anybody = database.prepare<[], 1>(
    'SELECT 1 FROM job_rows WHERE recipient IS NOT NULL OR summary IS NOT NULL LIMIT 1',
  );
  const tell = database.prepare<[string, string]>('UPDATE job_rows SET summary = ? WHERE credential = ?');
  const toldOf = database.prepare<
    [string, number, number],
    { readonly row: number; readonly summary: string }
  >(
    'SELECT row, summary FROM job_rows WHERE batch = ? AND row > ? AND summary IS NOT NULL ORDER BY row LIMIT ?',
  );
  const isTold = database.prepare<[string, string], 1>(
    'SELECT 1 FROM job_rows WHERE credential = ? AND batch = ? AND summary IS NOT NULL',
  );
  const forgetTold = database.prepare<[string]>(
    'UPDATE job_rows SET summary = NULL WHERE batch = ? AND summary IS NOT NULL',
  );
  const left = database.prepare<[string], 1>(
    "SELECT 1 FROM job_rows WHERE batch = ? AND state = 'planned' LIMIT 1",
  );
  const open = database.prepare<[string], OpenBatch>(
    `SELECT batch, template_sha256 AS templateSha256, certificate_sha256 AS certificateSha256
     FROM jobs JOIN batches ON batches.id = jobs.batch
     WHERE plan IS NOT NULL AND certificate_sha256 = ? AND (state = 'running' OR state = 'cancelled'
       AND EXISTS (SELECT 1 FROM job_rows WHERE job_rows.batch = jobs.batch AND summary IS NOT NULL))
     ORDER BY started_at, batch`,
  );
  const files = database
    .prepare<[string, number, number], string>(
      `SELECT file.value ->> '$.name' FROM job_rows JOIN entries ON entries.id = job_rows.credential,
         json_each(entries.files) AS file
       WHERE job_rows.batch = ? AND job_rows.row BETWEEN ? AND ? ORDER BY job_rows.row`,
    )
    .pluck();
  const chunks = database.prepare<[string], 1>('SELECT 1 FROM job_chunks WHERE batch = ? LIMIT 1');
  const plan = database.prepare<[string], string | null>('SELECT plan FROM batches WHERE id = ?').pluck();
  return {
    wait: (batch: string, waits: Waiting): void =>
      void wait.run(writeWaiting(waits), batch, waits.recipient.row),
    /** @returns whether the row was refused. */
    planAgain: (batch: string, waits: Waiting): boolean =>
      again.run(writeWaiting(waits), batch, waits.recipient.row).changes > 0,
    waiting: (batch: string, first: number, last: number, most: number): readonly Waiting[] =>
      waiting.all(batch, first, last, most).map(readWaiting),
    filesOf: (batch: string, first: number, last: number): readonly string[] => files.all(batch, first, last),
    tell: (summary: SummaryRow): void => void tell.run(JSON.stringify(summary), summary.id),
    toldOf: (batch: string, after: number, most: number) => toldOf.all(batch, after, most),
    isTold: (batch: string, id: string): boolean => isTold.get(id, batch) !== undefined,
    forgetTold: (batch: string): void => void forgetTold.run(batch),
    hasChunks: (batch: string): boolean => chunks.get(batch) !== undefined,
    isAnybodyWaiting: (): boolean => anybody.get() !== undefined,
    isLeft: (batch: string): boolean => left.get(batch) !== undefined,
    open: (certificateSha256: string): readonly OpenBatch[] => open.all(certificateSha256),
    planOf: (batch: string): string | undefined => plan.get(batch) ?? undefined,
  };
}
