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

/** Asks the studio by the contract's own names and types. */
export function ask<Name extends DeskName>(
  name: Name,
  ...order: Parameters<Desk[Name]>
): ReturnType<Desk[Name]> {
  return window.shell.ask(name, ...order);
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
