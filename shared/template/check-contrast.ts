import type { Problem } from '../problem.ts';
import { background, overlap } from './check-statement.ts';
import { contrast } from './colour.ts';
import type { Box, Flowed, PageDesign, PageElement } from './design.ts';
import { pointer } from './json.ts';

/** WCAG 2.2, 1.4.3: text, and large text (18 points, or 14 bold). */
const NEEDED = 4.5;
const NEEDED_LARGE = 3;

/**
 * Texts that stand out too little from the last filled shape beneath them, or from the paper. Behind a text that stands
 * on a picture nobody knows what lies: a shape has to lie between them.
 * Problem: `notice.contrast-low`, once for each element.
 */
export function checkContrast(page: PageDesign): readonly Problem[] {
  return page.elements.flatMap((element, index): Problem[] => {
    const boxes = [element.box, ...(element.alone ? [element.alone] : [])];
    const styles = stylesOf(element).flatMap((name) =>
      Object.hasOwn(page.styles, name) ? (page.styles[name] ?? []) : [],
    );
    const low = styles.flatMap(({ colour, size, minSize = size, bold = false }) => {
      const needed = minSize >= 18 || (bold && minSize >= 14) ? NEEDED_LARGE : NEEDED;
      const ratio = Math.min(...boxes.map((box) => ratioOn(page, element, box, colour)));
      return ratio < needed ? [{ ratio, needed }] : [];
    });
    const [worst] = low.sort((a, b) => a.ratio - b.ratio);
    if (!worst) return [];
    const facts = { ratio: Math.round(worst.ratio * 10) / 10, needed: worst.needed };
    return [
      {
        code: 'notice.contrast-low',
        where: { element: element.id },
        facts: { ...facts, path: pointer(['page', 'elements', index]) },
      },
    ];
  });
}

function ratioOn(whole: PageDesign, element: PageElement, box: Box, colour: string): number {
  // What stands on the first sheet only is never behind what stands on the following ones, nor the other way about.
  const apart = { first: 'following', following: 'first', last: '', every: '' }[element.on ?? 'first'];
  const elements = whole.elements.filter(({ on = 'first' }) => on !== apart);
  const page = { ...whole, elements };
  const at = elements.indexOf(element);
  const beneath = elements.slice(0, at).filter((earlier) => overlap(earlier.box, box));
  const picture = beneath.findLastIndex(({ kind }) => kind === 'image');
  const shape = beneath.findLastIndex((earlier) => earlier.kind === 'shape' && earlier.fill !== undefined);
  if (picture > shape) return 1;
  return contrast(colour, background(page, element, box));
}

/** The names of all styles that its words are set in. */
export function stylesOf(element: PageElement | Flowed): readonly string[] {
  switch (element.kind) {
    case 'text':
    case 'seal':
    case 'signature':
    case 'page-number':
      return [element.style];
    case 'outcomes':
      return [element.style, ...(element.descriptionStyle ? [element.descriptionStyle] : [])];
    case 'facts':
      return [element.labelStyle, element.valueStyle];
    case 'parts':
      return [element.headStyle, element.style];
    case 'flow':
      return element.elements.flatMap(stylesOf);
    default:
      return [];
  }
}
