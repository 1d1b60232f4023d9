import { createHash } from 'node:crypto';
import type { Recipient } from '../../shared/credential/recipient.ts';
import type { ReplacementOrder } from '../../shared/desk/batch.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { learnerKey, REPLACES } from '../../shared/roster/recipients.ts';
import type { Replaced } from '../register/entries.ts';
import { groundProblem } from '../register/ground.ts';
import type { Register } from '../register/register.ts';
import type { Answering } from '../register/shared-register.ts';

export type ReplacingRegister = Pick<Register, 'path'> & Answering<'show' | 'learnerOf'>;

/** Digest that the register knows a learner by. */
export function learnerDigest(recipient: Recipient): string {
  return createHash('sha256').update(learnerKey(recipient)).digest('hex');
}

/**
 * Which row of the roster replaces which credential: the row that names it, else that of the same learner. One credential and
 * a roster of one row belong together whoever the row says it is, so that a name can be put right. What was replaced by an
 * earlier run of the same order is passed over.
 * @returns by number of the row. Problems: `roster.column-missing`, `register.credential-unknown`,
 *   `register.ground-names`, `register.cannot-replace`.
 */
export async function planReplacing(
  { credentials, listed = false, reason, ground }: ReplacementOrder,
  { templateId, recipients }: { readonly templateId: string; readonly recipients: readonly Recipient[] },
  register: ReplacingRegister,
): Promise<Outcome<ReadonlyMap<number, Replaced>>> {
  const rows = new Map(recipients.map((recipient) => [learnerDigest(recipient), recipient.row]));
  const [alone] = credentials.length === 1 && recipients.length === 1 ? recipients : [];
  const named = recipients.flatMap(({ row, replaces }) =>
    listed && replaces !== undefined ? [{ credential: replaces, row }] : [],
  );
  if (listed && named.length === 0) {
    return refused({ code: 'roster.column-missing', where: { column: REPLACES } });
  }
  const asked = credentials.map((credential) => ({ credential, row: alone?.row }));
  const planned = new Map<number, Replaced>();
  const taken = new Set<string>();
  const problems: Problem[] = [];
  for (const { credential, row: own } of [...named, ...asked]) {
    const held = await register.show(credential);
    const where = { file: register.path, ...(own !== undefined && { row: own }) };
    if (!held) {
      problems.push({ code: 'register.credential-unknown', where, facts: { credential } });
      continue;
    }
    if (held.status === 'superseded') continue;
    const namesHolder = groundProblem(ground, held, where);
    if (namesHolder) {
      problems.push(namesHolder);
      continue;
    }
    const row = own ?? rows.get((await register.learnerOf(held.id)) ?? '');
    const fit =
      held.templateId === templateId &&
      held.status !== 'revoked' &&
      !taken.has(held.id) &&
      !held.history.some(({ kind }) => kind === 'erased');
    if (fit && row !== undefined) {
      planned.set(row, { id: held.id, reason, ground });
      taken.add(held.id);
    } else problems.push({ code: 'register.cannot-replace', facts: { credential: held.serial } });
  }
  const [problem, ...more] = problems;
  return problem ? refused(problem, ...more) : done(planned);
}
