import type { ChainLink } from './audit.ts';
import type { Claim, Reserved } from './claim.ts';
import type { Register } from './register.ts';

/** What several desks and workers ask of a register that they share. */
export const SHARED = [
  'openBatch',
  'openJob',
  'changeJob',
  'closeBatch',
  'endRows',
  'jobs',
  'job',
  'rowsIn',
  'refusedRows',
  'append',
  'allotStatus',
  'statusLists',
  'statusOf',
  'show',
  'find',
  'count',
  'happen',
  'erase',
  'figures',
  'checkChain',
  'checkChainCalmly',
  'strayEntry',
  'brokenEvent',
  'brokenExtension',
  'brokenPrint',
  'brokenOfficeEvent',
  'check',
  'auditChain',
  'auditSeals',
  'addAuditSeal',
  'officers',
  'officer',
  'appoint',
  'changeOfficer',
  'dismiss',
  'countTries',
  'noteOffice',
  'officeRules',
  'submissionOf',
  'extend',
  'credentialWith',
  'filesNow',
  'addPrints',
  'printsOf',
  'numberOf',
  'between',
  'heldBy',
  'usedIn',
  'partsOf',
  'learnerOf',
  'learnersOf',
  'nextNumber',
  'fileNames',
  'issuedIn',
  'deliverRows',
  'holding',
  'dueToForget',
  'expiring',
  'countBy',
  'countAll',
] as const satisfies readonly (keyof Register)[];

type SharedName = (typeof SHARED)[number];

/**
 * The register as it is reached when it may lie elsewhere: the same words as `Register`, answered later. SQLite and
 * PostgreSQL both stand behind it, and `shared-register.test.ts` asks the same of both.
 */
export type SharedRegister = {
  readonly [Name in SharedName]: (
    ...order: Parameters<Register[Name]>
  ) => Promise<Awaited<ReturnType<Register[Name]>>>;
} & {
  readonly id: string;
  /** Path of a file, or address of a database: never with a password. */
  readonly path: string;
  /** The embedded register behind it. */
  readonly local?: Register;
  /** As `lock` of a file: keeps others from raising or writing the same files. @throws StudioFault `register.busy` */
  lock(): Promise<() => Promise<void>>;
  chainLinks(): AsyncIterable<ChainLink>;
  /**
   * Gives each row the next free number of its series, or the one that it was given before. A number that was released
   * is given out before a new one, so that none is left out.
   */
  reserve(claims: readonly Claim[]): Promise<readonly Reserved[]>;
  /** Gives the numbers of these rows back: they will not be issued. */
  release(batch: string, rows: readonly number[]): Promise<void>;
  /** Whether somebody seals the batch just now. One batch at a time is sealed into a file: whoever holds it runs the one that says so. */
  busy(batch: string): Promise<boolean>;
  close(): Promise<void>;
};

/** What may be asked of a register that is a file and of one that may lie elsewhere: whoever asks awaits the answer. */
export type Answering<Name extends keyof Register> = {
  readonly [Asked in Name]: Register[Asked] extends (...order: infer Order) => infer Answer
    ? (...order: Order) => Answer | Promise<Awaited<Answer>>
    : Register[Asked];
};
