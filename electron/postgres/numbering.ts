import type { Claim, Reserved } from '../register/claim.ts';
import type { Session } from './connection.ts';

/**
 * Lends each row its number. What was given back stays in the table under the name of its series, so that the number after it
 * still follows on, and is lent before a new one; neither asks how many there are. Within a transaction that has locked the register.
 */
export async function reserveIn(session: Session, claims: readonly Claim[]): Promise<readonly Reserved[]> {
  const given: Reserved[] = [];
  for (const claim of claims) given.push(await reserveOne(session, claim));
  return given;
}

/** Of these rows of a batch, all of them when untold. */
export async function releaseIn({ query }: Session, batch: string, rows?: readonly number[]): Promise<void> {
  await query(
    `UPDATE reservations SET batch = 'free ' || series, row = number, learner = concat('free ', series, ' ', number),
       template_id = '', template_version = 0
     WHERE batch = $1 AND ($2::integer[] IS NULL OR row = ANY ($2))`,
    [batch, rows ?? null],
  );
}

async function reserveOne(session: Session, claim: Claim): Promise<Reserved> {
  const { query } = session;
  const { batch, row, learner, templateId, templateVersion, series, replaces } = claim;
  const told = [learner, templateId, templateVersion];
  const [issued] =
    replaces === undefined
      ? await query(
          'SELECT 1 FROM entries WHERE learner = $1 AND template_id = $2 AND template_version = $3',
          told,
        )
      : await query('SELECT 1 FROM entries WHERE replaces = $1', [replaces]);
  if (issued) return { row, held: 'issued' };
  const [held] = await query<{ batch: string; row: number; series: string; number: number }>(
    `SELECT batch, row, series, number FROM reservations
     WHERE learner = $1 AND template_id = $2 AND template_version = $3`,
    told,
  );
  if (held && (held.batch !== batch || held.row !== row)) return { row, held: 'elsewhere' };
  if (held?.series === series) return { row, number: held.number };
  // The year has turned since, or the learner was corrected: the number is free again.
  await releaseIn(session, batch, [row]);
  const [free] = await query<{ number: number }>(
    `UPDATE reservations SET batch = $2, row = $3, learner = $4, template_id = $5, template_version = $6
     WHERE series = $1 AND number = (
       SELECT row FROM reservations WHERE batch = 'free ' || $1 ORDER BY row LIMIT 1) RETURNING number`,
    [series, batch, row, ...told],
  );
  if (free) return { row, number: free.number };
  const [added] = await query<{ number: number }>(
    `INSERT INTO reservations (series, number, batch, row, learner, template_id, template_version)
     SELECT $1, 1 + greatest(0, (SELECT max(series_number) FROM entries WHERE series = $1),
       (SELECT max(number) FROM reservations WHERE series = $1)), $2, $3, $4, $5, $6 RETURNING number`,
    [series, batch, row, ...told],
  );
  return { row, number: added?.number ?? 0 };
}
