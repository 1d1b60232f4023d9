import type { Certificate } from '../sealing/certificate.ts';
import type { LaterChange } from './pdf/later-change.ts';

/** ETSI EN 319 102-1 clause 5.1.3, status indication of the validation process. */
export type Indication = 'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE';

/** The sub-indications of ETSI EN 319 102-1 tables 5 and 6 that Sealwright can reach. */
export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'REVOKED'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'REVOKED_NO_POE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'GENERIC';

/** The level the bytes themselves hold, read back from them. */
export type BaselineLevel = `${'PAdES' | 'XAdES' | 'JAdES' | 'CAdES'}-BASELINE-${'B' | 'T' | 'LT' | 'LTA'}`;

/** The answer about one sealed file. */
export interface Verdict {
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  /** Code of the words that explain it, in locales/<language>/verdict.json. */
  readonly reason: VerdictReason;
  readonly facts?: Readonly<Record<string, string | number>>;
  readonly level?: BaselineLevel;
  readonly sealedBy?: Certificate;
  /** From the sealer's certificate to the root that is trusted; absent when there is no such path. */
  readonly path?: readonly Certificate[];
  /** The time the seal claims; proven by nobody at level B. */
  readonly claimedAt?: Date;
  /** When the seal existed at the latest, by a time-stamp of a trusted authority; what expires later does no harm. */
  readonly proven?: { readonly at: Date; readonly by: Certificate };
  /** Offline and without CRL or OCSP it is unknown; never called good. */
  readonly revocation: 'unknown' | 'good' | 'revoked';
  readonly test: boolean;
  /** What was done to a PDF after its first seal. */
  readonly changes?: readonly LaterChange[];
  /** Further seals beside the first, each trusted as it is. */
  readonly further?: readonly FurtherVerdict[];
  /** What the seal covers: bytes of the payload, only when its integrity is proven. */
  readonly payload?: Uint8Array | undefined;
  /** Of a page: the same data as ELMO, sealed by itself; judged no further than its page. */
  readonly furtherForm?: Uint8Array | undefined;
}

/** The answer about one of several seals by itself. */
export type FurtherVerdict = Pick<
  Verdict,
  | 'indication'
  | 'subIndication'
  | 'reason'
  | 'level'
  | 'claimedAt'
  | 'proven'
  | 'revocation'
  | 'test'
  | 'path'
> & { readonly sealedBy: Certificate };

export const VERDICT_REASONS = [
  'passed',
  'not-sealed',
  'format',
  'digest-differs',
  'signature-wrong',
  'certificate-missing',
  'certificate-elsewhere',
  'controller-unknown',
  'certificate-reference-differs',
  'chain-unknown',
  'chain-broken',
  'authority-not-granted',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-revoked',
  'certificate-unfit',
  'algorithm-refused',
  'not-whole-file',
  'data-elsewhere',
  'changed-after-sealing',
  'several-signers',
  'structure-suspicious',
  'not-judged',
  'header-refused',
  'transform-refused',
  'doctype-refused',
  'timestamp-wrong',
  'credential-expired',
  'credential-revoked',
  'credential-suspended',
  'credential-superseded',
  'issuer-outside',
  'issuer-ended',
] as const;

export type VerdictReason = (typeof VERDICT_REASONS)[number];

/** Whom the verifier believes; everything comes in, nothing is fetched. */
export interface TrustAnchors {
  readonly roots: readonly Uint8Array[];
  /** Trusted for what was sealed while they were granted. */
  readonly authorities?: readonly GrantedAuthority[];
  /** Certificates that may help to build a path, never trusted by themselves. */
  readonly intermediates?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  /** OCSPResponse (RFC 6960). */
  readonly ocsps?: readonly Uint8Array[];
}

/** An authority of a trusted list (ETSI TS 119 612), whose status has changed with time. */
export interface GrantedAuthority {
  /** DER. */
  readonly certificate: Uint8Array;
  /** What its service is for: certificates for e-seals, or time-stamps. */
  readonly purpose: 'seals' | 'timestamps';
  /** Whether that service was granted at that hour. */
  granted(at: Date): boolean;
}
