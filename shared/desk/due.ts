import type { RegisterRow } from './register.ts';
import type { Reply } from './reply.ts';

export interface DueDesk {
  /** What may be forgotten by now or within some days, and what expires within them. */
  'register.due'(question: DueQuestion): Promise<Reply<DueReport>>;
}

export interface DueQuestion {
  readonly register: string;
  /** Days from today on; 0: by today. */
  readonly within: number;
  /** Whatever was awarded more years ago may be forgotten, whatever its template says. */
  readonly years?: number;
  /** What is not yet as many years old is kept, whatever its template says. */
  readonly keptYears?: number;
}

/** The oldest first; at most `MOST_DUE` of each are told, all are counted. */
export interface DueReport {
  readonly forget: DueList;
  readonly expire: DueList;
}

export const MOST_DUE = 10_000;

export interface DueList {
  readonly total: number;
  readonly entries: readonly DueEntry[];
}

export interface DueEntry extends Pick<RegisterRow, 'id' | 'serial' | 'name' | 'title' | 'awardedOn'> {
  /** The day on which it expires, or after which it may be forgotten. */
  readonly on: string;
}
