import type { Problem } from '../problem.ts';
import type { Box, PageDesign, PageElement } from './design.ts';
import { pointer } from './json.ts';

/** Lengths are written with two decimals. */
const TOLERANCE = 0.02;

/**
 * What an office printer may not reach, and what a print shop would cut badly: words, codes and seals outside of the
 * margin, and colour that ends at the edge where the sheet has a bleed.
 * Notices: `notice.outside-margin`, `notice.bleed-short`, each once for an element.
 */
export function checkMargins(page: PageDesign): readonly Problem[] {
  return page.elements.flatMap((element, index): Problem[] => {
    const path = pointer(['page', 'elements', index]);
    const { margin = 0, bleed = 0 } = page;
    const where = { element: element.id };
    if (isRead(element)) {
      const boxes = [element.box, element.alone, element.kind === 'flow' ? element.next : undefined];
      const out = boxes.some((box) => box !== undefined && least(distances(page, box)) < margin - TOLERANCE);
      return out ? [{ code: 'notice.outside-margin', where, facts: { margin, path } }] : [];
    }
    const short = distances(page, element.box).some(
      (distance) => distance <= TOLERANCE && distance > TOLERANCE - bleed,
    );
    return bleed > 0 && isColour(element) && short
      ? [{ code: 'notice.bleed-short', where, facts: { bleed, path } }]
      : [];
  });
}

/** From each edge of the sheet inwards; negative beyond it. */
function distances({ width, height }: PageDesign, box: Box): readonly number[] {
  return [box.x, box.y, width - box.x - box.width, height - box.y - box.height];
}

function least(numbers: readonly number[]): number {
  return Math.min(...numbers);
}

function isRead({ kind }: PageElement): boolean {
  return kind !== 'shape' && kind !== 'drawing' && kind !== 'image';
}

/** A line at the edge is no colour that a cut could bare. */
function isColour(element: PageElement): boolean {
  return element.kind === 'image' || (element.kind === 'shape' && element.fill !== undefined);
}
