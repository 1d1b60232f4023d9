import type { Problem } from '../problem.ts';
import type { Reply } from './reply.ts';
import type { SealOrder } from './seal.ts';

export interface CosignDesk {
  'seal.cosign'(order: CosignOrder): Promise<Reply<CosignSummary>>;
}

/** A further institution seals what others have sealed; theirs stays as it is. */
export interface CosignOrder extends SealOrder {
  /** Paths of sealed PDF, XML and JSON files, or of folders with such. */
  readonly files: readonly string[];
  /** A folder of the further institution's own. */
  readonly out: string;
  readonly register?: string;
  /** Paths of PEM or DER files: roots that the seals there have to lead to; unasked when untold. */
  readonly trust?: readonly string[];
  readonly crls?: readonly string[];
  readonly timestamps?: readonly string[];
  readonly timestampTrust?: readonly string[];
}

export interface CosignSummary {
  /** Credentials, each with all of its files. */
  readonly sealed: number;
  readonly files: number;
  readonly refusals: readonly { readonly credential: string; readonly problems: readonly Problem[] }[];
  /** Names of files whose format holds one seal only. */
  readonly passedOver: readonly string[];
  readonly out: string;
  readonly register: string;
  readonly notices: readonly Problem[];
  /** The machine broke down on the way; what was sealed until then is safe. */
  readonly stopped?: Problem;
}
