import type { SearchOrder } from '../../shared/desk/vocabulary.ts';
import type { ListName } from '../../shared/vocabulary/schemes.ts';
import { ask } from '../desk.ts';

type Find = (order: Omit<SearchOrder, 'data'>) => ReturnType<typeof findSkill>;

/** The same function for the same list, so that a field asks again only when its words change. */
const finds = new Map<ListName, Find>();

export function findIn(list: ListName): Find {
  const known = finds.get(list) ?? ((order) => ask('vocabulary.search', { list, ...order }));
  finds.set(list, known);
  return known;
}

export function findSkill(order: Omit<SearchOrder, 'data'>) {
  return ask('esco.search', order);
}
