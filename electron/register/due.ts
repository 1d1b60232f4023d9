import { type DueEntry, type DueList, MOST_DUE } from '../../shared/desk/due.ts';
import type { Database } from './database.ts';
import { FIRST_DAY, LAST_DAY } from './days.ts';

/** Days, as YYYY-MM-DD. */
export interface Due {
  /** What may be forgotten after a day before this one. */
  readonly before: string;
  /** What was awarded before this day, too. */
  readonly awardedBefore?: string;
  /** What was issued from this day on is kept in any case. */
  readonly keptFrom?: string;
}

const TOLD = 'entries.id, entries.serial, entries.name, entries.title, entries.awarded_on AS awardedOn';
/** What was forgotten has no name any more. */
const FORGET = `FROM (
    SELECT number AS due, facts ->> '$.forgetAfter' AS "on" FROM entries WHERE facts ->> '$.forgetAfter' < @before
    UNION ALL
    SELECT number, awarded_on FROM entries WHERE awarded_on < @awardedBefore
      AND (facts ->> '$.forgetAfter' IS NULL OR facts ->> '$.forgetAfter' >= @before)
  ) JOIN entries ON entries.number = due WHERE entries.name <> '' AND entries.issued_at < @keptFrom`;
/** What does not hold any more cannot expire. */
const EXPIRE = `FROM entries LEFT JOIN entry_status USING (number)
  WHERE facts ->> '$.validUntil' BETWEEN @from AND @until AND coalesce(status, 'valid') IN ('valid', 'suspended')`;

export function dueOf(database: Database) {
  const lists = <Days extends object>(from: string, on: string) => {
    const count = database.prepare<[Days], number>(`SELECT count(*) ${from}`).pluck();
    const page = database.prepare<[Days], DueEntry>(
      `SELECT ${TOLD}, ${on} AS "on" ${from} ORDER BY "on", entries.number LIMIT ${MOST_DUE}`,
    );
    return (days: Days): DueList => ({ total: count.get(days) ?? 0, entries: page.all(days) });
  };
  const forget = lists<Required<Due>>(FORGET, '"on"');
  const expire = lists<{ readonly from: string; readonly until: string }>(EXPIRE, "facts ->> '$.validUntil'");
  return {
    dueToForget: ({ before, awardedBefore = FIRST_DAY, keptFrom = LAST_DAY }: Due): DueList =>
      forget({ before, awardedBefore, keptFrom }),
    /** Both days included. */
    expiring: (from: string, until: string): DueList => expire({ from, until }),
  };
}
