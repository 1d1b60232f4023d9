import type { Credential } from './credential/credential.ts';
import type { Problem } from './problem.ts';

/** One file of one credential, sealed and ready to be written. */
export interface SealedFile {
  readonly format: SealedFormat;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

export type SealedFormat = 'pdf' | 'xml' | 'json';

/** Everything prepared once for a batch; `issue` makes one learner's files. */
export interface Press {
  issue(credential: Credential): Promise<Issued>;
  /** Everything but the seal: what would stop this credential. */
  check(credential: Credential): readonly Problem[];
}

export type Issued =
  | { readonly ok: true; readonly files: readonly SealedFile[] }
  | { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] };
