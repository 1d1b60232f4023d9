import type { ChainName } from '../audit/audit-seal.ts';
import type { SealedFormat } from '../issue.ts';
import type { Problem } from '../problem.ts';
import type { RegisterPrint } from './print.ts';
import type { Reply } from './reply.ts';
import type { SealOrder } from './seal.ts';

export interface RegisterDesk {
  'register.open'(order: { readonly register: string }): Promise<Reply<RegisterSummary>>;
  /** Reads all chains of a register, telling how far it is; opening another one ends it. */
  'register.chains'(order: { readonly register: string }): Promise<Reply<ChainsReport>>;
  /** Of the register opened last. */
  'register.entries'(query: RegisterQuery): Promise<Reply<RegisterPage>>;
  /** Everything that is known of one credential, told by serial or id. */
  'register.show'(order: {
    readonly register: string;
    readonly credential: string;
  }): Promise<Reply<RegisterRecord>>;
  /** Revokes, suspends or reinstates: all of them or, when one cannot be, none. */
  'register.change'(order: StatusChange): Promise<Reply<StatusChanged>>;
  /** The same for the rows of a file: each that can be is changed, each that cannot is told. */
  'register.change-many'(order: ManyChanges): Promise<Reply<ManyChanged>>;
  /** Takes out what names a person, everywhere in the register; that something was issued stays. */
  'register.erase'(order: ErasureOrder): Promise<Reply<StatusChanged>>;
  /** Figures without personal data. */
  'register.figures'(order: { readonly register: string }): Promise<Reply<RegisterFigures>>;
  /** Reads every page of the register and all that it says. */
  'register.check'(order: { readonly register: string }): Promise<Reply<RegisterHealth>>;
  /** Puts a backup, once it was checked, where no register is yet: at this desk or another. */
  'register.restore'(order: {
    readonly backup: string;
    readonly register: string;
  }): Promise<Reply<RegisterHealth>>;
  'register.backup'(order: { readonly register: string; readonly to: string }): Promise<Reply<null>>;
  /** Encrypts the register at rest, or gives it another key. Whoever loses the key has lost the register. */
  'register.encrypt'(order: { readonly register: string; readonly key: string }): Promise<Reply<null>>;
  'register.decrypt'(order: { readonly register: string }): Promise<Reply<null>>;
  /** Keeps the key of an encrypted register until the program ends. */
  'register.unlock'(order: { readonly register: string; readonly key: string }): Promise<Reply<null>>;
  /** Seals the lists that tell anyone which credentials no longer hold, as files to publish. */
  'status.publish'(order: PublishOrder): Promise<Reply<Published>>;
  /** Seals the state of the register, so that whatever is taken from it later is found. */
  'audit.seal'(order: AuditOrder): Promise<Reply<AuditReport>>;
  'audit.verify'(order: AuditQuestion): Promise<Reply<AuditReport>>;
  /** Writes the chains and seals for an auditor who is not to see the register. */
  'audit.export'(order: AuditExportOrder): Promise<Reply<null>>;
  /** Holds such a file against itself and its seals. */
  'audit.verify-export'(order: ExportQuestion): Promise<Reply<AuditReport>>;
}

export interface RegisterSummary {
  readonly register: string;
  readonly entries: number;
}

export interface ChainsReport {
  /** True when every link's hash and the chain of them hold; absent when it was not read to its end. */
  readonly chainHolds?: boolean;
}

export const CREDENTIAL_STATUSES = ['valid', 'suspended', 'revoked', 'superseded'] as const;
export type CredentialStatus = (typeof CREDENTIAL_STATUSES)[number];

