import type { CalendarDate } from '../../shared/credential/credential.ts';
import type { Recipient } from '../../shared/credential/recipient.ts';
import type { RosterOrder } from '../../shared/desk/roster.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { dataFolder } from '../files/data-folder.ts';
import { openLearners } from '../studio/open-roster.ts';
import type { Learners } from './errand.ts';
import { KEPT_BOUNDS, sendReader } from './host.ts';
import { isCheap } from './read-roster.ts';

/**
 * The learners of a roster, read as `openRoster` reads it. All but a short file is read, mapped and compared by a process of its
 * own: what that takes beside the learners is five times what they do, and is gone with it.
 * Problems: those of `openRoster`; `roster.too-much`.
 */
export async function readLearners(order: RosterOrder, today: CalendarDate): Promise<Outcome<Learners>> {
  const errand = { errand: 'learners', order: { order, today, data: dataFolder() } } as const;
  if (await isCheap(order.roster)) return openLearners(errand.order);
  const tooMuch = { code: 'roster.too-much', where: { file: order.roster } } as const;
  const recipients: Recipient[] = [];
  const read = await sendReader(errand, tooMuch, KEPT_BOUNDS, (some) => void recipients.push(...some));
  return read.ok ? done({ ...read.value, recipients }) : read;
}
