import type { SummaryRow } from './row.ts';

/** The rows of a summary in their order: all at once, or as they are read. */
export type SummaryPages = Iterable<readonly SummaryRow[]> | AsyncIterable<readonly SummaryRow[]>;

/** Rows that are written at a time. */
const PIECE = 1000;

/** The same rows in pieces; none is empty. */
export async function* piecesOf(pages: SummaryPages): AsyncGenerator<readonly SummaryRow[]> {
  for await (const rows of pages)
    for (let at = 0; at < rows.length; at += PIECE) yield rows.slice(at, at + PIECE);
}
