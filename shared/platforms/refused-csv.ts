import { guardCell } from '../formats/summary/guard.ts';

export interface RefusedRows {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly reason: string }[];
}

/**
 * The rows that were refused, with the reason in a last column, to be mended and read again: RFC 4180, UTF-8 with its
 * mark, semicolons, and no cell that a spreadsheet would take for a formula.
 */
export function writeRefused({ columns, rows }: RefusedRows, heading: string): Uint8Array {
  const line = (cells: readonly string[]): string =>
    cells.map((cell) => `"${guardCell(cell).replaceAll('"', '""')}"`).join(';');
  const width = columns.length;
  const lines = [
    line([...columns, heading]),
    ...rows.map(({ cells, reason }) =>
      line([...Array.from({ length: width }, (_, at) => cells[at] ?? ''), reason]),
    ),
  ];
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`);
}
