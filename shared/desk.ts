import type { CredentialKind } from './credential/kind.ts';
import type { SealedFormat } from './issue.ts';
import type { Language } from './language.ts';
import type { Problem } from './problem.ts';
import type { SealAlgorithmName } from './sealing/algorithms.ts';
import type { ExportName } from './template/exports.ts';
import type { Indication, SubIndication, VerdictReason } from './verifying/verdict.ts';

/**
 * The contract between a host's screen and the studio. The window, the command line and the tests call these very
 * names; plain data only, so that a reply may cross a port. Bytes of documents never do: files go by path or id.
 */
export interface Desk {
  'studio.about'(): Promise<Reply<About>>;
  'template.check'(order: { readonly template: string }): Promise<Reply<TemplateReport>>;
  'seal.inspect'(order: SealOrder): Promise<Reply<SealReport>>;
  'batch.issue'(order: BatchOrder): Promise<Reply<BatchSummary>>;
  'batch.cancel'(order: { readonly batch: string }): Promise<Reply<null>>;
  'register.open'(order: { readonly register: string }): Promise<Reply<RegisterSummary>>;
  'register.entries'(query: RegisterQuery): Promise<Reply<RegisterPage>>;
  'verify.file'(order: VerifyOrder): Promise<Reply<VerifyReport>>;
}

export const DESK_NAMES = [
  'studio.about',
  'template.check',
  'seal.inspect',
  'batch.issue',
  'batch.cancel',
  'register.open',
  'register.entries',
  'verify.file',
] as const satisfies readonly (keyof Desk)[];

export type DeskName = keyof Desk;

export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] };

/** What the studio tells without being asked. */
export type DeskEvent =
  | { readonly kind: 'batch.progress'; readonly batch: string; readonly progress: BatchProgress }
  | {
      readonly kind: 'batch.refused';
      readonly batch: string;
      readonly row: number;
      readonly problems: readonly Problem[];
    };

/** A password on its one way to the key; never stored, logged or echoed. */
export type Secret = string;

export interface About {
  readonly version: string;
  readonly languages: readonly Language[];
}

export interface SealOrder {
  /** Path of a PKCS#12 or PEM file, or `pkcs11:…` (RFC 7512), or `csc:https://…` of a remote service. */
  readonly seal: string;
  /** Path of the private key when `seal` is PEM without it. */
  readonly sealKey?: string;
  /** Password of the file, PIN of the token or secret of the service. */
  readonly password: Secret;
  /** The key's usual one when untold. */
  readonly algorithm?: SealAlgorithmName;
}

export interface BatchOrder extends SealOrder {
  /** Paths. */
  readonly template: string;
  readonly roster: string;
  readonly out: string;
  readonly register?: string;
  /** A choice of the template's languages, the first being primary; all of them when untold. */
  readonly languages?: readonly Language[];
  /** In place of the template's own. */
  readonly exports?: readonly ExportName[];
  /** Addresses of time-stamping authorities, the first to be asked first; without them nothing touches the network. */
  readonly timestamps?: readonly string[];
  /** Paths of PEM or DER files: roots that an authority's certificate has to lead to; unasked when untold. */
  readonly timestampTrust?: readonly string[];
  readonly dryRun: boolean;
}

export interface BatchProgress {
  readonly done: number;
  readonly total: number;
  readonly issued: number;
  readonly already: number;
  readonly refused: number;
  readonly perSecond: number;
}

export interface BatchSummary {
  readonly batch: string;
  readonly rows: number;
  readonly issued: number;
  /** Issued by an earlier run of the same batch. */
  readonly already: number;
  readonly refusals: readonly {
    readonly row: number;
    readonly name: string;
    readonly problems: readonly Problem[];
  }[];
  readonly files: number;
  readonly seconds: number;
  readonly cancelled: boolean;
  readonly out: string;
  readonly register: string;
  readonly dryRun: boolean;
  /** What a clerk should know though nothing was refused for it. */
  readonly notices: readonly Problem[];
  /** The machine broke down on the way; what was issued until then is safe, and running again goes on from there. */
  readonly stopped?: Problem;
}

export interface TemplateReport {
  readonly name: string;
  readonly version: number;
  readonly languages: readonly Language[];
  readonly problems: readonly Problem[];
  /** Claims that nobody could check, or that do not agree; they keep nothing from being issued. */
  readonly notices: readonly Problem[];
}

export interface SealReport {
  readonly subject: string;
  readonly organisation?: string;
  readonly organizationIdentifier?: string;
  readonly country?: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly key: string;
  readonly algorithm: string;
  readonly keyUsage: readonly string[];
  readonly policies: readonly string[];
  readonly qcStatements: {
    readonly compliance: boolean;
    readonly qscd: boolean;
    readonly types: readonly string[];
  };
  readonly chain: readonly string[];
  readonly test: boolean;
  /** What the seal may be called: "advanced electronic seal" unless the certificate itself says more. */
  readonly standing: 'advanced' | 'advanced-qualified-certificate';
  readonly fit: boolean;
  readonly problems: readonly Problem[];
}

export interface RegisterSummary {
  readonly register: string;
  readonly entries: number;
  /** True when every entry's hash and the chain of them hold. */
  readonly chainHolds: boolean;
}

export interface RegisterQuery {
  /** Words to find in name, title or serial; all entries when empty. */
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
}

export interface RegisterPage {
  readonly total: number;
  readonly entries: readonly RegisterRow[];
}

export interface RegisterRow {
  readonly id: string;
  readonly serial: string;
  readonly name: string;
  readonly title: string;
  readonly awardedOn: string;
  readonly issuedAt: string;
  readonly files: readonly {
    readonly format: SealedFormat;
    readonly name: string;
    readonly sha256: string;
  }[];
}

export interface VerifyOrder {
  readonly file: string;
  /** PEM or DER files of trusted roots. */
  readonly trust: readonly string[];
  readonly crls?: readonly string[];
}

export interface VerifyReport {
  readonly file: string;
  readonly format: SealedFormat | 'unknown';
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
  readonly credential?: {
    readonly serial: string;
    readonly name: string;
    readonly title: string;
    /** Absent when the data do not say whether it is a degree. */
    readonly kind?: CredentialKind;
  };
}
