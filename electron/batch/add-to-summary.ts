import { join } from 'node:path';
import type { SummaryRow } from '../../shared/formats/summary/row.ts';
import type { Workload } from '../queue/workload.ts';
import { replaceSummary, summaryPages } from './summary.ts';

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
  await replaceSummary(out, pages());

  async function* pages(): AsyncGenerator<readonly SummaryRow[]> {
    for await (const before of summaryPages(path)) {
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
