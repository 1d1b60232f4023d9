import { fork } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { borrowReaders, type Lender } from './borrow.ts';
import type { Reader, ReaderBounds, Said } from './errand.ts';

let borrow: ((bounds: ReaderBounds) => Reader) | undefined;

/** From now on readers are asked of the main process of Electron. */
export function borrowFrom(lender: Lender): void {
  borrow = borrowReaders(lender);
}

/**
 * Plain Node starts a process. Electron may not (its RunAsNode fuse is off) and has its main process start one. The
 * thread is for whoever runs in Electron and was told of no main process: it can be ended as well, but shares memory.
 */
export function startReader(bounds: ReaderBounds): Reader {
  if (borrow) return borrow(bounds);
  return process.versions.electron === undefined ? startProcess(bounds) : startThread(bounds);
}

function startProcess({ memory }: ReaderBounds): Reader {
  const child = fork(readerFile(), [], {
    execArgv: [`--max-old-space-size=${memory}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: compiled(),
  });
  return readerOver(child, {
    // One that has died is told of by its exit.
    send: (message) => void child.send(message as never, () => {}),
    keep(on) {
      for (const part of [child, child.channel]) on ? part?.ref() : part?.unref();
    },
    kill: () => void child.kill('SIGKILL'),
  });
}

/** A reader needs nothing of ours, and least of all a password; where code is kept compiled may help it to start. */
function compiled(): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE } = process.env;
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
}

function startThread({ memory }: ReaderBounds): Reader {
  const thread = new Worker(readerFile(), { resourceLimits: { maxOldGenerationSizeMb: memory }, env: {} });
  return readerOver(thread, {
    send: (message) => thread.postMessage(message),
    keep: (on) => (on ? thread.ref() : thread.unref()),
    kill: () => void thread.terminate(),
  });
}

function readerOver(
  events: EventEmitter,
  { kill, ...means }: Pick<Reader, 'send' | 'keep'> & { kill(): void },
): Reader {
  let alive = true;
  const reader: Reader = {
    ...means,
    hear() {},
    lives: () => alive,
    end() {
      alive = false;
      events.removeAllListeners();
      // What may still go wrong with one that is being ended concerns nobody.
      events.on('error', () => {});
      kill();
    },
  };
  const die = () => {
    alive = false;
    reader.hear(undefined);
  };
  events.on('message', (said) => reader.hear(said as Said));
  events.on('error', die);
  events.on('exit', die);
  return reader;
}

/** Beside this file as it is written; in the built application beside the bundles, of which this may be a chunk. */
function readerFile(): string {
  const places = ['./reader.ts', './reader.js', '../reader.js'].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error('reader.js is missing from the build');
  return found;
}
