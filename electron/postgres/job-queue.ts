import { createHash } from 'node:crypto';
import { PgBoss } from 'pg-boss';
import type { Chunk, JobQueue } from '../queue/job-queue.ts';
import type { Connection, OwnSession, Session } from './connection.ts';

/** A schema of its own beside the register's: pg-boss makes and migrates its tables itself. */
const SCHEMA = 'sealwright_queue';

/** A queue that can also take chunks in as part of a transaction of the register: both or neither. */
export interface PostgresQueue extends JobQueue {
  addIn(session: Session, chunks: readonly Chunk[]): Promise<void>;
}

/**
 * pg-boss, a queue for each batch, over the one connection that the policy allowed. Its jobs say which chunks there are; who
 * works at one is told by an advisory lock of `session`, which the server lets go of as soon as that session dies, so nobody
 * waits for a time to run out. @throws StudioFault `register.unreachable`.
 */
export async function openPostgresQueue(
  connection: Session & Pick<Connection, 'transaction'>,
  session: OwnSession,
): Promise<PostgresQueue> {
  const db = databaseOver(connection);
  const boss = new PgBoss({
    ...{ db, schema: SCHEMA, schedule: false, supervise: false, registerInstance: false },
    openTelemetry: { enabled: false },
  });
  // Its own upkeep; what concerns a chunk is thrown where it is asked for.
  boss.on('error', () => {});
  await boss.start();
  const held = new Map<string, Chunk>();

  const lock = async (chunk: Chunk): Promise<boolean> => {
    const [told] = await session.query<{ got: boolean }>(`SELECT pg_try_advisory_lock(${LOCK}) AS got`, [
      nameOf(chunk),
    ]);
    if (told?.got) await session.query(`SELECT pg_advisory_lock_shared(${LOCK})`, [workedAt(chunk.batch)]);
    return told?.got === true;
  };
  const unlock = async (chunk: Chunk): Promise<void> => {
    held.delete(nameOf(chunk));
    await session.query(`SELECT pg_advisory_unlock_shared(${LOCK})`, [workedAt(chunk.batch)]);
    await session.query(`SELECT pg_advisory_unlock(${LOCK})`, [nameOf(chunk)]);
  };
  /** A lock counts only for a chunk that is still there: the one before us may have finished it. */
  const hold = async (chunk: Chunk): Promise<boolean> => {
    if (held.has(nameOf(chunk)) || !(await lock(chunk))) return false;
    const [there] = await ofQueue(chunk.batch, () => boss.findJobs(chunk.batch, { id: idOf(chunk) }), []);
    if (there) held.set(nameOf(chunk), chunk);
    else await unlock(chunk);
    return there !== undefined;
  };
  /** What a queue that was dropped meanwhile has to say. */
  const ofQueue = async <T>(batch: string, ask: () => Promise<T>, none: T): Promise<T> => {
    try {
      return (await boss.getQueue(batch)) ? await ask() : none;
    } catch (cause) {
      if (await boss.getQueue(batch)) throw cause;
      return none;
    }
  };
  const addOver = async (over: Session, chunks: readonly Chunk[]): Promise<void> => {
    for (const batch of new Set(chunks.map((chunk) => chunk.batch))) {
      const jobs = chunks.filter((chunk) => chunk.batch === batch);
      for (let at = 0; at < jobs.length; at += SLICE) {
        const some = jobs.slice(at, at + SLICE).map((chunk) => ({ id: idOf(chunk), data: chunk }));
        await boss.insert(batch, some, { db: databaseOver(over) });
      }
    }
  };
  const openQueues = async (chunks: readonly Chunk[]): Promise<void> => {
    for (const batch of new Set(chunks.map((chunk) => chunk.batch))) await boss.createQueue(batch);
  };

  return {
    async add(chunks) {
      await openQueues(chunks);
      await connection.transaction((over) => addOver(over, chunks));
    },
    async addIn(over, chunks) {
      await openQueues(chunks);
      await addOver(over, chunks);
    },
    take: (batch) =>
      ofQueue(
        batch,
        async () => {
          for (;;) {
            const [job] = await boss.fetch<Chunk>(batch);
            if (!job) break;
            if (await hold(job.data)) return job.data;
          }
          // Fetched once already: by somebody who is at it, or who has left it or died.
          for (const { data } of await boss.findJobs<Chunk>(batch)) if (await hold(data)) return data;
          return undefined;
        },
        undefined,
      ),
    async done(chunk) {
      await ofQueue(chunk.batch, () => boss.deleteJob(chunk.batch, idOf(chunk)), undefined);
      await unlock(chunk);
    },
    leave: unlock,
    left: (batch) => ofQueue(batch, async () => (await boss.findJobs(batch, { limit: 1 })).length > 0, false),
    async drop(batch) {
      await ofQueue(batch, () => boss.deleteQueue(batch), undefined);
    },
    async close() {
      for (const chunk of held.values()) await unlock(chunk).catch(() => {});
      await boss.stop({ graceful: false });
    },
  };
}

/** Jobs told in one statement. */
const SLICE = 1000;

const LOCK = 'hashtextextended($1, 0)';

/** What everybody who works at a batch holds, together with the others. */
export function workedAt(batch: string): string {
  return `at ${batch}`;
}

function nameOf({ batch, first }: Chunk): string {
  return `${batch} ${first}`;
}

/** The same chunk is the same job: it cannot be there twice. */
function idOf(chunk: Chunk): string {
  const digest = createHash('sha256').update(nameOf(chunk)).digest('hex');
  return digest.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-8$4-$5');
}

function databaseOver({ query }: Session) {
  return {
    executeSql: async (text: string, values?: readonly unknown[]) => ({
      rows: [...(await query<unknown>(text, values))],
    }),
  };
}
