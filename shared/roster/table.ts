import { done, type Outcome, refused } from '../problem.ts';
import { fieldOf } from './heading.ts';

/** A spreadsheet read, all cells as text and exactly as written. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** Rows without any text, which are left out of `rows`. */
  readonly emptyRows: number;
  /** Rows that the spreadsheet hides, by filter or by hand; left out of `rows` unless asked for. */
  readonly hiddenRows?: number;
  /** Row number of the headings. */
  readonly header: number;
}

export interface TableRow {
  /** Row number as the spreadsheet shows it: the first row of the file is 1, empty rows count. */
  readonly line: number;
  readonly cells: readonly string[];
  /** A `CellKind` for each cell, where the file tells kinds apart (`shared/workbook/sheet.ts`). */
  readonly kinds?: string;
  readonly hidden?: true;
}

export interface TableChoices {
  /** Row number of the headings; found when untold. */
  readonly header?: number;
  /** Whether rows that the spreadsheet hides are learners too. */
  readonly hidden?: 'skip' | 'read';
}

/** What is far above any real roster and far below what would exhaust the machine. */
export const TABLE_BOUNDS = {
  rows: 200_000,
  columns: 200,
  cells: 8_000_000,
  /** UTF-16 units of one cell. */
  cell: 10_000,
} as const;

/** Rows looked at for the headings: registries put a title, a term and a date above them. */
const HEADER_WITHIN = 20;
/** Headings that must be known for a row below the first to be the header. */
const KNOWN_HEADINGS = 2;

/**
 * Divides rows into headings and learners. The header is the row told, else the first row with text, unless that one
 * has at most one known heading and one soon below has several: titles, and names of groups of columns.
 * Problems: `roster.empty`, `roster.too-many-rows`, `roster.malformed`, `row.text-too-long`.
 */
export function tabulate(all: Iterable<TableRow>, choices: TableChoices = {}): Outcome<Table> {
  const filled: TableRow[] = [];
  let hiddenRows = 0;
  for (const row of all) {
    if (!row.cells.some((cell) => cell.trim() !== '')) continue;
    if (row.hidden && choices.hidden !== 'read') hiddenRows++;
    else filled.push(row);
  }
  const at =
    choices.header === undefined
      ? findHeader(filled)
      : filled.findIndex(({ line }) => line === choices.header);
  const header = filled[at];
  const rows = filled.slice(at + 1);
  if (!header || rows.length === 0) return refused({ code: 'roster.empty' });
  const last = rows.at(-1)?.line ?? 0;
  if (last > TABLE_BOUNDS.rows + 1) {
    return refused({ code: 'roster.too-many-rows', facts: { limit: TABLE_BOUNDS.rows } });
  }
  for (const { line, cells } of filled) {
    if (cells.length > TABLE_BOUNDS.columns) {
      return refused({ code: 'roster.malformed', where: { row: line } });
    }
    const long = cells.findIndex((cell) => cell.length > TABLE_BOUNDS.cell);
    if (long >= 0) {
      const column = header.cells[long]?.slice(0, 100) ?? String(long + 1);
      return refused({
        code: 'row.text-too-long',
        where: { row: line, column },
        facts: { limit: TABLE_BOUNDS.cell },
      });
    }
  }
  return done({
    columns: header.cells.map((name) => name.trim()),
    rows,
    emptyRows: last - header.line - rows.length - hiddenRows,
    header: header.line,
    ...(hiddenRows > 0 && { hiddenRows }),
  });
}

function findHeader(filled: readonly TableRow[]): number {
  const known = ({ cells }: TableRow): number => cells.filter((cell) => fieldOf(cell) !== undefined).length;
  const [first] = filled;
  if (!first || known(first) >= KNOWN_HEADINGS) return 0;
  return Math.max(
    0,
    filled.slice(0, HEADER_WITHIN).findIndex((row) => known(row) >= KNOWN_HEADINGS),
  );
}
