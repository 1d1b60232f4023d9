import { guardCell } from './guard.ts';
import { piecesOf, type SummaryPages } from './pages.ts';
import type { SummaryRow } from './row.ts';

/** In this order; the names are those of `SummaryRow` and stay the same in every language. */
export const SUMMARY_COLUMNS = [
  'serial',
  'name',
  'givenName',
  'familyName',
  'birthDate',
  'studentId',
  'email',
  'kind',
  'title',
  'grade',
  'hours',
  'ects',
  'eqf',
  'awardingBody',
  'issuer',
  'awardedOn',
  'issuedAt',
  'validUntil',
  'test',
  'id',
  'files',
] as const satisfies readonly (keyof SummaryRow)[];

export interface CsvForm {
  /** `;` is what spreadsheets expect in most languages of the Union. */
  readonly separator?: ',' | ';' | '\t';
  /** Byte order mark, without which some spreadsheets take UTF-8 for something else. */
  readonly bom?: boolean;
}

/**
 * The summary as CSV (RFC 4180), UTF-8: every cell in quotes, lines ended by CRLF, and no cell that a spreadsheet would
 * take for a formula (`guardCell`; `unguardCell` gives back what was written); piece by piece.
 */
export async function* writeSummaryCsv(
  pages: SummaryPages,
  { separator = ';', bom = true }: CsvForm = {},
): AsyncGenerator<Uint8Array> {
  const lineOf = (cells: readonly string[]) => `${cells.map(quote).join(separator)}\r\n`;
  yield utf8.encode(`${bom ? '\uFEFF' : ''}${lineOf(SUMMARY_COLUMNS)}`);
  for await (const rows of piecesOf(pages))
    yield utf8.encode(rows.map((row) => lineOf(cellsOf(row))).join(''));
}

const utf8 = new TextEncoder();

function cellsOf(row: SummaryRow): readonly string[] {
  return SUMMARY_COLUMNS.map((column) => {
    if (column === 'files') return row.files.map(({ name }) => name).join(' ');
    const value = row[column];
    return value === undefined ? '' : String(value);
  });
}

function quote(cell: string): string {
  return `"${guardCell(cell).replaceAll('"', '""')}"`;
}
