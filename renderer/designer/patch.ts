import type { PageDesign, PageElement } from '../../shared/template/design.ts';

/** Properties to be set; undefined takes one out, so that what is not said is absent from the file too. */
export type Patch<E> = { readonly [K in keyof E]?: E[K] | undefined };

/** The properties that several kinds share are patched through this too: `Patch<Union>` knows only those of all. */
export type OnPatch<E> = (patch: Patch<E>) => void;

export function patched<E extends object>(element: E, patch: Patch<E>): E {
  const told = Object.entries({ ...element, ...patch }).filter(([, value]) => value !== undefined);
  // Whether what was taken out may be absent is asked when the draft is saved: it is read as strictly as any file.
  return Object.fromEntries(told) as E;
}

/** One element of the page with some of its properties set; another kind of the same name is left alone. */
export function patchElement<K extends PageElement['kind']>(
  page: PageDesign,
  id: string,
  kind: K,
  patch: Patch<Extract<PageElement, { readonly kind: K }>>,
): PageDesign {
  const elements = page.elements.map((each) =>
    each.id === id && each.kind === kind ? patched<PageElement>(each, patch as Patch<PageElement>) : each,
  );
  return { ...page, elements };
}
