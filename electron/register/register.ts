import type { StatusEntry } from '../../shared/credential/credential.ts';
import type { CredentialKind } from '../../shared/credential/kind.ts';
import type { JobRowState, JobState, RowRefusal } from '../../shared/desk/batch.ts';
import type { DueList } from '../../shared/desk/due.ts';
import type { FigureFact } from '../../shared/desk/figures.ts';
import type { HeldRecord } from '../../shared/desk/person.ts';
import type {
  CredentialStatus,
  RegisterFigures,
  RegisterHealth,
  RegisterPage,
  RegisterQuery,
  RegisterRecord,
} from '../../shared/desk/register.ts';
import { type Problem, StudioFault } from '../../shared/problem.ts';
import { type AuditChain, type AuditSeal, auditOf, type ChainLink } from './audit.ts';
import { type BatchEnding, type BatchRecord, batchesOf } from './batches.ts';
import { checkOf } from './check.ts';
import type { Claim, Reserved } from './claim.ts';
import {
  asRegister,
  type Database,
  isEncrypted,
  type Opening,
  openDatabase,
  registerFault,
} from './database.ts';
import { type Due, dueOf } from './due.ts';
import type { ChainReport, Entry } from './entries.ts';
import { entriesOf } from './entry-table.ts';
import { eventsOf, type NewEvent } from './events.ts';
import { type Extension, type Extensions, extensionsOf } from './extensions.ts';
import { type Counted, figuresOf } from './figures.ts';
import { type IssuedRow, type Job, jobsOf, type KeptOrder, type RowEnded } from './jobs.ts';
import { lockRegister } from './lock.ts';
import { numberingOf } from './numbering.ts';
import { type Office, officeOf } from './officers.ts';
import { personsOf } from './persons.ts';
import { type Prints, printsOf } from './prints.ts';
import { recordsOf } from './records.ts';
import { searchOf } from './search.ts';
import { type HeldCredential, stacksOf } from './stacks.ts';
import { type StatusListState, statusListsOf } from './status-lists.ts';
import { statusPlacesOf } from './status-places.ts';

/**
 * What was issued, for good, and what became of it. Narrow on purpose: another database may stand behind it one day.
 * Everything throws StudioFault `register.busy`, `register.corrupt` or `file.disk-full` when the disk or file fails.
 */
export interface Register extends Office {
  /** Given when the register was made; the folder it fills remembers it. */
  readonly id: string;
  readonly path: string;
  /** Keeps other batches out until the function it returns is called. */
  lock(): () => void;
  openBatch(batch: BatchRecord, plan?: string): void;
  closeBatch(id: string, ending: BatchEnding): void;
  /** Keeps a batch as a job, with these rows of its roster to be issued. */
  openJob(batch: string, order: KeptOrder, rows: Iterable<number>, at: string): void;
  changeJob(batch: string, state: JobState, at: string, reason?: Problem): void;
  /** Told by who holds the lock: whatever says that it runs was interrupted, and is paused from now on; workers' batches run on. */
  leaveJobs(): void;
  /** What became of rows that are not issued; those that are, are told by their entries. */
  endRows(batch: string, ended: readonly RowEnded[]): void;
  /** What a batch has issued, in the order of its roster. */
  issuedIn(batch: string): readonly IssuedRow[];
  /** These credentials of a batch, told by their ids, have been handed out. */
  deliverRows(batch: string, credentials: readonly string[]): void;
  /** The newest first. */
  jobs(): readonly Job[];
  job(batch: string): Job | undefined;
  rowsIn(batch: string, state: JobRowState): ReadonlySet<number>;
  /** Numbers of the workers, alive or not, that a batch's chunks were taken by. */
  workersAt(batch: string): readonly number[];
  refusedRows(batch: string): readonly RowRefusal[];
  /** Digests of the learners who have this version of this template. */
  learnersOf(templateId: string, version: number): ReadonlySet<string>;
  /** Digest of whom a credential, told by its id, was issued to. */
  learnerOf(credential: string): string | undefined;
  /** The number a series goes on with once `after` more of it are entered; serials have neither gaps nor repeats. */
  nextNumber(series: string, after?: number): number;
  /** As `SharedRegister` has them. */
  reserve(claims: readonly Claim[]): readonly Reserved[];
  release(batch: string, rows: readonly number[]): void;
  /** Adds entries durably, all or none. Throws when number, serial, id or learner do not follow on. */
  append(entries: readonly Entry[]): void;
  /** What a learner, told by digest, has been issued, in that order. */
  heldBy(learner: string): readonly HeldCredential[];
  /** Ids of the credentials that one is made of, as far as this register knows, to any depth. */
  partsOf(whole: string): readonly string[];
  /** Serial of the larger credential of this kind that a credential, told by its id, counts into; `replaced` is the id of one that another
   * is to stand in place of. */
  usedIn(part: string, kind: CredentialKind, replaced?: string): string | undefined;
  /** A place in a status list under `base` that no other credential has or will be given. */
  allotStatus(base: string): StatusEntry;
  /** Every status list that has places, with those that no longer hold. */
  statusLists(): readonly StatusListState[];
  /** Where a credential, told by its id, stands. */
  statusOf(credential: string): CredentialStatus;
  /** One credential and all that happened to it, told by serial or id. */
  show(credential: string): RegisterRecord | undefined;
  /** All that is held of one credential, told by serial or id; undefined when it was forgotten. */
  holding(credential: string): HeldRecord | undefined;
  /** What may be forgotten, and what expires from one day to another; see `dueOf`. */
  dueToForget(due: Due): DueList;
  expiring(from: string, until: string): DueList;
  /** Enters what happened durably, all or none. Throws when one may not follow what stands. */
  happen(events: readonly NewEvent[]): void;
  /** Empties what names the person in these entries, for which erasures are entered with it, and in every free page. */
  erase(events: readonly NewEvent[]): void;
  figures(): RegisterFigures;
  /** Awarded within these days, both included; what was revoked or replaced does not count. */
  countBy(fact: FigureFact, from?: string, until?: string): readonly Counted[];
  countAll(from?: string, until?: string): number;
  /** What a seal of the whole register speaks of. */
  auditChain(): AuditChain;
  chainLinks(): Iterable<ChainLink>;
  auditSeals(): readonly AuditSeal[];
  addAuditSeal(seal: AuditSeal, chain: AuditChain): void;
  /** A whole copy, taken while others may be writing. */
  backup(to: string): Promise<void>;
  /** Names of all files that entries speak of. */
  fileNames(): ReadonlySet<string>;
  count(): number;
  find(query: RegisterQuery): RegisterPage;
  /** Reads every entry and proves that none was changed, left out or put in between. */
  checkChain(): ChainReport;
  /** The same a piece at a time, and between two of them what is told to `pause`: how many are proven. */
  checkChainCalmly(pause: (proven: number) => Promise<void>): Promise<ChainReport>;
  /** Number of the first entry whose status is not what its events say, or undefined. */
  strayEntry(): number | undefined;
  /** Reads every page: the file, its tables and its chains. @throws StudioFault `register.corrupt`. */
  check(): RegisterHealth;
  /** Number of the first event that was changed, or undefined. */
  brokenEvent(): number | undefined;
  /** Enters that a file has other bytes now, before it is written. Throws for what is forgotten or not there. */
  extend(extension: Extension): void;
  readonly credentialWith: Extensions['credentialWith'];
  readonly filesNow: Extensions['filesNow'];
  readonly brokenExtension: Extensions['brokenExtension'];
  readonly addPrints: Prints['addPrints'];
  readonly printsOf: Prints['printsOf'];
  readonly numberOf: Prints['numberOf'];
  readonly between: Prints['between'];
  readonly brokenPrint: Prints['brokenPrint'];
  close(): void;
}

