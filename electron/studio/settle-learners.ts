import { join } from 'node:path';
import { fullNameOf, type Recipient } from '../../shared/credential/recipient.ts';
import type { BatchOrder, BatchSummary } from '../../shared/desk/batch.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import type { Template } from '../../shared/template/template.ts';
import { inRow } from '../batch/draft.ts';
import { learnerDigest, planReplacing } from '../batch/replacing.ts';
import type { Waiting } from '../queue/waiting.ts';
import type { RowEnded } from '../register/jobs.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import type { PartsFolder } from './parts-folder.ts';
import { stackingOf } from './stacking.ts';

export interface Settling {
  readonly template: Template;
  readonly recipients: readonly Recipient[];
  readonly presented: PartsFolder;
  readonly test: boolean;
  /** Where parts that the register knows lie. */
  readonly out: string;
  readonly replaces: BatchOrder['replaces'];
}

export interface Settled {
  readonly waiting: readonly Waiting[];
  /** Rows that come to nothing. */
  readonly ended: readonly RowEnded[];
  readonly refusals: BatchSummary['refusals'];
}

/**
 * What the desk settles for each learner before workers seal: the parts of their credential, which lie here, and what it
 * replaces. Workers ask once more whether both still hold. Problems: those of `planReplacing`.
 */
export async function settleLearners(
  { template, recipients, presented, test, out, replaces }: Settling,
  register: SharedRegister,
  engine: Engine,
): Promise<Outcome<Settled>> {
  const replacing = replaces
    ? await planReplacing(replaces, { templateId: template.id, recipients }, register)
    : done(undefined);
  if (!replacing.ok) return replacing;
  const stacking = stackingOf(template, {
    ...{ register, presented, engine, test },
    credentials: join(out, 'credentials'),
  });
  // Their parts count into what they have; whoever else has the credential is passed over by the workers.
  const having =
    stacking && !replacing.value ? await register.learnersOf(template.id, template.version) : undefined;
  const waiting: Waiting[] = [];
  const ended: RowEnded[] = [];
  const refusals: BatchSummary['refusals'][number][] = [];
  for (const recipient of recipients) {
    const { row } = recipient;
    const learner = learnerDigest(recipient);
    const replaced = replacing.value?.get(row);
    if (replacing.value ? !replaced : having?.has(learner)) {
      ended.push({ row, state: 'already', problems: [] });
      continue;
    }
    const stack = await stacking?.stack(recipient, learner, replaced?.id);
    if (stack?.ok === false) {
      const problems = inRow(recipient, stack.problems);
      ended.push({ row, state: 'refused', problems: problems.map(({ code }) => code) });
      const name = fullNameOf(recipient);
      refusals.push({ row, name, problems });
      continue;
    }
    // No serial is lent yet; the row tells which of the batch it is.
    if (stack) stacking?.claim(stack.value, `(${row})`);
    waiting.push({
      recipient,
      ...(stack && { stack: stack.value }),
      ...(replaced && { replaces: replaced }),
    });
  }
  return done({ waiting, ended, refusals });
}
