import { grown, heightOf, MILLIMETRE, moved, type Rectangle, widthOf } from './rectangle.ts';

/** How long a crop mark is, and how far from the edge it begins at least: a cut must not leave a rest of it. */
export const CROP_MARK = 5 * MILLIMETRE;
const CROP_GAP = 3 * MILLIMETRE;

/** How pages come onto sheets. */
export type Imposition =
  /** One page a sheet: what is handed out. */
  | {
      readonly kind: 'sheets';
      /** Each credential begins on a front; an odd page is followed by an empty one. */
      readonly duplex: boolean;
      /** Where a page bleeds, strokes to cut by. */
      readonly cropMarks: boolean;
    }
  /** Several small pages a sheet, to be looked through: what nobody could take for a credential. */
  | { readonly kind: 'proof'; readonly perSheet: PagesPerSheet };

export const PAGES_PER_SHEET = [2, 4, 9] as const;
export type PagesPerSheet = (typeof PAGES_PER_SHEET)[number];

/** The boxes of a sheet (ISO 32000-1 14.11.2) and where the page's own origin lies on it. */
export interface Sheet {
  readonly media: Rectangle;
  readonly bleed: Rectangle;
  readonly trim: Rectangle;
  readonly x: number;
  readonly y: number;
  /** From the edge to the crop marks; undefined without any. */
  readonly gap?: number;
}

/** A sheet for one page, with its lower left corner at the origin. */
export function sheetFor(
  { trim, bleed }: { readonly trim: Rectangle; readonly bleed: Rectangle },
  cropMarks: boolean,
): Sheet {
  const over = Math.max(
    ...[trim.left - bleed.left, bleed.right - trim.right, trim.bottom - bleed.bottom, bleed.top - trim.top],
  );
  const marked = cropMarks && over > 0;
  const gap = Math.max(over, CROP_GAP);
  const media = marked ? grown(trim, gap + CROP_MARK + MILLIMETRE) : bleed;
  const [x, y] = [-media.left, -media.bottom];
  const [placedMedia, placedBleed, placedTrim] = [media, bleed, trim].map((box) => moved(box, x, y)) as [
    Rectangle,
    Rectangle,
    Rectangle,
  ];
  return { media: placedMedia, bleed: placedBleed, trim: placedTrim, x, y, ...(marked && { gap }) };
}

const MARGIN = 9 * MILLIMETRE;
const GUTTER = 6 * MILLIMETRE;

/** A sheet of small pages, as large as one of them; two stand side by side along its longer edge. */
export interface ProofSheet {
  readonly media: Rectangle;
  /** In reading order. */
  readonly cells: readonly Rectangle[];
}

export function proofSheetFor(page: Rectangle, perSheet: PagesPerSheet): ProofSheet {
  const upright = heightOf(page) >= widthOf(page);
  const [columns, rows] = perSheet === 2 ? (upright ? [2, 1] : [1, 2]) : perSheet === 4 ? [2, 2] : [3, 3];
  const turned = perSheet === 2;
  const width = turned ? heightOf(page) : widthOf(page);
  const height = turned ? widthOf(page) : heightOf(page);
  const [across, down] = [columns ?? 1, rows ?? 1];
  const cellWidth = (width - 2 * MARGIN - (across - 1) * GUTTER) / across;
  const cellHeight = (height - 2 * MARGIN - (down - 1) * GUTTER) / down;
  const cells: Rectangle[] = [];
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      const left = MARGIN + column * (cellWidth + GUTTER);
      const top = height - MARGIN - row * (cellHeight + GUTTER);
      cells.push({ left, bottom: top - cellHeight, right: left + cellWidth, top });
    }
  }
  return { media: { left: 0, bottom: 0, right: width, top: height }, cells };
}

/** Scale and shift that bring `page` whole into the middle of `cell`. */
export function fitInto(page: Rectangle, cell: Rectangle): readonly [scale: number, x: number, y: number] {
  const scale = Math.min(widthOf(cell) / widthOf(page), heightOf(cell) / heightOf(page));
  const x = cell.left + (widthOf(cell) - widthOf(page) * scale) / 2 - page.left * scale;
  const y = cell.bottom + (heightOf(cell) - heightOf(page) * scale) / 2 - page.bottom * scale;
  return [scale, x, y];
}
