import type { Claim, Reserved } from './claim.ts';
import type { Database } from './database.ts';

/** Of one learner's version of a template. */
type Wanted = [learner: string, templateId: string, templateVersion: number];

/** Parts of `entriesOf` and `jobsOf`, within their transactions. */
export type Numbers = ReturnType<typeof numberingOf>['numbers'];

/**
 * Numbers that are given out. One that was given back stays in the table under the name of its series, so that the number
 * after it still follows on, and is given out before a new one; neither asks how many there are.
 */
export function numberingOf(database: Database) {
  const last = database
    .prepare<[string, string], number>(
      `SELECT max(coalesce((SELECT max(series_number) FROM entries WHERE series = ?), 0),
         coalesce((SELECT max(number) FROM reservations WHERE series = ?), 0))`,
    )
    .pluck();
  const freed = database
    .prepare<[string, number], number>(
      "SELECT row FROM reservations WHERE batch = 'free ' || ? ORDER BY row LIMIT 1 OFFSET ?",
    )
    .pluck();
  const countFreed = database
    .prepare<[string], number>("SELECT count(*) FROM reservations WHERE batch = 'free ' || ?")
    .pluck();
  const issued = database.prepare<Wanted, 1>(
    'SELECT 1 FROM entries WHERE learner = ? AND template_id = ? AND template_version = ?',
  );
  const replaced = database.prepare<[string], 1>('SELECT 1 FROM entries WHERE replaces = ?');
  const lent = database.prepare<
    Wanted,
    Pick<Claim, 'batch' | 'row' | 'series'> & { readonly number: number }
  >(
    'SELECT batch, row, series, number FROM reservations WHERE learner = ? AND template_id = ? AND template_version = ?',
  );
  const lend = database.prepare<[string, number, string, number, ...Wanted]>(
    'INSERT OR REPLACE INTO reservations VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const free = database.prepare<[string, number | null, number | null]>(
    `UPDATE reservations SET batch = 'free ' || series, row = number, learner = 'free ' || series || ' ' || number,
       template_id = '', template_version = 0 WHERE batch = ? AND (? IS NULL OR row = ?)`,
  );
  const use = database.prepare<[string, number]>('DELETE FROM reservations WHERE series = ? AND number = ?');

  const nextNumber = (series: string, after = 0): number => {
    const given = freed.get(series, after);
    if (given !== undefined) return given;
    return (last.get(series, series) ?? 0) + 1 + after - (countFreed.get(series) ?? 0);
  };
  const reserveOne = (claim: Claim): Reserved => {
    const { batch, row, learner, templateId, templateVersion, series, replaces } = claim;
    const wanted: Wanted = [learner, templateId, templateVersion];
    const before = replaces === undefined ? issued.get(...wanted) : replaced.get(replaces);
    if (before) return { row, held: 'issued' };
    const held = lent.get(...wanted);
    if (held && (held.batch !== batch || held.row !== row)) return { row, held: 'elsewhere' };
    if (held?.series === series) return { row, number: held.number };
    // The year has turned since, or the learner was corrected: the number is free again.
    free.run(batch, row, row);
    const number = nextNumber(series);
    lend.run(series, number, batch, row, ...wanted);
    return { row, number };
  };
  const reserve = database.transaction((claims: readonly Claim[]) => claims.map(reserveOne));
  const release = database.transaction((batch: string, rows: readonly number[]) => {
    for (const row of rows) free.run(batch, row, row);
  });

  return {
    /** For others' transactions. */
    numbers: {
      use: (series: string, number: number): void => void use.run(series, number),
      releaseAll: (batch: string): void => void free.run(batch, null, null),
    },
    parts: {
      nextNumber,
      reserve: (claims: readonly Claim[]): readonly Reserved[] => reserve.immediate(claims),
      release: (batch: string, rows: readonly number[]): void => release.immediate(batch, rows),
    },
  };
}
