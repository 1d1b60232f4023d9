import type { Language } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { ExportName } from '../template/exports.ts';
import type { RaisedLevel } from './extend.ts';
import type { RecordMade } from './record.ts';
import type { StatusReason } from './register.ts';
import type { Reply } from './reply.ts';
import type { RosterOrder } from './roster.ts';
import type { SealOrder } from './seal.ts';

export interface BatchDesk {
  'batch.issue'(order: BatchOrder): Promise<Reply<BatchSummary>>;
  'batch.cancel'(order: { readonly batch: string }): Promise<Reply<null>>;
}

export interface BatchOrder extends SealOrder, RosterOrder {
  /** Paths. */
  readonly template: string;
  readonly out: string;
  readonly register?: string;
  /** A choice of the template's languages, the first being primary; all of them when untold. */
  readonly languages?: readonly Language[];
  /** In place of the template's own. */
  readonly exports?: readonly ExportName[];
  /** Addresses of time-stamping authorities, the first to be asked first; without them nothing touches the network. */
  readonly timestamps?: readonly string[];
  /** Paths of PEM or DER files: roots that an authority's certificate has to lead to; unasked when untold. */
  readonly timestampTrust?: readonly string[];
  /** Paths of folders with credentials that learners have presented as parts of a stack. */
  readonly parts?: readonly string[];
  /** Paths of PEM or DER files: roots that the seals of presented parts have to lead to, and revocation lists. */
  readonly trust?: readonly string[];
  readonly crls?: readonly string[];
  /** Credentials that those of this roster stand in place of; no other row is issued then. */
  readonly replaces?: ReplacementOrder;
  /** How many people must have signed the template off as it is; what the institution demands when that is more. */
  readonly signOffs?: number;
  /**
   * Raise the seals within the run, once everything is sealed: by `timestamps`, `trust` and `crls`, and by these. What
   * cannot be raised stays sealed at level B, and the summary says so.
   */
  readonly level?: RaisedLevel;
  /** With a level: no seal without a time-stamp, so the batch stops when no authority answers. */
  readonly stampFirst?: boolean;
  readonly certificates?: readonly string[];
  readonly ocsps?: readonly string[];
  /** Ask the addresses that certificates name. */
  readonly online?: boolean;
  /** Also seal a record of the batch: salted digests of all its files. */
  readonly record?: boolean;
  readonly dryRun: boolean;
}

export interface ReplacementOrder {
  /** Serials or ids. */
  readonly credentials: readonly string[];
  readonly reason: StatusReason;
  /** Legal ground or decision, in the clerk's own words. */
  readonly ground: string;
}

export interface BatchProgress {
  readonly done: number;
  readonly total: number;
  readonly issued: number;
  readonly already: number;
  readonly refused: number;
  readonly perSecond: number;
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

export interface BatchSummary {
  readonly batch: string;
  readonly rows: number;
  readonly issued: number;
  /** Issued by an earlier run of the same batch. */
  readonly already: number;
  readonly refusals: readonly {
    readonly row: number;
    readonly name: string;
    readonly problems: readonly Problem[];
  }[];
  readonly files: number;
  readonly seconds: number;
  readonly cancelled: boolean;
  readonly out: string;
  readonly register: string;
  readonly dryRun: boolean;
  /** When a level was ordered. */
  readonly raising?: BatchRaising;
  /** When a record was ordered and something was issued. */
  readonly record?: RecordMade;
  /** What a clerk should know though nothing was refused for it. */
  readonly notices: readonly Problem[];
  /** The machine broke down on the way; what was issued until then is safe, and running again goes on from there. */
  readonly stopped?: Problem;
}
