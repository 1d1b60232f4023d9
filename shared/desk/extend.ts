import type { Problem } from '../problem.ts';
import type { Reply } from './reply.ts';

export interface ExtendDesk {
  'extend.files'(order: ExtendOrder): Promise<Reply<ExtendSummary>>;
  'extend.due'(order: DueOrder): Promise<Reply<DueSummary>>;
}

/** Sealed files are raised where they lie. */
export interface ExtendOrder {
  /** Paths of sealed files, or of folders with such; those beside the register when there are none. */
  readonly files: readonly string[];
  /** Path; every raised file has to be known there, and its new digest is entered. */
  readonly register?: string;
  readonly to: 'T' | 'LT' | 'LTA';
  /** Gives a further archive time-stamp to files that have one. */
  readonly renew?: boolean;
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

export interface ExtendSummary {
  readonly files: readonly ExtendedFile[];
  readonly raised: number;
  readonly already: number;
  readonly refused: number;
  /** No authority stamps any more, or the machine broke down; what was raised until then is safe. */
  readonly stopped?: Problem;
}

export interface ExtendedFile {
  readonly file: string;
  /** The file is another one now; false where nothing was to do or was done. */
  readonly changed: boolean;
  readonly from?: string;
  /** Read back from the bytes. */
  readonly level?: string;
  readonly problems?: readonly Problem[];
}

export interface DueOrder {
  readonly files: readonly string[];
  /** Days ahead. */
  readonly within: number;
}

export interface DueSummary {
  /** The most urgent first. */
  readonly due: readonly { readonly file: string; readonly level: string; readonly until: string }[];
  /** All that were looked at and have a level. */
  readonly files: number;
}
