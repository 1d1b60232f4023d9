import type { Language } from '../language.ts';
import type { Problem, ProblemCode } from '../problem.ts';
import type { ExportName } from '../template/exports.ts';
import type { BatchRaising, RaisedLevel } from './extend.ts';
import type { RecordMade } from './record.ts';
import type { StatusReason } from './register.ts';
import type { Reply } from './reply.ts';
import type { RosterOrder } from './roster.ts';
import type { SealOrder, Secret } from './seal.ts';

export interface BatchDesk {
  'batch.issue'(order: BatchOrder): Promise<Reply<BatchSummary>>;
  /**
   * Lets a running batch wait after the rows under way: one that runs here with its seal open, one in a register that desks share
   * wherever it is sealed.
   */
  'batch.pause'(order: BatchName & { readonly register?: string }): Promise<Reply<null>>;
  'batch.continue'(order: BatchName): Promise<Reply<null>>;
  /** Ends a running batch after the rows under way; it can be resumed. */
  'batch.stop'(order: BatchName): Promise<Reply<null>>;
  /** For good: what is issued stays. A batch that runs here needs no register to be found. */
  'batch.cancel'(order: BatchName & { readonly register?: string }): Promise<Reply<null>>;
  'batch.list'(order: { readonly register: string }): Promise<Reply<readonly JobReport[]>>;
  'batch.show'(order: StoredBatch): Promise<Reply<JobReport & { readonly refusals: readonly RowRefusal[] }>>;
  /** Goes on with rows that are still planned, or with those that were refused. */
  'batch.resume'(order: ResumeOrder): Promise<Reply<BatchSummary>>;
  /** Seals what desks have planned in a register for workers, until it is stopped or, when told so, nothing is left. */
  'batch.work'(order: WorkOrder): Promise<Reply<WorkSummary>>;
}

/** For a worker: batches that were planned with the certificate of this seal, and no other, are sealed with it. */
export interface WorkOrder extends SealOrder {
  /** Path, or address of a database. */
  readonly register: string;
  /** Path of the folder that all workers of a register share, or that their files are gathered from. */
  readonly out: string;
  readonly timestampTrust?: readonly string[];
  /** End when nothing is left to take, rather than wait for more. */
  readonly drain: boolean;
}

/** What one worker has done; how the batches stand is told by `batch.list`. */
export interface WorkCounts {
  readonly issued: number;
  readonly already: number;
  readonly refused: number;
}

export interface WorkSummary extends WorkCounts {
  readonly files: number;
  readonly seconds: number;
  readonly out: string;
  readonly register: string;
  /** When a level was ordered. */
  readonly raising?: BatchRaising;
  /** What kept it from a batch though nothing was refused for it. */
  readonly notices: readonly Problem[];
  /** The machine, the network or the seal broke down; what it had taken is left to the others. */
  readonly stopped?: Problem;
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
  /** Leave it to workers, who are the only ones to seal into a register in a database. */
  readonly forWorkers?: boolean;
  /** A sample: the batch pauses after this many learners of the roster. */
  readonly first?: number;
  /** Told by `batch.resume` alone. */
  readonly continues?: { readonly batch: string; readonly rows: 'planned' | 'refused' };
  readonly dryRun: boolean;
}

export interface BatchName {
  readonly batch: string;
}

export interface StoredBatch extends BatchName {
  /** Path. */
  readonly register: string;
}

export interface ResumeOrder extends StoredBatch {
  readonly password: Secret;
  /** The refused rows, from the roster as it is now, instead of those that are left. */
  readonly retry: boolean;
  /** Path of corrections made since, for a retry; those of the order when untold. */
  readonly corrections?: string;
}

export type JobState = 'running' | 'paused' | 'cancelled' | 'done';

/**
 * What has become of a row. `verified`: sealed, written, read back and entered, all or nothing: what is only sealed or
 * written when a machine dies is made again, so these leave no mark. `delivered`: handed out since by `batch.deliver`.
 */
export type JobRowState = 'planned' | 'refused' | 'already' | 'verified' | 'delivered';

export type RowCounts = Readonly<Record<JobRowState, number>>;

/** A batch as its register has it. */
export interface JobReport extends BatchName {
  /**
   * `interrupted`: nobody runs it, yet it was not told to stop. `waiting`: for another officer's approval. `queued`: for a
   * worker.
   */
  readonly state: JobState | 'interrupted' | 'waiting' | 'queued';
  /** Why it is paused, when the machine was why. */
  readonly reason?: Problem;
  readonly startedAt: string;
  readonly changedAt: string;
  /** Paths, and the address of a seal in a token. */
  readonly template: string;
  readonly roster: string;
  readonly seal: string;
  readonly out: string;
  readonly rows: RowCounts;
  /** Whether workers seal it rather than the desk that began it. */
  readonly forWorkers: boolean;
}

export interface RowRefusal {
  readonly row: number;
  /** What these say of the learner is only told when the row is tried. */
  readonly problems: readonly ProblemCode[];
}

export interface ReplacementOrder {
  /** Serials or ids. */
  readonly credentials: readonly string[];
  /** Those too that the roster's column `replaces` names: each row stands in place of its own. */
  readonly listed?: boolean;
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
  /** Credentials; time that the batch was paused does not count. */
  readonly perSecond: number;
  /** As far as the pace of all rows until now tells. */
  readonly secondsLeft?: number;
  readonly paused?: boolean;
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
  /** Rows that the batch has still to come to. */
  readonly left: number;
  readonly out: string;
  readonly register: string;
  readonly dryRun: boolean;
  /** When a level was ordered. */
  readonly raising?: BatchRaising;
  /** When a record was ordered and something was issued. */
  readonly record?: RecordMade;
  /** What a clerk should know though nothing was refused for it. */
  readonly notices: readonly Problem[];
  /** Whether the rows that are left wait for workers. */
  readonly queued?: boolean;
  /** The machine broke down on the way; what was issued until then is safe, and running again goes on from there. */
  readonly stopped?: Problem;
}
