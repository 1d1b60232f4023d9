import type { Recipient } from '../../shared/credential/recipient.ts';
import type { Outcome } from '../../shared/problem.ts';
import type { Stacked } from '../../shared/stack/stacked.ts';
import type { EntryStack } from '../register/entries.ts';

/** What makes a larger credential of smaller ones, learner by learner. */
export interface Stacking {
  /**
   * The learner's parts, found and judged. `learner` is the digest the register knows them by; what counts into `replaced`,
   * the id of a credential, counts anew.
   * Problems: `stack.…`.
   */
  stack(recipient: Recipient, learner: string, replaced?: string): Promise<Outcome<Stack>>;
  /** From now on these parts count into the credential of this serial, though it is not entered yet. */
  claim(stack: Stack, serial: string): void;
  /** They do not after all. */
  release(stack: Stack): void;
}

export interface Stack {
  /** For the credential. */
  readonly stacked: Stacked;
  /** For the register. */
  readonly entry: EntryStack;
}
