import { done, type Outcome, refused } from '../problem.ts';
import { columnLetters } from '../workbook/sheet.ts';
import { type Corrections, learnerOf } from './corrections.ts';
import type { FieldSources } from './field-source.ts';
import { nameOf } from './propose.ts';
import type { Table } from './table.ts';

/** What a clerk mends beside the roster: the file itself stays as it came. */
export type Mending =
  /** `column` counts from 0, `row` as the file numbers its rows. */
  | { readonly kind: 'cell'; readonly row: number; readonly column: number; readonly is: string }
  /** Rows with the same name and date of birth that are not the same person. */
  | { readonly kind: 'two-people'; readonly rows: readonly [number, number] };

/**
 * The corrections with one more; a cell mended back to what the file has needs none. `table` is the file's own, without
 * any correction. Problem: `roster.corrections-lost` when the file has no such row.
 */
export function mend(
  table: Table,
  sources: FieldSources,
  corrections: Corrections,
  mending: Mending,
): Outcome<Corrections> {
  const rowAt = (line: number) => table.rows.find((row) => row.line === line);
  if (mending.kind === 'two-people') {
    const [one, other] = mending.rows.map((line) => {
      const row = rowAt(line);
      return row && learnerOf(row, sources);
    });
    if (!one || !other) return lost(mending.rows[0]);
    return done({ ...corrections, twoPeople: [...(corrections.twoPeople ?? []), [one, other]] });
  }
  const { row: line, column, is } = mending;
  const row = rowAt(line);
  if (!row) return lost(line);
  const cell = `${columnLetters(column)}${line}`;
  const learner = learnerOf(row, sources);
  const was = row.cells[column] ?? '';
  const others = corrections.cells.filter((one) => !(one.cell === cell && one.learner === learner));
  const mended = { cell, column: nameOf(column, table), learner, was, is };
  return done({ ...corrections, cells: was === is ? others : [...others, mended] });
}

function lost(row: number): Outcome<never> {
  return refused({
    code: 'roster.corrections-lost',
    where: { row, column: '', cell: '' },
    facts: { value: '' },
  });
}
