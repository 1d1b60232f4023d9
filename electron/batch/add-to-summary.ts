import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSummaryCsv } from '../../shared/formats/summary/csv.ts';
import { readSummaryLine, writeSummaryJson } from '../../shared/formats/summary/json.ts';
import type { SummaryRow } from '../../shared/formats/summary/row.ts';
import { replaceFile } from '../files/replace.ts';
import type { Workload } from '../queue/workload.ts';

/** Rows that are in memory at a time. */
const PAGE = 1000;

/**
 * Adds what workers have issued in a batch to `summary.json` and `summary.csv`, which may tell of other batches: what the register no
 * longer has of those is left out. Done twice, it comes to the same.
 * @throws StudioFault `file.disk-full` or `file.not-writable`; the old files stand then.
 */
export async function addToSummary(
  out: string,
  batch: string,
  { toldOf, others }: Pick<Workload, 'toldOf' | 'others'>,
): Promise<void> {
  const [anybody] = await toldOf(batch, 0, 1);
  if (!anybody) return;
  const path = join(out, 'summary.json');
  await replaceFile(path, writeSummaryJson(pages()));
  await replaceFile(join(out, 'summary.csv'), writeSummaryCsv(pagesIn(path)));

  async function* pages(): AsyncGenerator<readonly SummaryRow[]> {
    for await (const before of pagesIn(path)) {
      const ids = before.map(({ id }) => id);
      const now = new Map((await others(batch, ids)).map((row) => [row.id, row]));
      yield before.flatMap((row) => {
        const standing = now.get(row.id);
        return standing ? [{ ...row, ...standing }] : [];
      });
    }
    for (let after = 0; ; ) {
      const told = await toldOf(batch, after, PAGE);
      yield told.map(({ summary }) => summary);
      const last = told.at(-1);
      if (!last) return;
      after = last.row;
    }
  }
}

/** The rows of a summary that is there, a page at a time. */
async function* pagesIn(path: string): AsyncGenerator<readonly SummaryRow[]> {
  const file = await open(path).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  });
  if (!file) return;
  let page: SummaryRow[] = [];
  for await (const line of file.readLines()) {
    const row = readSummaryLine(line);
    if (row) page.push(row);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  yield page;
}
