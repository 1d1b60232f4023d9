import type { Recipient } from '../../shared/credential/recipient.ts';
import type { Applicant } from '../batch/draft.ts';

/** A learner of a planned batch with what the desk has settled for them: what their credential is made of, or replaces. */
export type Waiting = Pick<Applicant, 'recipient' | 'stack' | 'replaces'>;

interface Written extends Recipient {
  readonly settled?: Pick<Waiting, 'stack' | 'replaces'>;
}

/** As the register keeps them until their row has ended. */
export function writeWaiting({ recipient, stack, replaces }: Waiting): string {
  const settled = { ...(stack && { stack }), ...(replaces && { replaces }) };
  const written: Written = { ...recipient, ...((stack || replaces) && { settled }) };
  return JSON.stringify(written);
}

export function readWaiting(written: string): Waiting {
  const { settled, ...recipient } = JSON.parse(written) as Written;
  return { recipient, ...settled };
}
