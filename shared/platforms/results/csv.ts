import { guardCell } from '../../formats/summary/guard.ts';

/** RFC 4180 with commas and UTF-8 as platforms import it, and no cell that a spreadsheet would take for a formula. */
export function writeCsv(rows: readonly (readonly string[])[]): Uint8Array {
  const lines = rows.map((cells) =>
    cells.map((cell) => `"${guardCell(cell).replaceAll('"', '""')}"`).join(','),
  );
  return new TextEncoder().encode(`${lines.join('\r\n')}\r\n`);
}
