import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type {
  ErasureOrder,
  RegisterRecord,
  StatusChange,
  StatusChanged,
} from '../../shared/desk/register.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { forgetInSummary } from '../batch/summary.ts';
import { inSharedRegister } from '../postgres/open-shared.ts';
import { mayFollow, type NewEvent } from '../register/events.ts';
import { groundProblem } from '../register/ground.ts';
import { openRegister, type Register } from '../register/register.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { foldersOf } from './find-sealed.ts';
import { instant } from './prepare-batch.ts';

/** Problems: `register.credential-unknown`. */
export function showCredential(path: string, credential: string): Promise<Outcome<RegisterRecord>> {
  return inSharedRegister(path, async (register) => {
    const found = await register.show(credential);
    return found ? done(found) : refused(unknown(path, credential));
  });
}

/** Problems: `register.credential-unknown`, `register.status-final`, `register.ground-names`; with one of them nothing is changed. */
export function changeStatus(order: StatusChange, at: Date): Promise<Outcome<StatusChanged>> {
  return enter(order.register, order, at, (register, events) => register.happen(events));
}

/**
 * Takes them out of the summaries beside the sealed files, too. Problems: `register.credential-unknown`,
 * `register.ground-names`; with one of them nothing is erased.
 */
export async function erasePerson(order: ErasureOrder, at: Date): Promise<Outcome<StatusChanged>> {
  const credentials = order.whole ? await allOf(order) : order.credentials;
  const change = { reason: 'request', ...order, credentials, kind: 'erased' } as const;
  return enter(order.register, change, at, async (register, events) => {
    await register.erase(events);
    const erased = new Set(events.map(({ credential }) => credential));
    const batches = new Set<string>();
    for (const credential of erased) {
      const batch = (await register.show(credential))?.batch;
      if (batch !== undefined) batches.add(batch);
    }
    const folders = new Set<string>();
    for (const batch of batches)
      for (const folder of await foldersOf(register, batch, order)) folders.add(dirname(folder));
    for (const folder of folders) await forgetInSummary(folder, erased);
  });
}

/** The credentials told, and all others of those who hold them. */
function allOf({ register: path, credentials }: ErasureOrder): Promise<readonly string[]> {
  return inSharedRegister(path, async (register) => {
    const held = new Set<string>();
    for (const credential of credentials) {
      const learner = (await register.holding(credential))?.learner;
      if (learner === undefined) held.add(credential);
      else for (const { id } of await register.heldBy(learner)) held.add(id);
    }
    return [...held];
  });
}

/** Problem: `file.not-writable` when something stands there already; a copy never replaces anything. */
export async function backUp(path: string, to: string): Promise<Outcome<null>> {
  if (existsSync(to)) return refused({ code: 'file.not-writable', where: { file: to } });
  const register = openRegister(path, { create: false });
  try {
    await register.backup(to);
    return done(null);
  } finally {
    register.close();
  }
}

export function inRegister<T>(path: string, work: (register: Register) => T): T {
  const register = openRegister(path, { create: false });
  try {
    return work(register);
  } finally {
    register.close();
  }
}

interface Change {
  readonly kind: NewEvent['kind'];
  readonly reason: NewEvent['reason'];
  readonly credentials: readonly string[];
  readonly ground: string;
}

function enter(
  path: string,
  { kind, reason, credentials, ground }: Change,
  at: Date,
  write: (register: SharedRegister, events: readonly NewEvent[]) => Promise<void>,
): Promise<Outcome<StatusChanged>> {
  return inSharedRegister(path, async (register) => {
    const problems: Problem[] = [];
    const events = new Map<string, NewEvent>();
    for (const credential of credentials) {
      const found = await register.show(credential);
      if (!found) problems.push(unknown(path, credential));
      else if (!mayFollow(found.status, kind)) {
        problems.push({
          code: 'register.status-final',
          where: { file: path },
          facts: { credential: found.serial, status: found.status },
        });
      } else {
        const named = groundProblem(ground, found, { file: path });
        if (named) problems.push(named);
        else events.set(found.id, { credential: found.id, kind, reason, ground, at: instant(at) });
      }
    }
    const [problem, ...more] = problems;
    if (problem) return refused(problem, ...more);
    await write(register, [...events.values()]);
    return done({ changed: events.size });
  });
}

function unknown(file: string, credential: string): Problem {
  return { code: 'register.credential-unknown', where: { file }, facts: { credential } };
}
