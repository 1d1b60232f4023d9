import { StudioFault } from '../../shared/problem.ts';
import { asRegister, loadDriver } from './database.ts';

/**
 * Lets one batch at a time write to a register, across programs. The lock is an empty SQLite file beside the register
 * held in an open transaction: the system lets go of it when the process dies, however it dies.
 * @returns how to let go.
 * @throws StudioFault `register.busy` while another batch runs.
 */
export function lockRegister(path: string): () => void {
  const file = `${path}-lock`;
  return asRegister(path, () => {
    const lock = new (loadDriver())(file, { timeout: 0 });
    try {
      lock.exec('BEGIN EXCLUSIVE');
    } catch (cause) {
      lock.close();
      const busy = cause instanceof Error && 'code' in cause && /^SQLITE_BUSY/.test(String(cause.code));
      throw busy ? new StudioFault('register.busy', { file: path }, { cause }) : cause;
    }
    return () => {
      lock.close();
    };
  });
}
