import type { PageDesign, PageElement } from '../../shared/template/design.ts';

/** A sheet, from 0, and how many the learner shown makes. */
export interface SheetPlace {
  readonly number: number;
  readonly of: number;
}

export function standsOn(
  { on = 'first', kind, ...element }: PageElement,
  { number, of }: SheetPlace,
): boolean {
  if (kind === 'flow') return number === 0 || ('next' in element && element.next !== undefined);
  if (on === 'every') return true;
  if (on === 'first') return number === 0;
  return on === 'last' ? number === of - 1 : number > 0;
}

/** How many there are to be designed: one that only longer contents would come to is there, too, not drawn. */
export function sheetsOf({ elements }: PageDesign, drawn: number): number {
  const following = elements.some((each) =>
    each.kind === 'flow' ? each.next !== undefined : each.on === 'following',
  );
  return Math.max(drawn, following ? 2 : 1);
}

/** The first sheet that any of these stands on; undefined when it is the one that is shown, or there is none. */
export function sheetWith(
  elements: readonly PageElement[],
  shown: SheetPlace,
  sheets: number,
): number | undefined {
  if (elements.length === 0 || elements.some((element) => standsOn(element, shown))) return undefined;
  const numbers = Array.from({ length: sheets }, (_, number) => number);
  return numbers.find((number) => elements.some((each) => standsOn(each, { ...shown, number })));
}

/** The page as it is from the second sheet on: a flow lies where it goes on. */
export function seenOn(page: PageDesign, { number }: SheetPlace): PageDesign {
  if (number === 0) return page;
  return {
    ...page,
    elements: page.elements.map((each) =>
      each.kind === 'flow' && each.next ? { ...each, box: each.next } : each,
    ),
  };
}

/** A change that was made to the page as it is seen there, made to the page as it is. */
export function changedOn(
  page: PageDesign,
  place: SheetPlace,
  make: (page: PageDesign) => PageDesign,
): PageDesign {
  if (place.number === 0) return make(page);
  const seen = seenOn(page, place);
  const made = make(seen);
  if (made === seen) return page;
  const before = new Map(page.elements.map((element) => [element.id, element]));
  return {
    ...made,
    elements: made.elements.map((element): PageElement => {
      const was = before.get(element.id);
      // What is new was made here, so that it is to be seen here.
      if (!was)
        return element.kind === 'flow' || element.on !== undefined
          ? element
          : { ...element, on: 'following' };
      if (element.kind !== 'flow' || was.kind !== 'flow' || !was.next) return element;
      const next = element.next === was.next ? element.box : element.next;
      const { next: _, ...flow } = element;
      return { ...flow, box: was.box, ...(next && { next }) };
    }),
  };
}
