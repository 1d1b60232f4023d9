import type { PlatformName } from '../platforms/recognise.ts';
import type { Problem } from '../problem.ts';
import type { Corrections } from '../roster/corrections.ts';
import type { Mending } from '../roster/mend.ts';
import type { Guess } from '../roster/propose.ts';
import type { RosterMapping } from '../roster/roster-mapping.ts';
import type { SourceChoices } from '../roster/source.ts';
import type { Reply } from './reply.ts';

export interface RosterDesk {
  'roster.inspect'(order: RosterOrder): Promise<Reply<RosterInspection>>;
  'roster.map'(order: MapOrder): Promise<Reply<RosterProposal>>;
  'roster.check'(order: RosterCheckOrder): Promise<Reply<RosterReport>>;
  'roster.correct'(order: CorrectOrder): Promise<Reply<null>>;
  'roster.mend'(order: MendOrder): Promise<Reply<null>>;
  /** Writes what was refused, with the reasons in the clerk's words, as a CSV file to be mended and read again. */
  'roster.write-refused'(order: RefusedRowsOrder): Promise<Reply<null>>;
  /** Keeps a table from the clipboard as a file. */
  'roster.paste'(order: { readonly text: string }): Promise<Reply<PastedRoster>>;
  'roster.fetch'(order: FetchOrder): Promise<Reply<FetchedRoster>>;
}

export interface RosterOrder extends SourceChoices {
  readonly roster: string;
  /** Path of a mapping; the one remembered for these headings, or else a guess, when untold. */
  readonly mapping?: string;
  /** Path of corrections; it need not be there. */
  readonly corrections?: string;
}

export interface RosterCheckOrder extends RosterOrder {
  /** Path of a template, in whose fonts the names must be there; the bundled sans serif when untold. */
  readonly template?: string;
}

export interface MapOrder extends SourceChoices {
  readonly roster: string;
  /** What the clerk has made of the proposal; the proposal itself when untold. */
  readonly change?: RosterMapping;
  /** Where to write it. */
  readonly out?: string;
  /** Whether it shall be used whenever a roster has these headings. */
  readonly remember?: boolean;
}

export interface CorrectOrder {
  /** Path, written anew as a whole. */
  readonly corrections: string;
  readonly change: Corrections;
}

/** One more correction; the roster itself stays as it came. */
export interface MendOrder extends RosterOrder {
  /** Path; it need not be there yet. */
  readonly corrections: string;
  readonly change: Mending;
}

export interface RefusedRowsOrder {
  /** Path; what is there is replaced. */
  readonly out: string;
  readonly columns: readonly string[];
  /** Of the last column. */
  readonly heading: string;
  readonly rows: readonly { readonly cells: readonly string[]; readonly reason: string }[];
}

export interface PastedRoster {
  /** Path. */
  readonly roster: string;
}

/** Whom to ask for the learners of a course; the only request here that touches the network. */
export interface FetchOrder {
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Path of the private key, PKCS#8 PEM. */
  readonly key: string;
  readonly keyId?: string;
  readonly audience?: string;
  readonly members: string;
  readonly lineItem?: string;
  /** Path of the workbook to write. */
  readonly out: string;
}

export interface FetchedRoster {
  readonly out: string;
  readonly learners: number;
}

export interface RosterInspection {
  readonly format: 'csv' | 'xlsx' | 'ods' | 'html' | 'xapi' | 'oneroster';
  readonly sheet?: string;
  readonly sheets?: readonly { readonly name: string; readonly hidden: boolean }[];
  /** Row number of the headings. */
  readonly header: number;
  readonly columns: readonly InspectedColumn[];
  readonly rows: number;
  readonly emptyRows: number;
  /** Hidden by the spreadsheet and left out. */
  readonly hiddenRows: number;
  readonly merged: number;
  readonly platform?: PlatformName;
  /** Of the headings; what is remembered is remembered under it. */
  readonly fingerprint: string;
  readonly remembered: boolean;
}

export interface InspectedColumn {
  readonly letter: string;
  readonly heading: string;
  readonly samples: readonly string[];
  readonly filled: number;
  readonly hidden: boolean;
}

export interface RosterProposal {
  readonly mapping: RosterMapping;
  readonly guesses: readonly Guess[];
  readonly questions: readonly Problem[];
  readonly platform?: PlatformName;
  readonly fingerprint: string;
  /** Whether the mapping is one that was remembered. */
  readonly remembered: boolean;
}

export interface RosterReport {
  readonly rows: number;
  /** Learners who could be issued. */
  readonly good: number;
  /** Row numbers that the mapping's rules leave out. */
  readonly passedOver: readonly number[];
  readonly columns: readonly string[];
  readonly refusals: readonly RosterRefusal[];
  /** What keeps nothing from being issued. */
  readonly notices: readonly Problem[];
  readonly by: 'mapping' | 'remembered' | 'guess';
}

export interface RosterRefusal {
  readonly row: number;
  readonly name: string;
  readonly problems: readonly Problem[];
  /** As the file has them, corrections in place. */
  readonly cells: readonly string[];
}
