import { piecesOf, type SummaryPages } from './pages.ts';
import type { SummaryRow } from './row.ts';

interface Summary {
  readonly schema: 'sealwright-summary/1';
  readonly credentials: readonly SummaryRow[];
}

/** The summary as JSON, UTF-8, one credential a line; piece by piece, which a hundred thousand learners ask for. */
export async function* writeSummaryJson(pages: SummaryPages): AsyncGenerator<Uint8Array> {
  yield utf8.encode('{"schema":"sealwright-summary/1","credentials":[');
  let comma = '';
  for await (const rows of piecesOf(pages)) {
    yield utf8.encode(comma + rows.map((row) => `\n${JSON.stringify(row)}`).join(','));
    comma = ',';
  }
  yield utf8.encode('\n]}\n');
}

const utf8 = new TextEncoder();

/** The rows of a summary that `writeSummaryJson` wrote; undefined for any other file. */
export function readSummaryJson(bytes: Uint8Array): readonly SummaryRow[] | undefined {
  try {
    const read: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isSummary(read) ? read.credentials : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The row in a line of a summary that `writeSummaryJson` wrote; undefined for any other line. */
export function readSummaryLine(line: string): SummaryRow | undefined {
  try {
    const read: unknown = JSON.parse(line.replace(/,$/, ''));
    return isRow(read) ? read : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isSummary(value: unknown): value is Summary {
  if (typeof value !== 'object' || value === null) return false;
  const { schema, credentials } = value as Partial<Record<keyof Summary, unknown>>;
  return schema === 'sealwright-summary/1' && Array.isArray(credentials) && credentials.every(isRow);
}

/** The members that every row has; the others are only carried along. */
function isRow(value: unknown): value is SummaryRow {
  if (typeof value !== 'object' || value === null) return false;
  const row = value as Partial<Record<keyof SummaryRow, unknown>>;
  return (
    [row.serial, row.id, row.name, row.title, row.awardedOn, row.issuedAt].every(
      (text) => typeof text === 'string',
    ) && Array.isArray(row.files)
  );
}
