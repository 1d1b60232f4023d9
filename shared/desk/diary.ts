import type { Instant } from '../credential/credential.ts';
import type { Reply } from './reply.ts';

export interface DiaryDesk {
  /** What comes to its end of what this desk has sealed with, sealed and published; the soonest first. */
  'diary.read'(): Promise<Reply<readonly DiaryEntry[]>>;
}

export const DIARY_KINDS = ['seal', 'status', 'extension'] as const;

/**
 * Public facts only: when a certificate ends (`seal`), the status lists that were published (`status`), or the first of a
 * register's sealed files by itself (`extension`).
 */
export interface DiaryEntry {
  readonly kind: (typeof DIARY_KINDS)[number];
  /** Of a seal its path or address, else the register's. */
  readonly of: string;
  /** Of a seal whose it is. */
  readonly name?: string;
  readonly until: Instant;
}
