import { dirname, join, resolve } from 'node:path';
import { type Outcome, refused } from '../../shared/problem.ts';
import { LARGEST_FILE } from '../../shared/verifying/verify.ts';
import { readBounded } from '../files/read.ts';
import { sha256Of } from '../files/sha256.ts';
import { isDatabase } from '../register/address.ts';
import type { Answering } from '../register/shared-register.ts';

/** What became of a sealed file: the bytes that were sealed, or raised since, or where they should have been. */
export type SealedBytes =
  | { readonly state: 'here'; readonly path: string; readonly bytes: Uint8Array }
  | { readonly state: 'missing' | 'changed'; readonly path: string };

/** Looks in one place after another. Problems: `file.too-large`, `file.unreadable`. */
export async function findSealed(paths: readonly string[], sha256: string): Promise<Outcome<SealedBytes>> {
  let changed: string | undefined;
  for (const path of paths) {
    const read = await readBounded(path, LARGEST_FILE);
    if (!read.ok) {
      const [first, ...more] = read.problems;
      if (first.code === 'file.not-found') continue;
      return refused(first, ...more);
    }
    if (sha256Of(read.value) === sha256)
      return { ok: true, value: { state: 'here', path, bytes: read.value } };
    changed ??= path;
  }
  const state = changed === undefined ? 'missing' : 'changed';
  return { ok: true, value: { state, path: changed ?? paths[0] ?? '' } };
}

/** Where files were told to lie, else beside the register, else where their batch was told to put them. */
export async function foldersOf(
  register: Answering<'job'>,
  batch: string,
  order: { readonly register: string; readonly folder?: string },
): Promise<readonly string[]> {
  if (order.folder !== undefined) return [order.folder, join(order.folder, 'credentials')];
  const out = (await register.job(batch))?.order.out;
  const beside = isDatabase(order.register) ? [] : [dirname(resolve(order.register))];
  return [...beside, ...(out === undefined ? [] : [out])].map((folder) => join(folder, 'credentials'));
}
