import { type CellKind, readReference, type SheetRow } from './sheet.ts';

/** One column wide; lines from 1, both included. */
export interface MergedRange {
  readonly column: number;
  readonly first: number;
  readonly last: number;
  readonly wide: boolean;
}

/** A reference such as B2:B5. */
export function readMergedRange(reference: string): MergedRange | undefined {
  const [from = '', to = from] = reference.split(':');
  const first = readReference(from);
  const last = readReference(to);
  if (!first || !last) return undefined;
  return {
    column: first.column,
    first: first.line,
    last: last.line,
    wide: first.column !== last.column,
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * A value that is merged over rows of one column holds for each of them: a group, a day of award. One that is merged
 * over columns is mostly a title, and stays where it is.
 */
export function fillMerged(rows: readonly Writable<SheetRow>[], ranges: readonly MergedRange[]): void {
  const tall = ranges.filter(({ first, last, wide }) => !wide && last > first);
  if (tall.length === 0) return;
  const byLine = new Map(rows.map((row) => [row.line, row]));
  for (const { column, first, last } of tall) {
    const from = byLine.get(first);
    const value = from?.cells[column];
    const kind = from?.kinds[column] as CellKind | undefined;
    if (value === undefined || kind === undefined || kind === ' ') continue;
    const end = Math.min(last, rows.at(-1)?.line ?? 0);
    for (let line = first + 1; line <= end; line++) {
      const row = byLine.get(line);
      if (!row || (row.kinds[column] ?? ' ') !== ' ') continue;
      const cells = [...row.cells];
      const kinds = [...row.kinds];
      while (cells.length <= column) {
        cells.push('');
        kinds.push(' ');
      }
      cells[column] = value;
      kinds[column] = kind;
      row.cells = cells;
      row.kinds = kinds.join('');
    }
  }
}
