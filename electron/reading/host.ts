import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Outcome, type Problem, refused } from '../../shared/problem.ts';
import type { Consult, Errand, Errands, Said } from './errand.ts';

export interface ReaderBounds {
  readonly milliseconds: number;
  /** MiB of what V8 manages; bytes that are inflated are bounded by the reading itself. */
  readonly memory: number;
}

/** 100,000 learners take 3 s of one core; a machine that is busy with sealing may give it a tenth. */
const BOUNDS: ReaderBounds = { milliseconds: 60_000, memory: 384 };

/** Of a reader that is sent again and again. Trusted lists of every state stay in its memory. */
const KEPT_BOUNDS: ReaderBounds = { milliseconds: 60_000, memory: 768 };
/** After this long without an errand a kept reader is let go; the next one starts anew. */
const IDLE_MILLISECONDS = 60_000;

/**
 * Sends a reader of its own on an errand, and ends it when it has answered, takes too long or grows too large; what
 * comes then is `tooMuch`. Plain Node starts a process. Electron may not (its RunAsNode fuse is off) and starts a
 * thread, which can be ended just as well.
 */
export async function sendReader<Name extends keyof Errands>(
  errand: Errand<Name>,
  tooMuch: Problem,
  bounds: ReaderBounds = BOUNDS,
): Promise<Outcome<Errands[Name]['reply']>> {
  const reader = start(bounds);
  try {
    return await send(reader, errand, tooMuch, bounds, async () => undefined);
  } finally {
    reader.end();
  }
}

/** A reader for many errands, one after the other: only what takes too much ends it, and the next errand starts another. */
export interface KeptReader {
  send<Name extends keyof Errands>(
    errand: Errand<Name>,
    tooMuch: Problem,
    consult?: Consult,
  ): Promise<Outcome<Errands[Name]['reply']>>;
}

export function keepReader(bounds: ReaderBounds = KEPT_BOUNDS): KeptReader {
  let reader: Reader | undefined;
  let idle: NodeJS.Timeout | undefined;
  let before: Promise<unknown> = Promise.resolve();

  async function run<Name extends keyof Errands>(errand: Errand<Name>, tooMuch: Problem, consult: Consult) {
    clearTimeout(idle);
    if (!reader?.lives()) reader = start(bounds);
    const sent = reader;
    sent.keep(true);
    const reply = await send(sent, errand, tooMuch, bounds, consult);
    // A program that has nothing else to do need not wait for its reader.
    sent.keep(false);
    idle = setTimeout(() => sent.end(), IDLE_MILLISECONDS).unref();
    return reply;
  }
  return {
    send(errand, tooMuch, consult = async () => undefined) {
      const reply = before.then(() => run(errand, tooMuch, consult));
      before = reply.catch(() => {});
      return reply;
    },
  };
}

/** Ends the reader unless it answers within its bounds. */
function send<Name extends keyof Errands>(
  reader: Reader,
  errand: Errand<Name>,
  tooMuch: Problem,
  { milliseconds }: ReaderBounds,
  consult: Consult,
): Promise<Outcome<Errands[Name]['reply']>> {
  return new Promise((resolve, reject) => {
    function finish(settle: () => void): void {
      clearTimeout(clock);
      reader.hear = () => {};
      settle();
    }
    function giveUp(): void {
      reader.end();
      finish(() => resolve(refused(tooMuch)));
    }
    const clock = setTimeout(giveUp, milliseconds);
    reader.hear = (said) => {
      if (said === undefined) giveUp();
      else if ('reply' in said) finish(() => resolve(said.reply as Outcome<Errands[Name]['reply']>));
      else
        consult(said.question).then(
          (told) => reader.send({ told }),
          (cause) => {
            reader.end();
            finish(() => reject(cause));
          },
        );
    };
    reader.send(errand);
  });
}

interface Reader {
  /** Called with what it says, or with nothing when it has died. */
  hear(said: Said | undefined): void;
  send(message: unknown): void;
  lives(): boolean;
  /** Whether the program stays for it. */
  keep(on: boolean): void;
  end(): void;
}

function start(bounds: ReaderBounds): Reader {
  return process.versions.electron === undefined ? startProcess(bounds) : startThread(bounds);
}

function startProcess({ memory }: ReaderBounds): Reader {
  const child = fork(readerFile(), [], {
    execArgv: [`--max-old-space-size=${memory}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // It needs nothing of ours, and least of all a password.
    env: {},
  });
  let alive = true;
  const reader: Reader = {
    hear() {},
    // One that has died is told of by its exit.
    send: (message) => void child.send(message as never, () => {}),
    lives: () => alive,
    keep(on) {
      for (const part of [child, child.channel]) on ? part?.ref() : part?.unref();
    },
    end() {
      alive = false;
      child.removeAllListeners();
      // What may still go wrong with a process that is being ended concerns nobody.
      child.on('error', () => {});
      child.kill('SIGKILL');
    },
  };
  const die = () => {
    alive = false;
    reader.hear(undefined);
  };
  child.on('message', (said) => reader.hear(said as Said));
  child.on('error', die);
  child.on('exit', die);
  return reader;
}

function startThread({ memory }: ReaderBounds): Reader {
  const thread = new Worker(readerFile(), { resourceLimits: { maxOldGenerationSizeMb: memory }, env: {} });
  let alive = true;
  const reader: Reader = {
    hear() {},
    send: (message) => thread.postMessage(message),
    lives: () => alive,
    keep: (on) => (on ? thread.ref() : thread.unref()),
    end() {
      alive = false;
      thread.removeAllListeners();
      thread.on('error', () => {});
      void thread.terminate();
    },
  };
  const die = () => {
    alive = false;
    reader.hear(undefined);
  };
  thread.on('message', (said) => reader.hear(said as Said));
  thread.on('error', die);
  thread.on('exit', die);
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
