import { useEffect, useRef, useState } from 'react';
import type { RegisterRow } from '../../shared/desk/register.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';

const PAGE = 100;

export interface RegisterRows {
  readonly total: number;
  readonly loaded: boolean;
  readonly problems: readonly Problem[];
  /** The row if it is here; else undefined, and its page is fetched. */
  at(index: number): RegisterRow | undefined;
}

/** Pages of the register, fetched as they come into sight and kept until the search changes. */
export function useRegisterRows(register: string, search: string): RegisterRows {
  const [total, setTotal] = useState(0);
  const [loaded, setLoaded] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const pages = useRef(new Map<number, readonly RegisterRow[] | 'asked'>());
  const asking = useRef({ register, search });

  const fetchPage = async (page: number) => {
    const asked = asking.current;
    pages.current.set(page, 'asked');
    const reply = await ask('register.entries', { search: asked.search, offset: page * PAGE, limit: PAGE });
    if (asked !== asking.current) return;
    setLoaded(true);
    if (!reply.ok) return setProblems(reply.problems);
    pages.current.set(page, reply.value.entries);
    setTotal(reply.value.total);
    // A page that arrives with the total unchanged must be drawn too.
    redraw((count) => count + 1);
  };
  const [, redraw] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new search starts with empty pages; fetchPage reads refs only.
  useEffect(() => {
    asking.current = { register, search };
    pages.current.clear();
    setProblems([]);
    void fetchPage(0);
  }, [register, search]);

  return {
    total,
    loaded,
    problems,
    at(index) {
      const page = Math.floor(index / PAGE);
      const rows = pages.current.get(page);
      if (rows === undefined) void fetchPage(page);
      return rows === undefined || rows === 'asked' ? undefined : rows[index - page * PAGE];
    },
  };
}
