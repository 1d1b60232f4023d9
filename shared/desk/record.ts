import type { Problem } from '../problem.ts';
import type { Indication, VerdictReason } from '../verifying/verdict.ts';
import type { BatchRaising, RaisedLevel } from './extend.ts';
import type { Reply } from './reply.ts';
import type { SealOrder } from './seal.ts';

export interface RecordDesk {
  'record.make'(order: RecordOrder): Promise<Reply<RecordMade>>;
  'record.prove'(order: ProofOrder): Promise<Reply<{ readonly proof: string }>>;
  'record.verify'(order: RecordCheck): Promise<Reply<RecordReport>>;
}

export interface RecordOrder extends SealOrder {
  /** The folder that a batch was issued into. */
  readonly folder: string;
  readonly register?: string;
  readonly timestamps?: readonly string[];
  readonly timestampTrust?: readonly string[];
  /** Raise the record at once, by `timestamps` and these, as a batch does. */
  readonly level?: RaisedLevel;
  readonly trust?: readonly string[];
  readonly certificates?: readonly string[];
  readonly crls?: readonly string[];
  readonly ocsps?: readonly string[];
  readonly online?: boolean;
}

/** Paths of what was written. */
export interface RecordMade {
  /** JAdES. */
  readonly record: string;
  /** ASiC-E with XAdES, over the same record. */
  readonly container: string;
  /** Salts: stays with the institution. */
  readonly proofs: string;
  readonly credentials: number;
  readonly files: number;
  /** When a level was ordered. */
  readonly raising?: BatchRaising;
}

export interface ProofOrder {
  /** Paths. */
  readonly proofs: string;
  readonly file: string;
  readonly out: string;
}

export interface RecordCheck {
  /** Path of a record, `.record.json` or `.asice`. */
  readonly record: string;
  /** Path of the list of proofs, or of the proof of one file. */
  readonly proofs: string;
  /** Files, or folders that are to hold every file of the record. */
  readonly files: readonly string[];
  readonly trust: readonly string[];
  readonly crls?: readonly string[];
}

export interface RecordReport {
  /** Of the record itself. */
  readonly indication: Indication;
  readonly reason: VerdictReason;
  readonly level?: string;
  readonly sealedBy?: string;
  readonly claimedAt?: string;
  readonly test: boolean;
  readonly credentials: number;
  readonly proven: readonly { readonly file: string; readonly serial: string }[];
  /** `record.file-differs`, `record.file-missing`. */
  readonly problems: readonly Problem[];
}
