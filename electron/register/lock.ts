import { StudioFault } from '../../shared/problem.ts';
import { asRegister, loadDriver } from './database.ts';

/** How to let go. */
export type LetGo = () => void;

/**
 * Lets one batch at a time write to a register, across programs; workers, who lend each other numbers, are let in together.
 * @throws StudioFault `register.busy` while another batch runs, or a worker is at one.
 */
export function lockRegister(path: string): LetGo {
  const letGo = tryLock(path, 'lock', 'alone');
  if (!letGo) throw new StudioFault('register.busy', { file: path });
  return letGo;
}

/**
 * The lock is an empty SQLite file beside the register, held in an open transaction: the system lets go of it when the
 * process dies, however it dies. It is never removed, since somebody may just be opening it.
 * @returns nothing while somebody else has it, or, alone, while anybody has.
 */
export function tryLock(path: string, name: string, how: 'alone' | 'together'): LetGo | undefined {
  return asRegister(path, () => {
    const lock = new (loadDriver())(`${path}-${name}`, { timeout: 0 });
    try {
      if (how === 'alone') lock.exec('BEGIN EXCLUSIVE');
      else {
        lock.exec('BEGIN');
        lock.prepare('SELECT count(*) FROM sqlite_schema').get();
      }
    } catch (cause) {
      lock.close();
      if (cause instanceof Error && 'code' in cause && /^SQLITE_BUSY/.test(String(cause.code))) return;
      throw cause;
    }
    return () => {
      lock.close();
    };
  });
}

/** Whether somebody has it alone. */
export function isLocked(path: string, name: string): boolean {
  const letGo = tryLock(path, name, 'together');
  letGo?.();
  return letGo === undefined;
}

/** Name of the lock that a worker, told by number, has alone as long as it lives. */
export function workerLock(worker: number): string {
  return `worker-${worker}`;
}
