import type { Check } from '../answer/check.ts';
import type { CredentialKind } from '../credential/kind.ts';
import type { SealedFormat } from '../issue.ts';
import type { Language } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { LaterChange } from '../verifying/pdf/later-change.ts';
import type { Indication, SubIndication, VerdictReason } from '../verifying/verdict.ts';
import type { Reply } from './reply.ts';
import type { SealOrder } from './seal.ts';

export interface VerificationDesk {
  'verify.file'(order: VerifyOrder): Promise<Reply<VerifyReport>>;
  /** Texts of the QR codes that a camera sees. */
  'verify.frame'(order: CameraFrame): Promise<Reply<readonly string[]>>;
  /** Judges the texts of a sheet's QR codes as `verify.file` judges its picture; of other texts it is `not-sealed`. */
  'verify.code'(order: CodeOrder): Promise<Reply<VerifyReport>>;
  /** Verifies and writes down what came of it. */
  'verify.report'(order: ReportOrder): Promise<Reply<ReportWritten>>;
  /** What the trusted lists of an order are worth. */
  'verify.lists'(order: ListOrder): Promise<Reply<readonly TrustedListReport[]>>;
}

export interface VerifyOrder {
  readonly file: string;
  /** PEM or DER files of trusted roots. */
  readonly trust: readonly string[];
  readonly crls?: readonly string[];
  /** Trusted lists of ETSI TS 119 612, lists of lists and pivots: their authorities for e-seals are trusted. */
  readonly lists?: readonly string[];
  /** PEM or DER files of the keys that may seal these lists. */
  readonly listKeys?: readonly string[];
  /** Paths of issuers' controller documents (`did.json`), for credentials that name their key by its URL. */
  readonly controllers?: readonly string[];
  /** Status lists, sealed, as W3C or IETF have them. */
  readonly statusLists?: readonly string[];
  /** The institution's own register, which knows best what it has revoked or replaced. */
  readonly register?: string;
  /** Where the desk's register of trusted issuers is kept; the studio's own folder when untold. */
  readonly data?: string;
}

/** The largest side of a camera's picture that is looked at. */
export const LARGEST_FRAME = 1920;

export interface CameraFrame {
  readonly width: number;
  readonly height: number;
  /** Row by row from the top, 0 black. */
  readonly grey: Uint8Array;
}

export interface CodeOrder extends Pick<VerifyOrder, 'trust' | 'crls' | 'lists' | 'listKeys' | 'data'> {
  readonly codes: readonly string[];
}

export interface ReportOrder extends Omit<VerifyOrder, 'file'>, Partial<SealOrder> {
  readonly files: readonly string[];
  /** `.json` or `.pdf`; sealed when there is a seal. */
  readonly out: string;
  readonly language: Language;
}

export interface ReportWritten {
  readonly path: string;
  readonly passed: number;
  readonly failed: number;
}

export interface VerifyReport {
  /** Empty for a code that a camera saw. */
  readonly file: string;
  /** `paper`: the QR code of a sheet; `asice`: a container with seals beside what they are over. */
  readonly format: SealedFormat | 'paper' | 'asice' | 'unknown';
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  readonly reason: VerdictReason;
  readonly facts?: Readonly<Record<string, string | number>>;
  readonly level?: string;
  readonly sealedBy?: string;
  readonly claimedAt?: string;
  /** By a time-stamp of a trusted authority. */
  readonly proven?: { readonly at: string; readonly by: string };
  readonly revocation: 'unknown' | 'good' | 'revoked';
  readonly test: boolean;
  /** Seals of others on the same document, each judged by itself; the whole is no better than the worst of them. */
  readonly further?: readonly FurtherReport[];
  /** What is wrong with the data under the seal, by the rules of their format; a seal holds over bad data too. */
  readonly content?: readonly Problem[];
  /** What was done to a PDF after its first seal, and whether that leaves what it shows as it was sealed. */
  readonly changes?: readonly LaterChange[];
  /** The answer check by check, in the order it is told to people. */
  readonly checks: readonly Check[];
  /** Who the sealer is in the register of trusted issuers. */
  readonly issuer?: { readonly id: string; readonly name: string };
  /** What the proof on a sheet of paper says, to be compared with what is printed. */
  readonly printed?: PrintedFacts;
  readonly credential?: {
    readonly serial: string;
    readonly name: string;
    readonly title: string;
    /** Absent when the data do not say whether it is a degree. */
    readonly kind?: CredentialKind;
  };
}

/** Those that were fetched (`trust.fetch`) count as well, last. */
export type ListOrder = Pick<VerifyOrder, 'lists' | 'listKeys' | 'data'>;

export interface TrustedListReport {
  readonly file: string;
  /** It was fetched and is kept by the desk. */
  readonly kept: boolean;
  /** Nobody is trusted by a list that is not `believed`. */
  readonly state: 'believed' | 'stale' | 'unknown' | 'broken';
  readonly territory?: string;
  readonly number?: number;
  /** `YYYY-MM-DD` */
  readonly issued?: string;
  readonly nextUpdate?: string;
  /** How many certificates may issue for qualified e-seals now. */
  readonly authorities: number;
}

export interface PrintedFacts {
  readonly name: string;
  readonly birthDate?: string;
  readonly title: string;
  readonly serial: string;
  readonly awardingBody: string;
  readonly awardedOn: string;
  readonly kind: CredentialKind;
  readonly ects?: number;
  readonly eqfLevel?: number;
  /** `YYYY-MM-DD`; after it the credential says nothing any more. */
  readonly expiresOn?: string;
}

export type FurtherReport = Pick<
  VerifyReport,
  'indication' | 'subIndication' | 'reason' | 'level' | 'claimedAt' | 'proven' | 'revocation' | 'test'
> & { readonly sealedBy: string };
