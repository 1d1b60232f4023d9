import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { done, type Outcome, refused } from '../problem.ts';

/** Records of a published list, each cell found by its column's name. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly records: readonly CsvRecord[];
}

export interface CsvRecord {
  /** From 1, the header being 1; records whose cells hold line breaks count once. */
  readonly row: number;
  /** The cell, trimmed; empty for a column there is not. */
  cell(column: string): string;
}

/** UTF-8 bytes of one record: ESCO's longest is about 20 KB. */
const LONGEST_RECORD = 512 * 1024;

/**
 * Reads comma separated values in UTF-8 (RFC 4180) as the European institutions publish them.
 * Problems: `vocabulary.unreadable` with the `row` at fault, `vocabulary.column-missing`, `file.too-large` beyond
 * `limit` records.
 */
export function readCsvTable(text: string, needed: readonly string[], limit: number): Outcome<CsvTable> {
  let rows: readonly (readonly string[])[];
  try {
    rows = parse(new TextEncoder().encode(text), {
      delimiter: ',',
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: LONGEST_RECORD,
      relax_column_count: true,
      to: limit + 2,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refused({ code: 'vocabulary.unreadable', facts: { row: error.records + 1 } });
  }
  const [header = [], ...body] = rows;
  if (body.length > limit) return refused({ code: 'vocabulary.too-many', facts: { limit } });
  const places = new Map(header.map((name, at) => [name.trim().toLowerCase(), at]));
  const missing = needed.find((name) => !places.has(name.toLowerCase()));
  if (missing !== undefined)
    return refused({ code: 'vocabulary.column-missing', facts: { column: missing } });
  return done({
    columns: header.map((name) => name.trim()),
    records: body.map((cells, at) => ({
      row: at + 2,
      cell: (column) => cells[places.get(column.toLowerCase()) ?? -1]?.trim() ?? '',
    })),
  });
}

/** The text of a UTF-8 file without its byte order mark; undefined when it is not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
