import type { ExportName } from '../template/exports.ts';
import type { Reply } from './reply.ts';

export interface PolicyDesk {
  /** What the institution has settled for every desk; problems `policy.*` when its file cannot be followed. */
  'policy.read'(): Promise<Reply<PolicyReport>>;
  /** What was asked over the network, the newest first. */
  'requests.list'(): Promise<Reply<readonly SentRequest[]>>;
}

/** Why anything is ever asked over the network. */
export const REQUEST_PURPOSES = [
  'timestamp',
  'revocation',
  'seal-service',
  'platform',
  'trusted-list',
  'register',
] as const;
export type RequestPurpose = (typeof REQUEST_PURPOSES)[number];

/**
 * What IT departments may settle, in a file that only they can write (docs/guide/administrator.md). What is left out is
 * for the clerk to choose.
 */
export interface Policy {
  /** Who settled it, shown to the clerk. */
  readonly by?: string;
  /** Exports that may be issued. */
  readonly formats?: readonly ExportName[];
  /** Time-stamping authorities that may be asked, by address; empty: none. */
  readonly timestamps?: readonly string[];
  /** T: nothing is issued without a time-stamp. */
  readonly lowestLevel?: 'B' | 'T';
  /** Origins that may be asked, by purpose; empty: none. */
  readonly network?: { readonly [Purpose in RequestPurpose]?: readonly string[] };
  /** An entry of the register is not erased before it is as many years old. */
  readonly retentionYears?: number;
  /** An entry that was awarded more years ago is due to be forgotten, whatever its template says. */
  readonly forgetYears?: number;
}

export interface PolicyReport {
  /** Where the file is looked for on this system. */
  readonly file: string;
  /** Undefined when there is none. */
  readonly policy?: Policy;
}

/** One request that left this machine: no path, no query, nothing of what was sent. */
export interface SentRequest {
  /** UTC, to the second. */
  readonly at: string;
  readonly purpose: RequestPurpose;
  /** Scheme, host and port. */
  readonly to: string;
}
