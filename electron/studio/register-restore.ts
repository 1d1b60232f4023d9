import { existsSync, linkSync, rmSync } from 'node:fs';
import type { RegisterHealth } from '../../shared/desk/register.ts';
import { done, type Outcome, refused, StudioFault } from '../../shared/problem.ts';
import { isDatabase } from '../register/address.ts';
import { keepKey, keyOf } from '../register/keys.ts';
import { openRegister } from '../register/register.ts';

/**
 * Puts a backup where no register is yet, be it a database that desks share. It is read whole first: what does not hold is not put
 * in anybody's place. Problems: `file.not-writable` when something stands there already; those of `moveInto`.
 * @throws StudioFault `register.corrupt`.
 */
export async function restore(backup: string, path: string): Promise<Outcome<RegisterHealth>> {
  if (isDatabase(path)) return (await import('../postgres/moving.ts')).moveInto(backup, path);
  const taken = refused({ code: 'file.not-writable', where: { file: path } });
  if (existsSync(path)) return taken;
  const partial = `${path}.restoring`;
  const key = keyOf(backup);
  if (key !== undefined) keepKey(path, key);
  const source = openRegister(backup, { create: false });
  try {
    const health = source.check();
    if (!health.holds) throw new StudioFault('register.corrupt', { file: backup });
    rmSync(partial, { force: true });
    await source.backup(partial);
    try {
      // Unlike a renaming, a link never takes the place of what came there meanwhile.
      linkSync(partial, path);
    } catch (cause) {
      if (existsSync(path)) return taken;
      throw new StudioFault('file.not-writable', { file: path }, { cause });
    }
    return done(health);
  } finally {
    source.close();
    rmSync(partial, { force: true });
  }
}
