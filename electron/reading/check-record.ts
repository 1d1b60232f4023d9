import type { RecordCheck, RecordReport } from '../../shared/desk/record.ts';
import type { Outcome } from '../../shared/problem.ts';
import { sendReader } from './host.ts';

/** A batch of a hundred thousand has files enough for minutes of reading. */
const BOUNDS = { milliseconds: 60 * 60_000, memory: 1024 };

/** `verifyRecord` in a reader. Besides its problems: `file.too-much`. */
export function checkRecord(order: RecordCheck, at: Date): Promise<Outcome<RecordReport>> {
  const tooMuch = { code: 'file.too-much', where: { file: order.record } } as const;
  return sendReader({ errand: 'record', order: { order, at } }, tooMuch, BOUNDS);
}
