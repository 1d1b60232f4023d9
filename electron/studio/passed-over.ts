import type { RegisterRecord } from '../../shared/desk/register.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Template } from '../../shared/template/template.ts';
import type { ReplacingRegister } from '../batch/replacing.ts';
import type { RowResult } from '../batch/run.ts';
import type { StackRegister } from './stacking.ts';

export type PassedOver = Extract<RowResult, { readonly ending: 'already' }>;

/**
 * What a clerk should know of a row whose learner has the credential already: that what they have was revoked, or bears
 * another name than the row. Undefined where they have just what the row says. Problems: `row.held-revoked`,
 * `row.held-otherwise`.
 */
export async function passedOver(
  { row, name, learner }: PassedOver,
  { id, version }: Pick<Template, 'id' | 'version'>,
  register: Pick<StackRegister, 'heldBy'> & Pick<ReplacingRegister, 'show'>,
): Promise<Problem | undefined> {
  const held: RegisterRecord[] = [];
  for (const one of await register.heldBy(learner)) {
    if (one.templateId !== id || one.templateVersion !== version) continue;
    const record = await register.show(one.id);
    if (record && record.status !== 'superseded') held.push(record);
  }
  const holding = held.filter(({ status }) => status !== 'revoked');
  const last = (holding.length > 0 ? holding : held).at(-1);
  if (!last || holding.some((one) => one.name === name)) return undefined;
  const facts = { credential: last.serial, name: last.name };
  return { code: holding.length > 0 ? 'row.held-otherwise' : 'row.held-revoked', where: { row }, facts };
}
