import { setTimeout } from 'node:timers/promises';
import { StudioFault } from '../../shared/problem.ts';
import type { Database } from '../register/database.ts';
import { type LetGo, tryLock, workerLock } from '../register/lock.ts';
import type { Chunk, JobQueue } from './job-queue.ts';

/** How long a worker waits for a desk that seals into the register itself, and how often it looks. */
const DESK_MILLISECONDS = 5000;
const LOOK_MILLISECONDS = 50;

/** A queue that can also take chunks in as part of a transaction of the register: both or neither. */
export interface LocalQueue extends JobQueue {
  addIn(chunks: readonly Chunk[]): void;
}

type Row = Omit<Chunk, 'batch'>;

/**
 * The queue of a register that is a file, in its own tables. A row says which worker has a chunk, and a lock that the system
 * drops with the process whether that worker lives: what a killed one was at is free at once, and nobody guesses how long a
 * token may take. As long as it has a chunk, a worker keeps desks from sealing into the register, as they keep it. Taking throws
 * StudioFault `register.busy` while one does.
 */
export function openLocalQueue(database: Database, path: string): LocalQueue {
  const add = database.prepare<[string, number, number]>(
    'INSERT OR IGNORE INTO job_chunks (batch, first, last) VALUES (?, ?, ?)',
  );
  const free = database.prepare<[string], Row>(
    'SELECT first, last FROM job_chunks WHERE batch = ? AND worker IS NULL ORDER BY first LIMIT 1',
  );
  const others = database
    .prepare<[string, number], number>(
      'SELECT DISTINCT worker FROM job_chunks WHERE batch = ? AND worker IS NOT NULL AND worker <> ?',
    )
    .pluck();
  const assign = database.prepare<[number | null, string, number]>(
    'UPDATE job_chunks SET worker = ? WHERE batch = ? AND first = ?',
  );
  const leaveAll = database.prepare<[number]>('UPDATE job_chunks SET worker = NULL WHERE worker = ?');
  const remove = database.prepare<[string, number]>('DELETE FROM job_chunks WHERE batch = ? AND first = ?');
  const removeAll = database.prepare<[string]>('DELETE FROM job_chunks WHERE batch = ?');
  const any = database.prepare<[string], 1>('SELECT 1 FROM job_chunks WHERE batch = ? LIMIT 1');
  const addAll = database.transaction((chunks: readonly Chunk[]) => {
    for (const { batch, first, last } of chunks) add.run(batch, first, last);
  });
  const takeFree = database.transaction((batch: string, worker: number): Chunk | undefined => {
    const found = free.get(batch);
    if (found) assign.run(worker, batch, found.first);
    return found && { batch, ...found };
  });

  const held = new Map<string, Chunk>();
  /** This worker's number, since it first took a chunk. */
  let own: { readonly number: number; readonly letGo: LetGo } | undefined;
  /** Keeps desks out while a chunk is held. */
  let shared: LetGo | undefined;

  const nameOf = ({ batch, first }: Chunk): string => `${first} ${batch}`;
  /** The first number that nobody living has; what the dead has left under it is free. */
  const beNumbered = () => {
    for (let number = 1; ; number++) {
      const letGo = tryLock(path, workerLock(number), 'alone');
      if (!letGo) continue;
      leaveAll.run(number);
      return { number, letGo };
    }
  };
  const freeTheDead = (batch: string, number: number): void => {
    for (const other of others.all(batch, number)) {
      const letGo = tryLock(path, workerLock(other), 'alone');
      if (letGo) leaveAll.run(other);
      letGo?.();
    }
  };
  const share = async (): Promise<LetGo> => {
    for (let waited = 0; waited <= DESK_MILLISECONDS; waited += LOOK_MILLISECONDS) {
      const letGo = tryLock(path, 'lock', 'together');
      if (letGo) return letGo;
      await setTimeout(LOOK_MILLISECONDS);
    }
    throw new StudioFault('register.busy', { file: path });
  };
  const drop = (chunk: Chunk): void => {
    held.delete(nameOf(chunk));
    if (held.size > 0) return;
    shared?.();
    shared = undefined;
  };

  return {
    addIn: (chunks) => addAll(chunks),
    async add(chunks) {
      addAll.immediate(chunks);
    },
    async take(batch) {
      if (!any.get(batch)) return undefined;
      own ??= beNumbered();
      shared ??= await share();
      const { number } = own;
      const take = (): Chunk | undefined => takeFree.immediate(batch, number);
      let chunk = take();
      if (!chunk) {
        freeTheDead(batch, number);
        chunk = take();
      }
      if (chunk) held.set(nameOf(chunk), chunk);
      else if (held.size === 0) {
        shared();
        shared = undefined;
      }
      return chunk;
    },
    async done(chunk) {
      remove.run(chunk.batch, chunk.first);
      drop(chunk);
    },
    async leave(chunk) {
      assign.run(null, chunk.batch, chunk.first);
      drop(chunk);
    },
    left: async (batch) => any.get(batch) !== undefined,
    async drop(batch) {
      removeAll.run(batch);
    },
    async close() {
      if (own) leaveAll.run(own.number);
      held.clear();
      shared?.();
      own?.letGo();
      shared = own = undefined;
    },
  };
}
