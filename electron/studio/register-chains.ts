import { setImmediate as otherWork } from 'node:timers/promises';
import type { ChainsReport } from '../../shared/desk/register.ts';
import type { Reply } from '../../shared/desk/reply.ts';
import { done } from '../../shared/problem.ts';
import { inSharedRegister } from '../postgres/open-shared.ts';
import type { SharedRegister } from '../register/shared-register.ts';

/** Entries after which it is told how far the proof is. */
const TOLD = 1000;

/**
 * Proves the chains of the register that is looked at, while it is looked at: over a connection of its own, a piece at a
 * time, so that a register of a million is read, searched and left meanwhile.
 */
export function openChains(tell: (register: string, proven: number) => void) {
  let current: { readonly left: AbortController; readonly ended: Promise<unknown> } | undefined;

  /** Returns when nobody has the register open for it any more. */
  const leave = async (): Promise<void> => {
    current?.left.abort();
    await current?.ended;
  };

  const check = async (path: string): Promise<Reply<ChainsReport>> => {
    await leave();
    const left = new AbortController();
    const pause = async (proven: number): Promise<void> => {
      if (proven % TOLD === 0) tell(path, proven);
      await otherWork();
      left.signal.throwIfAborted();
    };
    const checking = inSharedRegister(path, (register) => allHold(register, pause));
    current = { left, ended: checking.catch(() => undefined) };
    try {
      return done({ chainHolds: await checking });
    } catch (cause) {
      if (left.signal.aborted) return done({});
      throw cause;
    }
  };
  return { check, leave };
}

async function allHold(register: SharedRegister, pause: (proven: number) => Promise<void>): Promise<boolean> {
  const { entries, holds } = await register.checkChainCalmly(pause);
  if (!holds) return false;
  const others = [
    register.strayEntry,
    register.brokenEvent,
    register.brokenExtension,
    register.brokenPrint,
    register.brokenOfficeEvent,
  ];
  for (const brokenAt of others) {
    if ((await brokenAt()) !== undefined) return false;
    await pause(entries);
  }
  return true;
}
