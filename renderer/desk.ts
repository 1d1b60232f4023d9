import { useCallback, useEffect, useState } from 'react';
import type { Desk, DeskName } from '../shared/desk.ts';
import type { Problem } from '../shared/problem.ts';
import type { Shell } from '../shared/shell.ts';

declare global {
  interface Window {
    /** Put there by preload.ts; the only thing of the machine that the page can reach. */
    readonly shell: Shell;
  }
}

/** Lets an officer sign in at a register; false when nobody did. */
type SignIn = (register: string) => Promise<boolean>;
let signIn: SignIn = async () => false;

/** Told once by whoever draws the dialogue. */
export function signInBy(meet: SignIn): void {
  signIn = meet;
}

/**
 * Asks the studio by the contract's own names and types. Where a register wants to know who gives the order, the clerk
 * signs in, and the question is asked once more.
 */
export function ask<Name extends DeskName>(
  name: Name,
  ...order: Parameters<Desk[Name]>
): ReturnType<Desk[Name]> {
  const put = () => window.shell.ask(name, ...order);
  const answered = async (reply: Awaited<ReturnType<Desk[Name]>>) => {
    const needed = reply.ok ? undefined : reply.problems.find(({ code }) => code === 'office.sign-in-needed');
    const register = needed?.where?.file;
    return register !== undefined && (await signIn(register)) ? put() : reply;
  };
  return put().then(answered as never) as ReturnType<Desk[Name]>;
}

export type Asked<T> =
  | { readonly state: 'waiting' }
  | { readonly state: 'here'; readonly value: T }
  | { readonly state: 'refused'; readonly problems: readonly Problem[] };

/** The studio's answer to one question, asked again whenever `question` changes; a late answer to an old one is dropped. */
export function useAnswer<T>(
  question: (() => Promise<{ ok: true; value: T } | { ok: false; problems: readonly Problem[] }>) | undefined,
): readonly [Asked<T> | undefined, () => void] {
  const [answer, setAnswer] = useState<Asked<T> | undefined>();
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is how a caller asks the same question again.
  useEffect(() => {
    if (!question) return setAnswer(undefined);
    let current = true;
    setAnswer((before) => before ?? { state: 'waiting' });
    question().then((reply) => {
      if (!current) return;
      setAnswer(
        reply.ok ? { state: 'here', value: reply.value } : { state: 'refused', problems: reply.problems },
      );
    });
    return () => {
      current = false;
    };
  }, [question, turn]);
  return [answer, useCallback(() => setTurn((count) => count + 1), [])];
}
