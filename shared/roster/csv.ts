import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { done, type Outcome, refused } from '../problem.ts';
import { findSeparator, type Separator } from './separator.ts';
import { type RosterEncoding, readText } from './text-file.ts';

/** A spreadsheet read, all cells as text and exactly as written. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** Rows without any text, which are left out of `rows`. */
  readonly emptyRows: number;
}

export interface TableRow {
  /** Row number as the spreadsheet shows it: the first row of the file is 1, empty rows count. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvChoices {
  /** Only when the file does not say and is not UTF-8. */
  readonly encoding?: RosterEncoding;
}

/** What is far above any real roster and far below what would exhaust the machine. */
export const CSV_BOUNDS = {
  bytes: 64 * 1024 * 1024,
  rows: 200_000,
  columns: 200,
  /** UTF-16 units of one cell. */
  cell: 10_000,
  /** UTF-8 bytes of one row; a quotation mark left open runs into it. */
  row: 256 * 1024,
} as const;

/**
 * Reads a file of separated values (RFC 4180, with any of `;` `,` tab and `|`). Its first row with text is the header.
 * Problems: `file.too-large`, `roster.encoding`, `roster.malformed`, `roster.too-many-rows`, `roster.empty`,
 * `row.text-too-long`.
 */
export function readCsv(bytes: Uint8Array, choices: CsvChoices = {}): Outcome<Table> {
  if (bytes.length > CSV_BOUNDS.bytes) {
    return refused({ code: 'file.too-large', facts: { limit: CSV_BOUNDS.bytes / (1024 * 1024) } });
  }
  const decoded = readText(bytes, choices.encoding);
  if (!decoded.ok) return decoded;
  const { separator, text } = separated(decoded.value);
  const records = readRecords(text, separator);
  return records.ok ? tabulate(records.value) : records;
}

/** Excel writes and obeys a first line `sep=;`, and does not show it as a row. */
function separated(text: string): { readonly separator: Separator; readonly text: string } {
  const said = /^sep=([;,\t|])(?:\r\n|\n|\r|$)/i.exec(text);
  if (said) return { separator: said[1] as Separator, text: text.slice(said[0].length) };
  return { separator: findSeparator(text), text };
}

function readRecords(text: string, delimiter: Separator): Outcome<readonly (readonly string[])[]> {
  try {
    return done(
      // As bytes: the parser's own conversion of a string takes four times as long.
      parse(new TextEncoder().encode(text), {
        delimiter,
        record_delimiter: ['\r\n', '\n', '\r'],
        max_record_size: CSV_BOUNDS.row,
        relax_column_count: true,
        to: CSV_BOUNDS.rows + 2,
      }),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refused({ code: 'roster.malformed', where: { row: error.records + 1 } });
  }
}

function tabulate(records: readonly (readonly string[])[]): Outcome<Table> {
  const filled: TableRow[] = [];
  for (const [index, cells] of records.entries()) {
    if (cells.some((cell) => cell.trim() !== '')) filled.push({ line: index + 1, cells });
  }
  const [header, ...rows] = filled;
  if (!header || rows.length === 0) return refused({ code: 'roster.empty' });
  const last = filled.at(-1)?.line ?? 0;
  if (last > CSV_BOUNDS.rows + 1) {
    return refused({ code: 'roster.too-many-rows', facts: { limit: CSV_BOUNDS.rows } });
  }
  for (const { line, cells } of filled) {
    if (cells.length > CSV_BOUNDS.columns) return refused({ code: 'roster.malformed', where: { row: line } });
    const long = cells.findIndex((cell) => cell.length > CSV_BOUNDS.cell);
    if (long >= 0) {
      const column = header.cells[long]?.slice(0, 100) ?? String(long + 1);
      return refused({
        code: 'row.text-too-long',
        where: { row: line, column },
        facts: { limit: CSV_BOUNDS.cell },
      });
    }
  }
  const emptyRows = last - header.line - rows.length;
  return done({ columns: header.cells.map((name) => name.trim()), rows, emptyRows });
}
