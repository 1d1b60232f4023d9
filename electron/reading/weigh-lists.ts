import type { TrustedListReport } from '../../shared/desk/verification.ts';
import type { Outcome } from '../../shared/problem.ts';
import type { BelievedLists } from '../../shared/trust/believed-lists.ts';
import type { BelieveErrand, ListsErrand } from './errand.ts';
import { KEPT_BOUNDS, sendReader } from './host.ts';

/** `reportLists` in a reader. Besides its problems: `file.too-much`. */
export function weighLists(
  order: ListsErrand['order'],
  at: Date,
): Promise<Outcome<readonly TrustedListReport[]>> {
  const [file = order.data] = order.lists ?? [];
  const tooMuch = { code: 'file.too-much', where: { file } } as const;
  return sendReader({ errand: 'lists', order: { order, at } }, tooMuch, KEPT_BOUNDS);
}

/** What lists that came from `address` are worth, in their order. Problem: `file.too-much`. */
export function believeByReader(
  order: BelieveErrand,
  address: string,
): Promise<Outcome<BelievedLists['lists']>> {
  const tooMuch = { code: 'file.too-much', where: { file: address } } as const;
  return sendReader({ errand: 'believe', order }, tooMuch, KEPT_BOUNDS);
}
