import { useCallback, useRef, useState } from 'react';
import type { RosterInspection, RosterProposal, RosterReport } from '../../shared/desk/roster.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Mending } from '../../shared/roster/mend.ts';
import type { RosterMapping } from '../../shared/roster/roster-mapping.ts';
import { type Asked, ask, useAnswer } from '../desk.ts';

/** Kept beside the roster, under its name. */
export function correctionsOf(roster: string): string {
  return `${roster}.corrections.json`;
}

export interface Roster {
  readonly inspection: Asked<RosterInspection> | undefined;
  readonly proposal: Asked<RosterProposal> | undefined;
  readonly report: Asked<RosterReport> | undefined;
  /** Of the last change. */
  readonly problems: readonly Problem[];
  /** Uses another mapping from now on, whenever a roster has these headings. */
  readonly map: (change: RosterMapping) => Promise<void>;
  /** Takes another sheet, whose columns are guessed anew. */
  readonly choose: (sheet: string) => Promise<void>;
  readonly mend: (change: Mending) => Promise<void>;
}

/** A roster as it is read, with what can be made of it and what still keeps its rows from being issued. */
export function useRoster(roster: string): Roster {
  const corrections = correctionsOf(roster);
  const [inspection, inspect] = useAnswer(useCallback(() => ask('roster.inspect', { roster }), [roster]));
  const [proposal, propose] = useAnswer(useCallback(() => ask('roster.map', { roster }), [roster]));
  const question = useCallback(() => ask('roster.check', { roster, corrections }), [roster, corrections]);
  const [report, check] = useAnswer(question);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  /** Cells on their way to the corrections. */
  const mending = useRef(0);
  async function map(change: RosterMapping): Promise<void> {
    const reply = await ask('roster.map', { roster, change, remember: true });
    setProblems(reply.ok ? [] : reply.problems);
    if (!reply.ok) return;
    inspect();
    propose();
    check();
  }
  return {
    inspection,
    proposal,
    report,
    problems,
    map,
    async choose(sheet) {
      const guessed = await ask('roster.map', { roster, sheet });
      if (guessed.ok) await map(guessed.value.mapping);
      else setProblems(guessed.problems);
    },
    async mend(change) {
      mending.current += 1;
      const reply = await ask('roster.mend', { roster, corrections, change });
      mending.current -= 1;
      setProblems(reply.ok ? [] : reply.problems);
      // A hundred thousand rows are not looked through again for each of several cells that are mended in a row.
      if (mending.current === 0) check();
    },
  };
}
