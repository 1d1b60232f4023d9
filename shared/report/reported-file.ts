import type { Check } from '../answer/check.ts';
import type { LaterChange } from '../verifying/pdf/later-change.ts';
import type { Indication, SubIndication, VerdictReason } from '../verifying/verdict.ts';

/** What a report tells of one file; plain data, as the desk gives it. */
export interface ReportedFile {
  readonly file: string;
  readonly format: string;
  /** SHA-256 of the whole file, lower-case hexadecimal. */
  readonly sha256: string;
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  readonly reason: VerdictReason;
  readonly level?: string;
  readonly sealedBy?: string;
  /** ISO 8601. */
  readonly claimedAt?: string;
  readonly proven?: { readonly at: string; readonly by: string };
  readonly revocation: 'unknown' | 'good' | 'revoked';
  readonly test: boolean;
  readonly further?: readonly ReportedSeal[];
  readonly changes?: readonly LaterChange[];
  readonly checks: readonly Check[];
  readonly issuer?: { readonly id: string; readonly name: string };
  readonly credential?: { readonly serial: string; readonly name: string; readonly title: string };
}

export interface ReportedSeal {
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  readonly reason: VerdictReason;
  readonly level?: string;
  readonly sealedBy: string;
  readonly claimedAt?: string;
  readonly proven?: { readonly at: string; readonly by: string };
  readonly revocation: 'unknown' | 'good' | 'revoked';
}
