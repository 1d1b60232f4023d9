import type { Box, PageDesign } from '../../shared/template/design.ts';
import type { Chosen } from './edit.ts';
import { guidesOf } from './guides.ts';

/** Lines a moved frame was caught by, in millimetres, to be shown while it is. */
export interface Guides {
  readonly x?: number;
  readonly y?: number;
}

export interface Snapped {
  readonly dx: number;
  readonly dy: number;
  readonly guides: Guides;
}

/**
 * How far a frame really goes when it is moved by `dx`, `dy`: its edges and middle are caught by the guides, and by those of
 * the page and of every other element within `reach` millimetres.
 */
export function snap(
  page: PageDesign,
  chosen: Chosen,
  frame: Box,
  { dx, dy, reach }: { readonly dx: number; readonly dy: number; readonly reach: number },
): Snapped {
  const others = page.elements.filter(({ id }) => !chosen.has(id)).map(({ box }) => box);
  const sheet = { x: 0, y: 0, width: page.width, height: page.height };
  const across = nearest(
    linesOf(frame.x + dx, frame.width),
    [...guidesOf(page, 'x'), ...[sheet, ...others].flatMap((b) => linesOf(b.x, b.width))],
    reach,
  );
  const down = nearest(
    linesOf(frame.y + dy, frame.height),
    [...guidesOf(page, 'y'), ...[sheet, ...others].flatMap((b) => linesOf(b.y, b.height))],
    reach,
  );
  return {
    dx: dx + (across?.by ?? 0),
    dy: dy + (down?.by ?? 0),
    guides: { ...(across && { x: across.line }), ...(down && { y: down.line }) },
  };
}

function linesOf(start: number, size: number): readonly number[] {
  return [start, start + size / 2, start + size];
}

function nearest(own: readonly number[], lines: readonly number[], reach: number) {
  let best: { readonly by: number; readonly line: number } | undefined;
  for (const line of lines) {
    for (const each of own) {
      const by = line - each;
      if (Math.abs(by) <= reach && (!best || Math.abs(by) < Math.abs(best.by))) best = { by, line };
    }
  }
  return best;
}
