import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers';
import { Worker } from 'node:worker_threads';
import { type Outcome, StudioFault } from '../../shared/problem.ts';
import type { CrewSetup, FromMember, MakeOrder, Service, ToMember } from './crew-contract.ts';
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

/** Orders that travel together and whose files are synced together. */
const SHEAF = 16;
/** One waiting, one being made and one being synced, so that no member idles while the disk or its owner thinks. */
const SHEAVES_EACH = 3;
/** Each takes about 100 MB; more gain little beside one disk. */
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

interface Member {
  readonly worker: Worker;
  /** Resolves when its thread has ended. */
  readonly gone: Promise<void>;
  readonly sheaves: Map<number, readonly Waiting[]>;
}

/** One for each core. */
export function crewSize(): number {
  return Math.min(availableParallelism(), MOST_MEMBERS);
}

export function engageCrew(setup: CrewSetup, services: Services, size = crewSize()): Crew {
  const waiting: Waiting[] = [];
  let sheaves = 0;
  let handingOut = false;
  let broken: unknown;
  const members = Array.from({ length: size }, (): Member => engage());

  function engage(): Member {
    const worker = new Worker(MEMBER, {
      workerData: setup,
      resourceLimits: LIMITS,
      stdout: false,
      stderr: false,
    });
    const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const member: Member = { worker, gone, sheaves: new Map() };
    worker.on('message', (message: FromMember) => hear(member, message));
    worker.on('error', (cause) => fail(new StudioFault('desk.fault', { detail: cause.message }, { cause })));
    worker.on('exit', (code) => {
      if (member.sheaves.size > 0) fail(new StudioFault('desk.fault', { detail: `thread ended: ${code}` }));
    });
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
      const sheaf = waiting.splice(0, SHEAF);
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
    capacity: size * SHEAVES_EACH * SHEAF,
    make: (order) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(broken);
        waiting.push({ order, resolve, reject });
        // After all that are given in this turn.
        if (!handingOut) setImmediate(handOut);
        handingOut = true;
      }),
    async close() {
      // Each ends itself between two calls: one that is ended from outside, in the middle of a compression, takes the
      // whole process with it (Node 24: "close before init").
      await Promise.all(
        members.map(async (member) => {
          tell(member, { end: true });
          await member.gone;
        }),
      );
    },
  };
}

function tell({ worker }: Member, message: ToMember): void {
  worker.postMessage(message);
}

/** As TypeScript in development; built by electron.vite.config.ts, beside this file's bundle or one folder up. */
const MEMBER =
  ['./crew-member.ts', './crew-member.js', '../crew-member.js']
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(url)) ?? new URL('./crew-member.js', import.meta.url);
