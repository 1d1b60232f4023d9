import { randomBytes } from 'node:crypto';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskFault, PASSING } from './vault.ts';

/**
 * Writes a file that may be there already; whoever reads it finds the old one or the new one, never half of either.
 * @param bytes all of them, or piece after piece; what throws between two pieces leaves the old file.
 * @param mode of the file, less the process's own mask; 0o600 for what is its owner's alone.
 * @throws StudioFault `file.disk-full` or `file.not-writable`.
 */
export async function replaceFile(
  path: string,
  bytes: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  mode = 0o666,
): Promise<void> {
  const passing = join(dirname(path), `.writing-${randomBytes(6).toString('hex')}`);
  try {
    const file = await open(passing, 'wx', mode);
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

/**
 * Takes away what a run that was killed left in a folder between writing and renaming: it may hold a learner's data. A
 * folder that cannot be read has nothing to take away.
 */
export async function clearPassing(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => PASSING.test(name));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}