const EVENT_KINDS = ['revoked', 'suspended', 'reinstated', 'superseded', 'erased', 'exported'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** What an office decides of a credential that was issued. */
export const CHANGE_KINDS = ['revoked', 'suspended', 'reinstated'] as const satisfies readonly EventKind[];

/** Why; what it rests on is told beside it in words. */
export const STATUS_REASONS = [
  'error',
  'award-withdrawn',
  'fraud',
  'request',
  'review',
  'key',
  'other',
] as const;
export type StatusReason = (typeof STATUS_REASONS)[number];

/** Why a name is taken out: the person asked, or the time for which it is kept is over. */
export const ERASURE_REASONS = ['request', 'retention'] as const;
export type ErasureReason = (typeof ERASURE_REASONS)[number];

export interface RegisterQuery {
  /** Beginnings of words to find in name, title or serial; all entries when empty. */
  readonly search: string;
  readonly status?: CredentialStatus;
  readonly template?: string;
  readonly batch?: string;
  /** Awarded within these days, both included. */
  readonly from?: string;
  readonly until?: string;
  readonly offset: number;
  readonly limit: number;
}

export interface RegisterHealth {
  readonly entries: number;
  readonly holds: boolean;
  /** Number of the first entry, event, extension or print that is not what was written. */
  readonly brokenEntry?: number;
  readonly brokenEvent?: number;
  readonly brokenExtension?: number;
  /** Of the office: an appointment, a rule or an approval. */
  readonly brokenOfficeEvent?: number;
  readonly brokenPrint?: number;
}

export interface RegisterPage {
  /** How many are found; of a search at most 10,000 are counted. */
  readonly total: number;
  /** True when there are more than were counted. */
  readonly more?: boolean;
  readonly entries: readonly RegisterRow[];
}

export interface RegisterRow {
  readonly id: string;
  readonly serial: string;
  readonly name: string;
  readonly title: string;
  readonly awardedOn: string;
  readonly issuedAt: string;
  readonly status: CredentialStatus;
  readonly files: readonly RegisterFile[];
}

export interface RegisterFile {
  readonly format: SealedFormat;
  readonly name: string;
  /** Of the file as it is now. */
  readonly sha256: string;
  /** Of the file as it was issued, and the level its seal was raised to, when it was. */
  readonly issued?: string;
  readonly level?: string;
}

export interface RegisterRecord extends RegisterRow {
  readonly batch: string;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly statusList?: { readonly listUrl: string; readonly index: number };
  /** Oldest first. */
  readonly history: readonly RegisterEvent[];
  readonly prints: readonly RegisterPrint[];
}

export interface RegisterEvent {
  readonly number: number;
  readonly kind: EventKind;
  readonly reason: StatusReason | ErasureReason;
  readonly ground: string;
  readonly at: string;
  readonly replacement?: string;
}

export interface StatusChange {
  readonly register: string;
  readonly kind: (typeof CHANGE_KINDS)[number];
  /** Serials or ids. */
  readonly credentials: readonly string[];
  readonly reason: StatusReason;
  readonly ground: string;
}

export interface ManyChanges {
  readonly register: string;
  /** Path of CSV with the columns serial, reason, ground and, unless `kind` is told, change. */
  readonly file: string;
  readonly kind?: StatusChange['kind'];
  /** Says what would be changed and refused, and changes nothing. */
  readonly dryRun: boolean;
}

export interface ManyChanged extends StatusChanged {
  /** With the number of the row. */
  readonly refused: readonly Problem[];
}

export interface ErasureOrder {
  readonly register: string;
  /** Serials or ids: those of one person, or of all who are due. */
  readonly credentials: readonly string[];
  readonly ground: string;
  /** Everything that the persons of these credentials hold. */
  readonly whole?: boolean;
  /** `request` when untold. */
  readonly reason?: ErasureReason;
}

export interface StatusChanged {
  readonly changed: number;
}

export interface RegisterFigures {
  readonly issued: number;
  readonly byStatus: Readonly<Record<CredentialStatus, number>>;
  readonly byTemplate: readonly { readonly title: string; readonly count: number }[];
  /** Months as YYYY-MM, in order. */
  readonly byMonth: readonly { readonly month: string; readonly count: number }[];
}

export interface PublishOrder extends SealOrder {
  readonly register: string;
  /** Folder. */
  readonly out: string;
  /** Days until the lists have to be published anew. */
  readonly days: number;
}

export interface Published {
  /** Paths. */
  readonly files: readonly string[];
  readonly revoked: number;
}

export interface AuditOrder extends SealOrder {
  readonly register: string;
}

export interface AuditQuestion {
  readonly register: string;
  /** Paths of certificates that the seals must lead to; their own word is taken when there are none. */
  readonly trust: readonly string[];
  /** `sealDigest` of an earlier report: that seal has to be there still. */
  readonly kept?: string;
}

export interface AuditExportOrder {
  readonly register: string;
  /** Path; nothing may be there. */
  readonly out: string;
}

export interface ExportQuestion {
  /** Path. */
  readonly file: string;
  /** As in `AuditQuestion`. */
  readonly trust: readonly string[];
  readonly kept?: string;
}

export interface AuditReport extends Readonly<Record<ChainName, number>> {
  readonly holds: boolean;
  readonly seals: number;
  /** What is wrong first: a link of a chain that was changed, a tail that was cut, a seal that is none. */
  readonly broken?: {
    readonly what: 'entry' | 'event' | 'extension' | 'print' | 'office' | 'tail' | 'seal';
    readonly number: number;
  };
  /** When the register was last sealed. */
  readonly sealedAt?: string;
  /** SHA-256 of that seal, hexadecimal: noted elsewhere, it tells whether the register was put back to an older state. */
  readonly sealDigest?: string;
  /** Links of all chains that came after it. */
  readonly unsealed: number;
}
