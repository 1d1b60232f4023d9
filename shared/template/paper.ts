import type { Box, Flowed, PageDesign, PageElement, TextStyle } from './design.ts';

/** Millimetres, upright: ISO 216 and what North America prints on (ANSI/ASME Y14.1). */
export const PAPERS = {
  A3: { width: 297, height: 420 },
  A4: { width: 210, height: 297 },
  Letter: { width: 215.9, height: 279.4 },
  Legal: { width: 215.9, height: 355.6 },
} as const;

export type PaperName = keyof typeof PAPERS;
export const PAPER_NAMES = Object.keys(PAPERS) as PaperName[];

export interface Sheet {
  readonly width: number;
  readonly height: number;
}

/** What a sheet is called, whichever way it lies; undefined for one of another size. */
export function paperOf({ width, height }: Sheet): PaperName | undefined {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  return PAPER_NAMES.find((name) => near(PAPERS[name].width, short) && near(PAPERS[name].height, long));
}

/** A named sheet, lying the way the other does. */
export function sheetOf(name: PaperName, { width, height }: Sheet): Sheet {
  const paper = PAPERS[name];
  return width > height ? { width: paper.height, height: paper.width } : paper;
}

/**
 * The design on another sheet: everything grows or shrinks alike, type, strokes and gaps too, and stands in the middle.
 * What ran to an edge or over it runs to it again; bleed and margin, which belong to the machine, stay as they are.
 */
export function onSheet(page: PageDesign, sheet: Sheet): PageDesign {
  const scale = Math.min(sheet.width / page.width, sheet.height / page.height);
  if (near(sheet.width, page.width) && near(sheet.height, page.height)) return page;
  const across = (sheet.width - page.width * scale) / 2;
  const down = (sheet.height - page.height * scale) / 2;
  const grown = (length: number) => hundredth(length * scale);
  const place = (box: Box): Box => {
    const moved = { x: across + box.x * scale, y: down + box.y * scale };
    const left = box.x <= EDGE ? Math.min(0, box.x) : moved.x;
    const top = box.y <= EDGE ? Math.min(0, box.y) : moved.y;
    const over = { x: box.x + box.width - page.width, y: box.y + box.height - page.height };
    const right = over.x >= -EDGE ? sheet.width + Math.max(0, over.x) : moved.x + box.width * scale;
    const bottom = over.y >= -EDGE ? sheet.height + Math.max(0, over.y) : moved.y + box.height * scale;
    return {
      ...{ x: hundredth(left), y: hundredth(top) },
      ...{ width: hundredth(right - left), height: hundredth(bottom - top) },
    };
  };
  const styles = Object.entries(page.styles).map(([name, style]) => [name, grow(style, scale)] as const);
  const { x = [], y = [] } = page.guides ?? {};
  const guides = {
    ...(x.length > 0 && { x: x.map((line) => hundredth(across + line * scale)) }),
    ...(y.length > 0 && { y: y.map((line) => hundredth(down + line * scale)) }),
  };
  return {
    ...page,
    ...sheet,
    ...(page.guides && { guides }),
    styles: Object.fromEntries(styles),
    elements: page.elements.map((element): PageElement => {
      const { alone } = element;
      const kept = {
        ...lengthsOf(element, grown),
        box: place(element.box),
        ...(alone && { alone: place(alone) }),
      };
      if (kept.kind !== 'flow') return kept;
      return {
        ...kept,
        ...(kept.next && { next: place(kept.next) }),
        ...(kept.endsAbove !== undefined && { endsAbove: hundredth(down + kept.endsAbove * scale) }),
        elements: kept.elements.map((flowed) => lengthsOf(flowed, grown)),
      };
    }),
  };
}

/** Millimetres: what is nearer to an edge than this is meant to reach it. */
const EDGE = 0.1;
const near = (a: number, b: number) => Math.abs(a - b) < 0.6;

/** Points: no type shrinks below what can be read (and below what `checkStatement` takes for readable). */
const SMALLEST = 5;

function grow(style: TextStyle, scale: number): TextStyle {
  const { size, minSize } = style;
  const grown = (points: number) => hundredth(Math.max(points * scale, Math.min(points, SMALLEST)));
  return { ...style, size: grown(size), ...(minSize !== undefined && { minSize: grown(minSize) }) };
}

const LENGTHS = ['gap', 'rowGap', 'itemGap', 'radius'] as const;

/** Strokes of a drawing are in its own units and grow with its box; those of a shape are lengths. */
function lengthsOf<E extends PageElement | Flowed>(element: E, grown: (length: number) => number): E {
  const names: readonly string[] = element.kind === 'shape' ? [...LENGTHS, 'strokeWidth'] : LENGTHS;
  const told = Object.entries(element).map(([name, value]) =>
    names.includes(name) && typeof value === 'number' ? [name, grown(value)] : [name, value],
  );
  return Object.fromEntries(told) as E;
}

function hundredth(length: number): number {
  return Math.round(length * 100) / 100;
}