/** @throws StudioFault as `openDatabase`. */
export function openRegister(path: string, opening: Opening): Register {
  const database = openDatabase(path, opening);
  try {
    return registerOver(database, path);
  } catch (cause) {
    database.close();
    throw cause;
  }
}

/** The register in a database that is open; closing it closes that. @throws StudioFault `register.corrupt` */
export function registerOver(database: Database, path: string): Register {
  try {
    return asRegister(path, () => registerIn(database, path));
  } catch (cause) {
    // Our statements fit our tables: when one does not, the tables are no longer ours.
    const unfit = cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_ERROR';
    throw unfit ? new StudioFault('register.corrupt', { file: path }, { cause }) : cause;
  }
}

function registerIn(database: Database, path: string): Register {
  const id = String(database.prepare('SELECT id FROM register').pluck().get());
  const events = eventsOf(database, id);
  const { numbers, parts: numbering } = numberingOf(database);
  const jobs = jobsOf(database, numbers);
  const entries = entriesOf(database, id, events, jobs.rows, numbers);
  const extensions = extensionsOf(database, id);
  const office = officeOf(database, id);
  const { forget, ...extended } = extensions;
  const prints = printsOf(database, id);
  const records = recordsOf(database, events, extensions, jobs.rows, prints);
  const parts = {
    ...batchesOf(database),
    ...jobs.parts,
    ...numbering,
    ...entries,
    ...extended,
    ...office,
    ...prints,
    ...checkOf(database, entries, events, extensions, office, prints),
    ...stacksOf(database, extensions),
    ...statusPlacesOf(database, id),
    ...statusListsOf(database),
    ...searchOf(database, extensions),
    ...figuresOf(database),
    ...auditOf(database, id),
    ...records,
    ...personsOf(database, records),
    ...dueOf(database),
  };
  return {
    id,
    path,
    lock: () => lockRegister(path),
    ...guarded(path, parts),
    backup: async (to) => {
      // Pages go over as they are only between databases of one key; an encrypted copy keeps the key of its register.
      try {
        if (isEncrypted(path)) database.prepare('VACUUM INTO ?').run(to);
        else await database.backup(to);
      } catch (cause) {
        throw registerFault(to, cause);
      }
    },
    close: () => void database.close(),
  };
}

/** Each of these, with the driver's errors told as what happened to the register. */
function guarded<Parts extends Readonly<Record<string, (...order: never[]) => unknown>>>(
  path: string,
  parts: Parts,
): Parts {
  const guard =
    (work: (...order: never[]) => unknown) =>
    (...order: never[]) =>
      asRegister(path, () => work(...order));
  return Object.fromEntries(Object.entries(parts).map(([name, work]) => [name, guard(work)])) as Parts;
}
