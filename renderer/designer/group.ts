import type { PageDesign, PageElement } from '../../shared/template/design.ts';

/** Ids of elements. */
type Chosen = ReadonlySet<string>;

/** The chosen ones, and whatever is grouped with any of them. */
export function wholeGroups({ elements }: PageDesign, chosen: Chosen): Chosen {
  const groups = groupsOf(elements.filter(({ id }) => chosen.has(id)));
  return new Set(
    elements.filter(({ id, group }) => chosen.has(id) || groups.has(group ?? '')).map(({ id }) => id),
  );
}

/** Makes one group of them; they leave those they were in. One alone is none. */
export function group(page: PageDesign, chosen: Chosen): PageDesign {
  if (chosen.size < 2) return page;
  const name = freeGroup(groupsOf(page.elements));
  return {
    ...page,
    elements: page.elements.map((each) => (chosen.has(each.id) ? { ...each, group: name } : each)),
  };
}

export function ungroup(page: PageDesign, chosen: Chosen): PageDesign {
  const elements = page.elements.map((each) => {
    if (!chosen.has(each.id) || each.group === undefined) return each;
    const { group: _, ...alone } = each;
    return alone;
  });
  return elements.every((each, at) => each === page.elements[at]) ? page : { ...page, elements };
}

/** Copies are groups of their own, beside those that are on the page. */
export function regrouped(elements: readonly PageElement[], page: PageDesign): readonly PageElement[] {
  const taken = groupsOf(page.elements);
  const names = new Map<string, string>();
  return elements.map((each) => {
    if (each.group === undefined) return each;
    const name = names.get(each.group) ?? freeGroup(taken);
    names.set(each.group, name);
    taken.add(name);
    return { ...each, group: name };
  });
}

function groupsOf(elements: readonly PageElement[]): Set<string> {
  return new Set(elements.flatMap(({ group: name }) => name ?? []));
}

function freeGroup(taken: ReadonlySet<string>): string {
  let number = 1;
  while (taken.has(`group-${number}`)) number++;
  return `group-${number}`;
}
