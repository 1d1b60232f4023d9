import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskFault } from './vault.ts';

/**
 * Writes a file that may be there already; whoever reads it finds the old one or the new one, never half of either.
 * @throws StudioFault `file.disk-full` or `file.not-writable`.
 */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const passing = join(dirname(path), `.writing-${randomBytes(6).toString('hex')}`);
  try {
    const file = await open(passing, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(passing, path);
  } catch (cause) {
    await rm(passing, { force: true });
    throw diskFault(path, cause);
  }
}
