import { open } from 'node:fs/promises';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';

/**
 * A whole file of at most `limit` bytes; a longer one is not read at all.
 * Problems: `file.not-found`, `file.unreadable`, `file.too-large`.
 */
export async function readBounded(path: string, limit: number): Promise<Outcome<Uint8Array>> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > limit) {
        const mebibytes = Math.floor(limit / (1024 * 1024));
        return refused({ code: 'file.too-large', where: { file: path }, facts: { limit: mebibytes } });
      }
      const { buffer, byteOffset, byteLength } = await file.readFile();
      // The same memory, without Buffer's own `slice`, which shares where Uint8Array's copies.
      return done(new Uint8Array(buffer, byteOffset, byteLength));
    } finally {
      await file.close();
    }
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    return refused({ code: missing ? 'file.not-found' : 'file.unreadable', where: { file: path } });
  }
}

/** Says in which file the problems lie; those that say so already keep their own. */
export function inFile<T>(file: string, outcome: Outcome<T>): Outcome<T> {
  if (outcome.ok) return outcome;
  const [first, ...more] = outcome.problems;
  return refused(placed(file, first), ...more.map((problem) => placed(file, problem)));
}

export function placed(file: string, problem: Problem): Problem {
  return { ...problem, where: { file, ...problem.where } };
}
