import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers';
import { Worker } from 'node:worker_threads';
import { type Outcome, StudioFault } from '../../shared/problem.ts';
import type { CrewPlace, CrewSetup, FromMember, MakeOrder, Service, ToMember } from './crew-contract.ts';
import type { MadeFiles } from './making.ts';

/** Threads that make credentials side by side. */
export interface Crew {
  /** Orders that can be under way before a member has to wait for work. */
  readonly capacity: number;
  /** Draws up, seals and writes. Orders given together are made together. @throws StudioFault */
  make(order: MakeOrder): Promise<Outcome<MadeFiles>>;
  close(): Promise<void>;
}

/** What only the owner can do for them. */
export type Services = Readonly<Record<Service, (bytes: Uint8Array) => Promise<Uint8Array>>>;

/** A thread that has been started; what it is to make can be told when it is known. */
export interface Thread {
  readonly worker: Worker;
  /** Resolves when it has ended: with what broke it, if anything did. */
  readonly gone: Promise<unknown>;
}

/** Orders that travel together and whose files are synced together. */
const SHEAF = 16;
/** Nobody waits for the fifteen others to hear of a member's first. */
const FIRST_SHEAF = 1;
/** One waiting, one being made and one being synced, so that no member idles while the disk or its owner thinks. */
const SHEAVES_EACH = 3;
/** Each takes about 80 MB; more gain little beside one disk. */
const MOST_MEMBERS = 6;
/**
 * A learner's files live for milliseconds: more room for what is young only keeps more of them waiting to be collected.
 * Measured with two members: 718 MB without a limit, 473 with this one, for a tenth more processor time.
 *
 * What is old is 40 MB. How far it may grow before it is collected V8 derives from the most it may come to: fourfold from two
 * gigabytes on, by six tenths from one. Measured: 457 and 458 MB without that limit, 363 and 317 with it.
 */
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 1024 } as const;

interface Waiting {
  readonly order: MakeOrder;
  readonly resolve: (made: Outcome<MadeFiles>) => void;
  readonly reject: (cause: unknown) => void;
}

interface Member extends Thread {
  readonly sheaves: Map<number, readonly Waiting[]>;
}

/** One for each core. */
export function crewSize(): number {
  return Math.min(availableParallelism(), MOST_MEMBERS);
}

/** Threads read their modules while their owner still prepares the batch. All are to be ended by `endThreads`. */
export function startThreads(size = crewSize()): readonly Thread[] {
  return Array.from({ length: size }, () => {
    const worker = new Worker(MEMBER, { resourceLimits: LIMITS, stdout: false, stderr: false });
    const gone = new Promise<unknown>((resolve) => {
      worker.once('error', resolve);
      worker.once('exit', () => resolve(undefined));
    });
    return { worker, gone };
  });
}

/** Lets them lay out first pages while their owner still looks what the register has. To be told once. */
export function instruct(threads: readonly Thread[], setup: CrewSetup): readonly Thread[] {
  for (const thread of threads) tell(thread, { setup });
  return threads;
}

/**
 * Each ends itself between two calls: one that is ended from outside, in the middle of a compression, takes the whole
 * process with it (Node 24: "close before init").
 */
export async function endThreads(threads: readonly Thread[]): Promise<void> {
  await Promise.all(
    threads.map(async (thread) => {
      tell(thread, { end: true });
      await thread.gone;
    }),
  );
}

/** Has threads that were instructed make what it is given. */
export function engageCrew(place: CrewPlace, services: Services, threads: readonly Thread[]): Crew {
  const waiting: Waiting[] = [];
  let sheaves = 0;
  let handingOut = false;
  let broken: unknown;
  const members = threads.map(engage);

  function engage(thread: Thread): Member {
    const member: Member = { ...thread, sheaves: new Map() };
    member.worker.on('message', (message: FromMember) => hear(member, message));
    void member.gone.then((cause) => {
      if (cause instanceof Error) fail(new StudioFault('desk.fault', { detail: cause.message }, { cause }));
      else if (member.sheaves.size > 0) fail(new StudioFault('desk.fault', { detail: 'thread ended' }));
    });
    tell(member, { place });
    return member;
  }

  function hear(member: Member, message: FromMember): void {
    if ('question' in message) {
      void serve(member, message);
      return;
    }
    const sheaf = member.sheaves.get(message.sheaf) ?? [];
    member.sheaves.delete(message.sheaf);
    if ('fault' in message) {
      const fault = new StudioFault(message.fault.code, message.fault.facts);
      for (const one of sheaf) one.reject(fault);
    } else {
      for (const [at, one] of sheaf.entries()) {
        const made = message.results[at];
        if (made) one.resolve(made);
        else one.reject(new StudioFault('desk.fault', { detail: 'sheaf' }));
      }
    }
    handOut();
  }

  async function serve(
    member: Member,
    { question, service, bytes }: Extract<FromMember, { readonly question: number }>,
  ): Promise<void> {
    try {
      tell(member, { answer: question, bytes: await services[service](bytes) });
    } catch (cause) {
      const fault =
        cause instanceof StudioFault
          ? { code: cause.code, facts: cause.facts }
          : { code: 'desk.fault' as const, facts: { detail: String(cause) } };
      tell(member, { answer: question, fault });
    }
  }

  function handOut(): void {
    handingOut = false;
    while (waiting.length > 0) {
      const [member] = members
        .filter((one) => one.sheaves.size < SHEAVES_EACH)
        .sort((one, other) => one.sheaves.size - other.sheaves.size);
      if (!member) return;
      const sheaf = waiting.splice(0, sheaves < members.length ? FIRST_SHEAF : SHEAF);
      member.sheaves.set(++sheaves, sheaf);
      tell(member, { sheaf: sheaves, orders: sheaf.map(({ order }) => order) });
    }
  }

  function fail(cause: unknown): void {
    broken ??= cause;
    for (const one of waiting.splice(0)) one.reject(broken);
    for (const member of members) {
      for (const sheaf of member.sheaves.values()) for (const one of sheaf) one.reject(broken);
      member.sheaves.clear();
    }
  }

  return {
    capacity: members.length * SHEAVES_EACH * SHEAF,
    make: (order) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(broken);
        waiting.push({ order, resolve, reject });
        // After all that are given in this turn.
        if (!handingOut) setImmediate(handOut);
        handingOut = true;
      }),
    close: () => endThreads(members),
  };
}

function tell({ worker }: Thread, message: ToMember): void {
  worker.postMessage(message);
}

/** As TypeScript in development; built by electron.vite.config.ts, beside this file's bundle or one folder up. */
const MEMBER =
  ['./crew-member.ts', './crew-member.js', '../crew-member.js']
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(url)) ?? new URL('./crew-member.js', import.meta.url);
