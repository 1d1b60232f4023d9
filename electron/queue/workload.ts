import type { JobState } from '../../shared/desk/batch.ts';
import type { RegisteredRow, SummaryRow } from '../../shared/formats/summary/row.ts';
import type { Problem } from '../../shared/problem.ts';
import type { BatchRecord } from '../register/batches.ts';
import type { Entry } from '../register/entries.ts';
import type { KeptOrder, RowEnded } from '../register/jobs.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import type { Chunk, JobQueue } from './job-queue.ts';
import type { Waiting } from './waiting.ts';

/** A batch as a desk hands it to whoever seals it. */
export interface Planned {
  readonly batch: BatchRecord;
  readonly order: KeptOrder;
  /** As `writePlan` has written it. */
  readonly plan: string;
  readonly waiting: readonly Waiting[];
  /** Rows of the roster that cannot be read, or come to nothing. */
  readonly ended: readonly RowEnded[];
  /** A sample: once as many of the first are sealed, the batch is paused. */
  readonly first?: number | undefined;
  /** Why it is to wait. */
  readonly waits?: Problem | undefined;
}

/** What has become of some learners of a chunk. */
export interface Sheaf {
  readonly batch: string;
  readonly entries: readonly Entry[];
  readonly ended: readonly RowEnded[];
  /** Of each entry, without its files. */
  readonly summaries: readonly SummaryRow[];
}

/** A batch that workers may seal, or whose summary is still to be written. */
export interface OpenBatch {
  readonly batch: string;
  readonly templateSha256: string;
  readonly certificateSha256: string;
}

/**
 * Batches that are planned at one desk and sealed by workers anywhere. The register holds what they are made from: the plan,
 * and each learner until their row has ended.
 */
export interface Workload {
  readonly register: SharedRegister;
  readonly queue: JobQueue;
  /** A batch with its learners and its chunks: all of it or nothing. */
  plan(planned: Planned): Promise<void>;
  /** Refused rows of a batch, with their learners as they are now. False unless it is done: no chunk may overlap another. */
  planAgain(batch: string, waiting: readonly Waiting[], at: string, waits?: Problem): Promise<boolean>;
  /** Those that are to be sealed with this certificate, the oldest first. */
  open(certificateSha256: string): Promise<readonly OpenBatch[]>;
  planOf(batch: string): Promise<string | undefined>;
  /** The next rows of a chunk that have not ended; undefined when the batch is paused or given up. */
  next(chunk: Chunk, most: number): Promise<readonly Waiting[] | undefined>;
  /** Names of the files of the rows of a chunk that are entered. */
  filesOf(chunk: Chunk): Promise<readonly string[]>;
  /**
   * Enters credentials, ends rows and gives the numbers of refused ones back, all or nothing: by the session that holds the
   * chunk, so that nobody enters what another has taken over. False when nothing is entered: the batch was given up meanwhile, or
   * another worker was quicker with a place in a status list, and the rows that are left are to be tried again.
   */
  enter(sheaf: Sheaf): Promise<boolean>;
  /**
   * Says so when all rows of a batch have ended and nobody is at it, once one worker alone, in all of the register, has done what
   * comes last; of one that was given up, as soon as nobody can enter into it. Pauses a batch after its sample, which is to be told of by then. @returns whether all is done.
   */
  settle(batch: string, at: string, finish: (sample: boolean) => Promise<void>): Promise<boolean>;
  /**
   * What the summary tells of those who were issued to in a batch that has not ended, with their files as they are now: in the roster's
   * order, from the row after `after` on.
   */
  toldOf(
    batch: string,
    after: number,
    most: number,
  ): Promise<readonly { readonly row: number; readonly summary: SummaryRow }[]>;
  /** Of these credentials, what the register has now: not of those that `toldOf` tells of, nor of who was erased. */
  others(batch: string, ids: readonly string[]): Promise<readonly RegisteredRow[]>;
  /** For every desk and worker; what goes on after a sample comes to all its rows, and what is given up keeps no learner and no number. */
  change(batch: string, state: Exclude<JobState, 'done'>, at: string): Promise<void>;
  /** Of these files' names, those of credentials that are entered. */
  entered(names: readonly string[]): Promise<ReadonlySet<string>>;
  /** Runs `work` if no worker is there; from then on, one is. */
  begin(work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}
