import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Ask, connectDesk } from '../port.ts';

/** Desks that answer side by side, each on a thread of its own. */
export interface Desks {
  readonly ask: Ask;
  /** Questions that can be under way before somebody has to wait for an answer. */
  readonly width: number;
  close(): Promise<void>;
}

/** One answered and one waiting, so that no desk idles while its owner writes. */
const EACH = 2;
/** A desk takes about 100 MB. */
const MOST = 8;

/**
 * The desk at hand, and one more for every further core. They share nothing: what is asked of one, such as to sign in, another
 * has not heard.
 */
export function openDesks(here: Ask, more = Math.min(availableParallelism(), MOST) - 1): Desks {
  const threads = Array.from({ length: more }, () => {
    const worker = new Worker(DESK);
    const { ask, hangUp } = connectDesk(worker, () => {});
    worker.on('error', hangUp).on('exit', hangUp);
    return { ask, worker };
  });
  const desks = [here, ...threads.map(({ ask }) => ask)].map((ask) => ({ ask, busy: 0 }));
  return {
    ask: (async (name, ...order) => {
      const desk = desks.reduce((one, other) => (other.busy < one.busy ? other : one));
      desk.busy++;
      try {
        return await desk.ask(name, ...order);
      } finally {
        desk.busy--;
      }
    }) as Ask,
    width: desks.length * EACH,
    async close() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

/** What comes of each, in order, with `width` of them under way at a time. */
export async function* inOrder<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<readonly [T, R]> {
  const underWay: Promise<R>[] = [];
  let next = 0;
  for (const item of items) {
    for (const one of items.slice(next, next + width - underWay.length)) {
      underWay.push(work(one));
      next++;
    }
    const first = underWay.shift();
    if (first) yield [item, await first];
  }
}

/** As TypeScript in development; built by electron.vite.config.ts, beside this file's bundle or one folder up. */
const DESK =
  ['../worker.ts', './worker.js', '../worker.js']
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(url)) ?? new URL('./worker.js', import.meta.url);
