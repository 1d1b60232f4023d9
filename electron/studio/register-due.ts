import type { DueQuestion, DueReport } from '../../shared/desk/due.ts';
import { inSharedRegister } from '../postgres/open-shared.ts';

const DAY = 24 * 60 * 60 * 1000;

/** What may be forgotten and what expires, within days from `now` on. */
export function listDueEntries(question: DueQuestion, now: Date): Promise<DueReport> {
  const { register: path, within, years, keptYears } = question;
  const last = new Date(now.getTime() + within * DAY);
  return inSharedRegister(path, async (register) => ({
    forget: await register.dueToForget({
      before: dayOf(last),
      ...(years !== undefined && { awardedBefore: yearsBefore(last, years) }),
      ...(keptYears !== undefined && keptYears > 0 && { keptFrom: yearsBefore(last, keptYears) }),
    }),
    expire: await register.expiring(dayOf(now), dayOf(last)),
  }));
}

function yearsBefore(day: Date, years: number): string {
  const before = new Date(day);
  before.setUTCFullYear(before.getUTCFullYear() - years);
  return dayOf(before);
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
