import { createHash } from 'node:crypto';
import type { BatchOrder } from '../../shared/desk/batch.ts';
import { type Problem, StudioFault } from '../../shared/problem.ts';
import type { Register } from '../register/register.ts';
import type { PreparedBatch } from '../studio/prepare-batch.ts';

type OfficeRegister = Pick<Register, 'officeRules' | 'submissionOf' | 'noteOffice'>;

/**
 * Why a batch may not be sealed yet, in an office of four eyes: undefined once another officer has approved just these
 * learners, template, certificate and forms. Whatever else it was is submitted anew.
 * @throws StudioFault `office.sign-in-needed` when nobody is there to submit it.
 */
export function approvalMissing(
  batch: string,
  order: BatchOrder,
  prepared: PreparedBatch,
  { register, officer, at }: { register: OfficeRegister; officer: string | undefined; at: string },
): Problem | undefined {
  if (!register.officeRules().fourEyes) return undefined;
  if (officer === undefined) throw new StudioFault('office.sign-in-needed', {});
  const digest = digestOf(order, prepared);
  const submitted = register.submissionOf(batch);
  if (submitted?.digest === digest && submitted.decided === 'approved') return undefined;
  if (submitted?.digest !== digest || submitted.decided) {
    const facts = { digest, learners: prepared.recipients.length };
    register.noteOffice({ kind: 'submitted', officer, subject: batch, facts, at });
  }
  return { code: 'batch.awaits-approval', facts: { batch } };
}

/** Of everything that is to be sealed: no path, since files are where they are. */
function digestOf({ exports, languages, replaces }: BatchOrder, prepared: PreparedBatch): string {
  const { digests, recipients } = prepared;
  const hash = createHash('sha256');
  const { templateSha256, certificateSha256 } = digests;
  const told = { templateSha256, certificateSha256, exports, languages, replaces };
  hash.update(`${JSON.stringify(['sealwright-submission/1', told])}\n`);
  for (const recipient of recipients) hash.update(`${JSON.stringify(recipient)}\n`);
  return hash.digest('hex');
}
