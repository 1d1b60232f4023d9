import type { SealedFormat } from '../issue.ts';
import type { Reply } from './reply.ts';

export interface RegisterDesk {
  'register.open'(order: { readonly register: string }): Promise<Reply<RegisterSummary>>;
  'register.entries'(query: RegisterQuery): Promise<Reply<RegisterPage>>;
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
