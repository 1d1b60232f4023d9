import type { StatusEntry } from '../../shared/credential/credential.ts';
import type { CredentialKind } from '../../shared/credential/kind.ts';
import type { RegisterPage, RegisterQuery } from '../../shared/desk/register.ts';
import { type BatchEnding, type BatchRecord, batchesOf } from './batches.ts';
import { asRegister, type Opening, openDatabase } from './database.ts';
import { type ChainReport, type Entry, entriesOf } from './entries.ts';
import { lockRegister } from './lock.ts';
import { type HeldCredential, stacksOf } from './stacks.ts';
import { statusPlacesOf } from './status-places.ts';

/**
 * What was issued, for good. Narrow on purpose: another database may stand behind it one day.
 * Everything throws StudioFault `register.busy`, `register.corrupt` or `file.disk-full` when the disk or file fails.
 */
export interface Register {
  /** Given when the register was made; the folder it fills remembers it. */
  readonly id: string;
  readonly path: string;
  /** Keeps other batches out until the function it returns is called. */
  lock(): () => void;
  openBatch(batch: BatchRecord): void;
  closeBatch(id: string, ending: BatchEnding): void;
  /** Digests of the learners who have this version of this template. */
  learnersOf(templateId: string, version: number): ReadonlySet<string>;
  /** The number a series goes on with; serials have neither gaps nor repeats. */
  nextNumber(series: string): number;
  /** Adds entries durably, all or none. Throws when number, serial, id or learner do not follow on. */
  append(entries: readonly Entry[]): void;
  /** What a learner, told by digest, has been issued, in that order. */
  heldBy(learner: string): readonly HeldCredential[];
  /** Ids of the credentials that one is made of, as far as this register knows, to any depth. */
  partsOf(whole: string): readonly string[];
  /** Serial of the larger credential of this kind that a credential, told by its id, has counted into. */
  usedIn(part: string, kind: CredentialKind): string | undefined;
  /** A place in a status list under `base` that no other credential has or will be given. */
  allotStatus(base: string): StatusEntry;
  /** Names of all files that entries speak of. */
  fileNames(): ReadonlySet<string>;
  count(): number;
  find(query: RegisterQuery): RegisterPage;
  /** Reads every entry and proves that none was changed, left out or put in between. */
  checkChain(): ChainReport;
  close(): void;
}

/** @throws StudioFault as `openDatabase`. */
export function openRegister(path: string, opening: Opening): Register {
  const database = openDatabase(path, opening);
  return asRegister(path, () => {
    const id = String(database.prepare('SELECT id FROM register').pluck().get());
    const batches = batchesOf(database);
    const entries = entriesOf(database, id);
    const stacks = stacksOf(database);
    const places = statusPlacesOf(database, id);
    return {
      id,
      path,
      lock: () => lockRegister(path),
      openBatch: (batch) => asRegister(path, () => batches.open(batch)),
      closeBatch: (batch, ending) => asRegister(path, () => batches.close(batch, ending)),
      learnersOf: (template, version) => asRegister(path, () => entries.learnersOf(template, version)),
      nextNumber: (series) => asRegister(path, () => entries.nextNumber(series)),
      append: (added) => asRegister(path, () => entries.append(added)),
      heldBy: (learner) => asRegister(path, () => stacks.heldBy(learner)),
      partsOf: (whole) => asRegister(path, () => stacks.partsOf(whole)),
      usedIn: (part, kind) => asRegister(path, () => stacks.usedIn(part, kind)),
      allotStatus: (base) => asRegister(path, () => places.allot(base)),
      fileNames: () => asRegister(path, () => entries.fileNames()),
      count: () => asRegister(path, () => entries.count()),
      find: (query) => asRegister(path, () => entries.find(query)),
      checkChain: () => asRegister(path, () => entries.checkChain()),
      close: () => void database.close(),
    };
  });
}
