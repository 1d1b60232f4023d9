import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { done, type Outcome, refused } from '../problem.ts';
import type { RosterEncoding } from './encodings.ts';
import { findSeparator, type Separator } from './separator.ts';
import { TABLE_BOUNDS, type Table, type TableChoices, tabulate } from './table.ts';
import { readText } from './text-file.ts';

export interface CsvChoices extends TableChoices {
  /** Only when the file does not say and is not UTF-8. */
  readonly encoding?: RosterEncoding;
}

/** What is far above any real roster and far below what would exhaust the machine. */
export const CSV_BOUNDS = {
  bytes: 64 * 1024 * 1024,
  ...TABLE_BOUNDS,
  /** UTF-8 bytes of one row; a quotation mark left open runs into it. */
  row: 256 * 1024,
} as const;

/**
 * Reads a file of separated values (RFC 4180, with any of `;` `,` tab and `|`). Its first row with text is the header.
 * Problems: `file.too-large`, `roster.encoding`, `roster.encoding-asked`, `roster.malformed`, `roster.too-many-rows`,
 * `roster.empty`, `roster.too-much`, `row.text-too-long`.
 */
export function readCsv(bytes: Uint8Array, choices: CsvChoices = {}): Outcome<Table> {
  if (bytes.length > CSV_BOUNDS.bytes) {
    return refused({ code: 'file.too-large', facts: { limit: CSV_BOUNDS.bytes / (1024 * 1024) } });
  }
  const decoded = readText(bytes, choices.encoding);
  return decoded.ok ? readSeparated(decoded.value, choices) : decoded;
}

/** The same of text that has been decoded already, such as a table pasted from a spreadsheet. */
export function readSeparated(told: string, choices: TableChoices = {}): Outcome<Table> {
  const { separator, text } = separated(told);
  // Before parsing: an empty cell costs nothing in the file, and memory in a table.
  if (isBeyond(TABLE_BOUNDS.cells, text, separator)) return refused({ code: 'roster.too-much' });
  const records = readRecords(text, separator);
  return records.ok
    ? tabulate(
        records.value.map((cells, index) => ({ line: index + 1, cells })),
        choices,
      )
    : records;
}

function isBeyond(limit: number, text: string, separator: Separator): boolean {
  let count = 0;
  for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + 1)) {
    if (++count > limit) return true;
  }
  return false;
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
