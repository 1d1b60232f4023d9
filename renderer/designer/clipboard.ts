import { STYLE_KEYS } from '../../shared/template/check-page.ts';
import type {
  Flowed,
  OwnFamily,
  OwnFont,
  PageDesign,
  PageElement,
  TextStyle,
} from '../../shared/template/design.ts';
import { type Chosen, insert } from './edit.ts';

/** Elements with what they are set in. Pictures are in them already, and every template knows every field. */
export interface Copied {
  readonly elements: readonly PageElement[];
  readonly styles: Readonly<Record<string, TextStyle>>;
  readonly fonts: Readonly<Record<OwnFamily, OwnFont>>;
}

export const NOTHING_COPIED: Copied = { elements: [], styles: {}, fonts: {} };

export function copied(page: PageDesign, chosen: Chosen): Copied {
  const elements = page.elements.filter(({ id }) => chosen.has(id));
  const names = new Set(elements.flatMap(stylesOf));
  const styles = Object.entries(page.styles).filter(([name]) => names.has(name));
  const families = new Set<string>(styles.map(([, { family }]) => family));
  const fonts = Object.entries(page.fonts ?? {}).filter(([family]) => families.has(family));
  return { elements, styles: Object.fromEntries(styles), fonts: Object.fromEntries(fonts) };
}

/**
 * Puts them on a page of this or another template, with the styles and faces that it lacks. A style that it has under the
 * same name stays as it is: what is pasted is to look like its new neighbours. What is larger than the sheet is made to
 * fit it.
 */
export function paste(
  page: PageDesign,
  { elements, styles, fonts }: Copied,
): { readonly page: PageDesign; readonly made: Chosen } {
  const lacking = Object.entries(styles).filter(([name]) => !Object.hasOwn(page.styles, name));
  const families = new Set<string>(lacking.map(([, { family }]) => family));
  const brought = Object.entries(fonts).filter(([family]) => families.has(family));
  const both = brought.map(([family, font]) => [family, { ...font, ...page.fonts?.[family as OwnFamily] }]);
  const dressed: PageDesign =
    lacking.length === 0
      ? page
      : {
          ...page,
          ...(both.length > 0 && { fonts: { ...page.fonts, ...Object.fromEntries(both) } }),
          styles: { ...page.styles, ...Object.fromEntries(lacking) },
        };
  return insert(
    dressed,
    elements.map((element) => fitted(element, page)),
  );
}

/** Smaller, in the same proportions. */
function fitted(element: PageElement, { width, height }: PageDesign): PageElement {
  const { box } = element;
  const scale = Math.min(1, width / box.width, height / box.height);
  return scale === 1
    ? element
    : { ...element, box: { ...box, width: box.width * scale, height: box.height * scale } };
}

function stylesOf(element: PageElement | Flowed): readonly string[] {
  const own = Object.entries(element).flatMap(([key, value]) =>
    STYLE_KEYS.includes(key) && typeof value === 'string' ? [value] : [],
  );
  return element.kind === 'flow' ? [...own, ...element.elements.flatMap(stylesOf)] : own;
}
