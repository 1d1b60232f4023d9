import type { DueEntry, DueList } from '../../shared/desk/due.ts';
import { MOST_DUE } from '../../shared/desk/due.ts';
import { FIRST_DAY, LAST_DAY } from '../register/days.ts';
import { type Counted, toldIn } from '../register/figures.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import type { Session } from './connection.ts';

const HOLDS = `awarded_on BETWEEN $1 AND $2 AND NOT EXISTS (
  SELECT 1 FROM entry_status WHERE entry_status.number = entries.number AND status IN ('revoked', 'superseded'))`;

const TOLD = toldIn({
  fact: (name) => `facts::jsonb ->> '${name}'`,
  single: (value) => `CROSS JOIN LATERAL (SELECT ${value} AS value) AS told`,
  each: (list) =>
    `LEFT JOIN LATERAL jsonb_array_elements_text(facts::jsonb -> '${list}') AS told (value) ON true`,
});

const ENTRY = 'entries.id, entries.serial, entries.name, entries.title, entries.awarded_on AS "awardedOn"';
const FORGET = `CASE WHEN facts::jsonb ->> 'forgetAfter' COLLATE "C" < $1 THEN facts::jsonb ->> 'forgetAfter'
    WHEN awarded_on < $2 THEN awarded_on END COLLATE "C" AS "on"`;
const EXPIRY = `facts::jsonb ->> 'validUntil' COLLATE "C"`;

/** Counts, which name nobody, and what falls due. */
export function countingIn({ query }: Session) {
  const list = async (from: string, days: readonly string[]): Promise<DueList> => {
    const [counted] = await query<{ total: number }>(
      `SELECT count(*)::integer AS total FROM (${from}) AS due`,
      days,
    );
    const entries = await query<DueEntry>(
      `SELECT id, serial, name, title, "awardedOn", "on" FROM (${from}) AS due
       ORDER BY "on", number LIMIT ${MOST_DUE}`,
      days,
    );
    return { total: counted?.total ?? 0, entries };
  };
  const parts: Pick<SharedRegister, 'countBy' | 'countAll' | 'dueToForget' | 'expiring'> = {
    countBy: (fact, from = '', until = LAST_DAY) =>
      query<Counted>(
        `SELECT told.value, count(*)::integer AS count FROM entries ${TOLD[fact]}
         WHERE ${HOLDS} GROUP BY told.value ORDER BY count DESC, told.value COLLATE "C" NULLS FIRST`,
        [from, until],
      ),
    async countAll(from = '', until = LAST_DAY) {
      const [told] = await query<{ count: number }>(
        `SELECT count(*)::integer AS count FROM entries WHERE ${HOLDS}`,
        [from, until],
      );
      return told?.count ?? 0;
    },
    dueToForget: ({ before, awardedBefore = FIRST_DAY, keptFrom = LAST_DAY }) =>
      list(
        `SELECT number, ${ENTRY}, ${FORGET} FROM entries WHERE name <> '' AND issued_at COLLATE "C" < $3
           AND (facts::jsonb ->> 'forgetAfter' COLLATE "C" < $1 OR awarded_on < $2)`,
        [before, awardedBefore, keptFrom],
      ),
    expiring: (from, until) =>
      list(
        `SELECT entries.number, ${ENTRY}, ${EXPIRY} AS "on" FROM entries LEFT JOIN entry_status USING (number)
         WHERE ${EXPIRY} BETWEEN $1 AND $2 AND coalesce(status, 'valid') IN ('valid', 'suspended')`,
        [from, until],
      ),
  };
  return parts;
}
