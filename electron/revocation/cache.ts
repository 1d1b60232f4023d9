import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../files/replace.ts';

/**
 * What was fetched, kept in a folder so that a batch asks each question once. Only public things lie here, and nothing in
 * it is believed: what comes out is tested as if it came from the network.
 */
export interface FetchCache {
  /**
   * What is kept under `name` if it is younger than `age` milliseconds, else what `fetch` brings; that is kept.
   * @param serves says whether bytes are worth keeping.
   */
  get(
    name: string,
    age: number,
    fetch: () => Promise<Uint8Array | undefined>,
    serves: (bytes: Uint8Array) => boolean,
  ): Promise<Uint8Array | undefined>;
}

export function openFetchCache(folder: string, now: () => Date): FetchCache {
  const underway = new Map<string, Promise<Uint8Array | undefined>>();

  async function kept(path: string, age: number): Promise<Uint8Array | undefined> {
    try {
      const { mtimeMs } = await stat(path);
      return now().getTime() - mtimeMs < age ? new Uint8Array(await readFile(path)) : undefined;
    } catch {
      // Not there, or not readable: then it is fetched.
      return undefined;
    }
  }

  return {
    async get(name, age, fetch, serves) {
      const path = join(folder, createHash('sha256').update(name).digest('hex'));
      const before = await kept(path, age);
      if (before && serves(before)) return before;
      const running = underway.get(path);
      if (running) return running;
      const fetching = fetch().then(async (bytes) => {
        if (!bytes || !serves(bytes)) return undefined;
        await mkdir(folder, { recursive: true });
        await replaceFile(path, bytes);
        return bytes;
      });
      underway.set(path, fetching);
      try {
        return await fetching;
      } finally {
        underway.delete(path);
      }
    },
  };
}
