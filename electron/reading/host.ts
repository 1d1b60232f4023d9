import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Outcome, type Problem, refused } from '../../shared/problem.ts';
import type { Errand, Errands } from './errand.ts';

export interface ReaderBounds {
  readonly milliseconds: number;
  /** MiB of what V8 manages; bytes that are inflated are bounded by the reading itself. */
  readonly memory: number;
}

/** 100,000 learners take 3 s of one core; a machine that is busy with sealing may give it a tenth. */
const BOUNDS: ReaderBounds = { milliseconds: 60_000, memory: 384 };

/**
 * Sends a reader of its own on an errand, and ends it when it has answered, takes too long or grows too large; what
 * comes then is `tooMuch`. Plain Node starts a process. Electron may not (its RunAsNode fuse is off) and starts a
 * thread, which can be ended just as well.
 */
export function sendReader<Name extends keyof Errands>(
  errand: Errand<Name>,
  tooMuch: Problem,
  bounds: ReaderBounds = BOUNDS,
): Promise<Outcome<Errands[Name]['reply']>> {
  return new Promise((resolve) => {
    const start = process.versions.electron === undefined ? startProcess : startThread;
    const reader = start(bounds, (reply) => finish(reply as Outcome<Errands[Name]['reply']>));
    const clock = setTimeout(() => finish(refused(tooMuch)), bounds.milliseconds);
    function finish(reply: Outcome<Errands[Name]['reply']> | undefined): void {
      clearTimeout(clock);
      resolve(reply ?? refused(tooMuch));
      reader.end();
    }
    reader.send(errand);
  });
}

interface Reader {
  send(message: unknown): void;
  end(): void;
}

/** `hear` is called with the reply, or with nothing when the reader has died. */
function startProcess({ memory }: ReaderBounds, hear: (reply: unknown) => void): Reader {
  const child = fork(readerFile(), [], {
    execArgv: [`--max-old-space-size=${memory}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // It needs nothing of ours, and least of all a password.
    env: {},
  });
  child.on('message', hear);
  child.on('error', () => hear(undefined));
  child.on('exit', () => hear(undefined));
  return {
    send: (message) => void child.send(message as never),
    end() {
      child.removeAllListeners();
      // What may still go wrong with a process that is being ended concerns nobody.
      child.on('error', () => {});
      child.kill('SIGKILL');
    },
  };
}

function startThread({ memory }: ReaderBounds, hear: (reply: unknown) => void): Reader {
  const thread = new Worker(readerFile(), { resourceLimits: { maxOldGenerationSizeMb: memory }, env: {} });
  thread.on('message', hear);
  thread.on('error', () => hear(undefined));
  thread.on('exit', () => hear(undefined));
  return {
    send: (message) => thread.postMessage(message),
    end() {
      thread.removeAllListeners();
      thread.on('error', () => {});
      void thread.terminate();
    },
  };
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
