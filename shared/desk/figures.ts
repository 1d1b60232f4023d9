import type { Language } from '../language.ts';
import type { Reply } from './reply.ts';

export interface FiguresDesk {
  /** Counts what has been issued by one of its facts: nobody is named, and small numbers are hidden when asked. */
  'figures.count'(question: FiguresQuestion): Promise<Reply<Figures>>;
}

/** What is counted by. Of languages, partners and fields a credential may have several: it counts under each. */
export const FIGURE_FACTS = [
  'kind',
  'format',
  'delivery',
  'level',
  'language',
  'partner',
  'field',
  'template',
  'file',
  'month',
  'year',
] as const;
export type FigureFact = (typeof FIGURE_FACTS)[number];

export interface FiguresQuestion {
  /** Path. */
  readonly register: string;
  readonly by: FigureFact;
  /** Awarded within these days, both included. */
  readonly from?: string;
  readonly until?: string;
  /** Numbers below are hidden; one more is hidden when the hidden one could be told from the total. */
  readonly least?: number;
  /** What a credential costs, in the office's own currency, and what it cost by the way before. */
  readonly cost?: number;
  readonly costBefore?: number;
  /** Minutes of work that a credential took before, and takes. */
  readonly minutes?: number;
  readonly minutesBefore?: number;
  /** Path that the figures are written to as CSV as well. */
  readonly csv?: string;
  /** Of the labels. */
  readonly language: Language;
}

export interface Figures {
  /** Credentials that hold or are suspended: what was revoked or replaced does not count. Untold when it is small. */
  readonly issued?: number;
  readonly groups: readonly FigureGroup[];
  readonly cost?: number;
  readonly costSaved?: number;
  readonly hoursSaved?: number;
}

export interface FigureGroup {
  /** As the credential has it, such as a URI; untold when it does not say. */
  readonly value?: string;
  /** In the language asked for; untold when the value is. */
  readonly label?: string;
  /** Untold when it is small. */
  readonly count?: number;
}
