import type { Reply } from './reply.ts';
import type { Secret } from './seal.ts';

/**
 * Who works with a register, and what each may do there. A register without officers is open to whoever can open its
 * file, as a single clerk wants it; from the first appointment on, whoever gives an order signs in.
 */
export interface OfficeDesk {
  'office.show'(order: { readonly register: string }): Promise<Reply<OfficeReport>>;
  /** The first officer appoints themselves, as an approver; every other is appointed by an approver who is signed in. */
  'office.appoint'(order: Appointment): Promise<Reply<Officer>>;
  /** Other roles, another PIN, or both; an officer may change their own PIN. */
  'office.change'(order: OfficerChange): Promise<Reply<Officer>>;
  /** For good; the last approver stays. */
  'office.dismiss'(order: OfficerName): Promise<Reply<Officer>>;
  'office.rule'(order: { readonly register: string } & OfficeRules): Promise<Reply<OfficeRules>>;
  'office.sign-in'(order: OfficerName & { readonly pin: Secret }): Promise<Reply<Officer>>;
  'office.sign-out'(): Promise<Reply<null>>;
  /** A second person lets a batch be sealed, or gives it up, with their own PIN and without signing the first out. */
  'batch.decide'(order: Decision): Promise<Reply<null>>;
}

/**
 * designer: changes and signs off templates. issuer: seals, revokes, publishes. approver: lets batches of others be
 * sealed, and keeps the office: appointments, rules, erasure, restoring. auditor: reads, counts, checks, seals the audit.
 */
export const ROLES = ['designer', 'issuer', 'approver', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

export interface Officer {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

export interface OfficerName {
  readonly register: string;
  /** Name or id. */
  readonly officer: string;
}

export interface Appointment {
  readonly register: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly pin: Secret;
}

export interface OfficerChange extends OfficerName {
  readonly roles?: readonly Role[];
  readonly pin?: Secret;
}

export interface OfficeRules {
  /** Nothing is sealed that another officer than the one who ordered it has not approved. */
  readonly fourEyes: boolean;
  /** The window signs out after this time without a hand on it; 0: never. */
  readonly lockMinutes: number;
}

export interface OfficeReport extends OfficeRules {
  readonly officers: readonly Officer[];
  readonly signedIn?: Officer;
}

export interface Decision extends OfficerName {
  readonly batch: string;
  readonly pin: Secret;
  readonly approve: boolean;
}

/** Shorter is guessed too soon; longer is a password that nobody types twice a day. */
export const PIN_LENGTH = { least: 6, most: 64 } as const;
