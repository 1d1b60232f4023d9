import { createHash } from 'node:crypto';
import type { BatchOrder } from '../../shared/desk/batch.ts';
import { type Problem, StudioFault } from '../../shared/problem.ts';
import type { Job } from '../register/jobs.ts';
import type { OfficeEvent } from '../register/officers.ts';
import type { Answering } from '../register/shared-register.ts';
import type { PreparedBatch } from '../studio/prepare-batch.ts';

type OfficeRegister = Answering<'officeRules' | 'submissionOf'>;

/** What is to be sealed, as an approver decides on it. */
export interface Submitted extends Pick<PreparedBatch, 'recipients'> {
  readonly batch: string;
  readonly order: Pick<BatchOrder, 'exports' | 'languages' | 'replaces'>;
  readonly digests: Pick<PreparedBatch['digests'], 'templateSha256' | 'certificateSha256'>;
}

/** Why a batch may not be sealed yet, and what is to be entered when it was not submitted as it is. */
export interface Missing {
  readonly problem: Problem;
  readonly submission?: OfficeEvent;
}

/**
 * Why a batch may not be sealed yet, in an office of four eyes: undefined once another officer has approved just these
 * learners, template, certificate and forms. Whatever else it was is to be submitted anew.
 * @throws StudioFault `office.sign-in-needed` when nobody is there to submit it.
 */
export async function approvalMissing(
  told: Submitted,
  { register, officer, at }: { register: OfficeRegister; officer: string | undefined; at: string },
): Promise<Missing | undefined> {
  const { batch, recipients } = told;
  if (!(await register.officeRules()).fourEyes) return undefined;
  if (officer === undefined) throw new StudioFault('office.sign-in-needed', {});
  const digest = digestOf(told);
  const submitted = await register.submissionOf(batch);
  if (submitted?.digest === digest && submitted.decided === 'approved') return undefined;
  const problem: Problem = { code: 'batch.awaits-approval', facts: { batch } };
  if (submitted?.digest === digest && !submitted.decided) return { problem };
  const facts = { digest, learners: recipients.length };
  return { problem, submission: { kind: 'submitted', officer, subject: batch, facts, at } };
}

/**
 * The same of a batch that workers seal, whose learners and template wait in the register as they were submitted: they were approved
 * as they are, or not at all. One that was planned before the office wanted four eyes is submitted as it waits.
 * @throws StudioFault as `approvalMissing`.
 */
export async function approvalOutstanding(
  { batch, order, ...digests }: Pick<Job, 'batch' | 'order' | 'templateSha256' | 'certificateSha256'>,
  register: OfficeRegister & Answering<'rowsIn'>,
  { officer, at }: { readonly officer: string | undefined; readonly at: string },
): Promise<Missing | undefined> {
  if (!(await register.officeRules()).fourEyes) return undefined;
  const submitted = await register.submissionOf(batch);
  if (submitted?.decided === 'approved') return undefined;
  const problem: Problem = { code: 'batch.awaits-approval', facts: { batch } };
  if (submitted) return { problem };
  if (officer === undefined) throw new StudioFault('office.sign-in-needed', {});
  const recipients = [...(await register.rowsIn(batch, 'planned'))].map((row) => ({ row }));
  const facts = { digest: digestOf({ order, digests, recipients }), learners: recipients.length };
  return { problem, submission: { kind: 'submitted', officer, subject: batch, facts, at } };
}

/** Of everything that is to be sealed: no path, since files are where they are. Learners who wait in the register are told by their rows. */
function digestOf({
  order,
  digests,
  recipients,
}: Pick<Submitted, 'order' | 'digests'> & {
  readonly recipients: readonly { readonly row: number }[];
}): string {
  const { exports, languages, replaces } = order;
  const hash = createHash('sha256');
  const { templateSha256, certificateSha256 } = digests;
  const told = { templateSha256, certificateSha256, exports, languages, replaces };
  hash.update(`${JSON.stringify(['sealwright-submission/1', told])}\n`);
  for (const recipient of recipients) hash.update(`${JSON.stringify(recipient)}\n`);
  return hash.digest('hex');
}
