import type { Block } from '../placed.ts';
import type { PdfFile } from './file.ts';
import type { SheetOfPage } from './structure.ts';
import { reference, textString } from './syntax.ts';

/** Bookmarks (ISO 32000-1 12.3.3) once there is more than one page; returns the catalog's entries for them. */
export function writeOutline(file: PdfFile, sheets: readonly SheetOfPage[]): string {
  if (sheets.length < 2) return '';
  const outline = file.reserve();
  const items = sheets.map(() => file.reserve());
  for (const [at, sheet] of sheets.entries()) {
    const title = headingOf(sheet.page.content) ?? String(at + 1);
    const previous = items[at - 1];
    const next = items[at + 1];
    file.object(
      `<</Title${textString(title)}/Parent ${reference(outline)}${previous ? `/Prev ${reference(previous)}` : ''}\
${next ? `/Next ${reference(next)}` : ''}/Dest[${reference(sheet.object)}/Fit]>>`,
      items[at],
    );
  }
  const [first = 0] = items;
  const last = items.at(-1) ?? first;
  file.object(
    `<</Type/Outlines/First ${reference(first)}/Last ${reference(last)}/Count ${items.length}>>`,
    outline,
  );
  return `/Outlines ${reference(outline)}/PageMode/UseOutlines`;
}

/** The words of the first heading, without the soft hyphens of its line breaks. */
function headingOf(blocks: readonly Block[]): string | undefined {
  for (const block of blocks) {
    const heading = block.blocks ? headingOf(block.blocks) : /^H\d$/.test(block.type) ? wordsOf(block) : '';
    if (heading) return heading;
  }
  return undefined;
}

function wordsOf(block: Block): string {
  const lines = (block.marks ?? []).map((mark) => (mark.kind === 'glyphs' ? mark.text : ''));
  return lines.join('').replaceAll('\u00ad', '').trim();
}
