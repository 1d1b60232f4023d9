import type { KeyObject } from 'node:crypto';
import type { Recipient } from '../../shared/credential/recipient.ts';
import type { PressPlan } from '../../shared/issue.ts';
import type { Outcome, ProblemCode } from '../../shared/problem.ts';
import type { SealAlgorithmName } from '../../shared/sealing/algorithms.ts';
import type { CredentialFacts } from '../../shared/template/draw-up.ts';
import type { Template } from '../../shared/template/template.ts';
import type { MadeFiles } from './making.ts';

/** What each member is given once: plain data, and a key that cannot be read out of the process. */
export interface CrewSetup {
  readonly template: Template;
  readonly plan: Omit<PressPlan, 'fonts' | 'seal' | 'engine' | 'timestamper'>;
  readonly algorithm: SealAlgorithmName;
  /** DER; the e-seal's certificate first. */
  readonly chain: readonly [Uint8Array, ...Uint8Array[]];
  /** Only of a seal whose key is held in memory. */
  readonly key?: KeyObject;
  /** Whether seals are time-stamped. */
  readonly stamps: boolean;
}

/** Where their files go. */
export interface CrewPlace {
  readonly folder: string;
  readonly registerId: string;
}

/** One learner's credential, numbered, and what its files are called but for their endings. */
export interface MakeOrder {
  readonly recipient: Recipient;
  readonly facts: CredentialFacts;
  readonly stem: string;
}

/** What a member asks of its owner, who alone holds tokens and speaks with services. */
export type Service = 'sign' | 'stamp';

/** A StudioFault on its way between threads. */
export interface Told {
  readonly code: ProblemCode;
  readonly facts: Readonly<Record<string, string | number>>;
}

export type ToMember =
  /** Before anything else. */
  | { readonly setup: CrewSetup }
  /** Before the first order. */
  | { readonly place: CrewPlace }
  | { readonly sheaf: number; readonly orders: readonly MakeOrder[] }
  | { readonly answer: number; readonly bytes: Uint8Array }
  | { readonly answer: number; readonly fault: Told }
  | { readonly end: true };

export type FromMember =
  | { readonly sheaf: number; readonly results: readonly Outcome<MadeFiles>[] }
  | { readonly sheaf: number; readonly fault: Told }
  | { readonly question: number; readonly service: Service; readonly bytes: Uint8Array };
