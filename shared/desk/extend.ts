import type { Problem } from '../problem.ts';
import type { BaselineLevel } from '../verifying/verdict.ts';
import type { Reply } from './reply.ts';

export interface ExtendDesk {
  'extend.files'(order: ExtendOrder): Promise<Reply<ExtendSummary>>;
  /** Files that are begun are finished; what is left is taken up by the next run. */
  'extend.cancel'(order: { readonly run: string }): Promise<Reply<null>>;
  'extend.due'(order: DueOrder): Promise<Reply<DueSummary>>;
}

export type RaisedLevel = 'T' | 'LT' | 'LTA';

/** By what seals are raised. */
export interface RaisingMeans {
  readonly to: RaisedLevel;
  readonly timestamps: readonly string[];
  /** SHA-256 when untold. */
  readonly timestampHash?: 'SHA-256' | 'SHA-512';
  /** Paths of PEM or DER files: roots that seals and time-stamps have to lead to. */
  readonly trust: readonly string[];
  /** Paths of what is brought in by hand: certificates, revocation lists, OCSP answers. */
  readonly certificates?: readonly string[];
  readonly crls?: readonly string[];
  readonly ocsps?: readonly string[];
  /** Ask the addresses that certificates name; otherwise only the time-stamping authorities are asked. */
  readonly online?: boolean;
}

/** Sealed files are raised where they lie. */
export interface ExtendOrder extends RaisingMeans {
  /** Paths of sealed files, or of folders with such; those beside the register when there are none. */
  readonly files: readonly string[];
  /** Path; every raised file but a record has to be known there, and its new digest is entered. */
  readonly register?: string;
  /** Gives a further archive time-stamp to files that have one. */
  readonly renew?: boolean;
}

export interface ExtendProgress {
  readonly done: number;
  readonly total: number;
  readonly raised: number;
  readonly already: number;
  readonly refused: number;
}

export interface ExtendSummary {
  readonly files: readonly ExtendedFile[];
  readonly raised: number;
  readonly already: number;
  readonly refused: number;
  /** Not looked at: the run was cancelled or stopped. */
  readonly left: number;
  readonly cancelled: boolean;
  /** No authority stamps any more, or the machine broke down; what was raised until then is safe. */
  readonly stopped?: Problem;
}

/** What became of the seals after sealing. */
export interface BatchRaising {
  readonly to: RaisedLevel;
  readonly raised: number;
  readonly already: number;
  /** How many files stand at each level, by its name in the standards; read back from their bytes. */
  readonly levels: Readonly<Record<string, number>>;
  /** Files that do not stand at the level that was ordered. */
  readonly below: number;
  readonly refusals: readonly { readonly file: string; readonly problems: readonly Problem[] }[];
  /** Why no more was raised. */
  readonly stopped?: Problem;
}

export interface ExtendedFile {
  readonly file: string;
  /** The file is another one now; false where nothing was to do or was done. */
  readonly changed: boolean;
  readonly from?: BaselineLevel;
  /** Read back from the bytes. */
  readonly level?: BaselineLevel;
  readonly problems?: readonly Problem[];
}

export interface DueOrder {
  /** As in `ExtendOrder`. */
  readonly files: readonly string[];
  /** Whose neighbours are looked at when there are no files. */
  readonly register?: string;
  /** Days ahead. */
  readonly within: number;
}

export interface DueSummary {
  /** The most urgent first. */
  readonly due: readonly { readonly file: string; readonly level: BaselineLevel; readonly until: string }[];
  /** All that were looked at and have a level. */
  readonly files: number;
  /** How many of them stand at each level, by its name in the standards. */
  readonly levels: Readonly<Record<string, number>>;
}
