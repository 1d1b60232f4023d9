import { placeAfter } from '../register/chain.ts';
import { ENTRY_COLUMNS, type Entry, recordOf, supersededBy } from '../register/entries.ts';
import { eventRecordOf, mayFollow, type NewEvent } from '../register/events.ts';
import { keyOf } from '../register/jobs.ts';
import { type End, endOf, insertInto } from './chain-end.ts';
import type { Session } from './connection.ts';
import { statusOfIn, wordsOf } from './finding.ts';

const INSERT = `INSERT INTO entries (${ENTRY_COLUMNS.join(', ')}, words)
  VALUES (${ENTRY_COLUMNS.map((_, at) => `$${at + 1}`).join(', ')}, $${ENTRY_COLUMNS.length + 1}::tsvector)`;

/**
 * Enters credentials, ends their rows and uses up their numbers: within a transaction that has locked the register.
 * @throws what the tables refuse: a learner, serial or row that is entered already.
 */
export async function appendIn(
  session: Session,
  registerId: string,
  entries: readonly Entry[],
): Promise<void> {
  const { query } = session;
  let last: End | undefined = await endOf(session, 'entries');
  for (const entry of entries) {
    const record = recordOf(entry, placeAfter(last, registerId));
    await query(INSERT, [...ENTRY_COLUMNS.map((column) => record[column]), wordsOf(record.search)]);
    last = record;
    await endRow(session, entry);
    if (entry.replaces) await addEvent(session, registerId, supersededBy(entry, entry.replaces));
  }
}

async function endRow({ query }: Session, entry: Entry): Promise<void> {
  const { id, batch, row } = entry;
  if (row === undefined) return;
  await query('DELETE FROM reservations WHERE batch = $1 AND row = $2', [batch, row]);
  await query(
    `UPDATE job_rows SET state = 'verified', credential = $1, key = $2, problems = NULL, recipient = NULL
     WHERE batch = $3 AND row = $4 AND state NOT IN ('verified', 'delivered')`,
    [id, keyOf(entry), batch, row],
  );
}

/** All of them or none. @throws when one may not follow what stands. */
export async function happenIn(
  session: Session,
  registerId: string,
  events: readonly NewEvent[],
): Promise<void> {
  for (const event of events) {
    const status = await statusOfIn(session, event.credential);
    if (!mayFollow(status, event.kind)) throw new Error(`${event.kind} cannot follow ${status}`);
    await addEvent(session, registerId, event);
  }
}

export async function eraseIn(
  session: Session,
  registerId: string,
  events: readonly NewEvent[],
): Promise<void> {
  await happenIn(session, registerId, events);
  for (const { credential } of events) {
    await session.query(
      `UPDATE entries SET name = '', search = '', files = '[]', words = '', learner = 'erased:' || number,
         salt = CASE WHEN salt IS NULL THEN NULL ELSE '' END WHERE id = $1`,
      [credential],
    );
    await session.query(
      `UPDATE extensions SET file = '', from_sha256 = '', to_sha256 = '',
         salt = CASE WHEN salt IS NULL THEN NULL ELSE '' END WHERE credential = $1`,
      [credential],
    );
    await session.query('UPDATE job_rows SET key = NULL, summary = NULL WHERE credential = $1', [credential]);
  }
}

async function addEvent(session: Session, registerId: string, event: NewEvent): Promise<void> {
  const last = await endOf(session, 'events');
  await insertInto(session, 'events', eventRecordOf(event, placeAfter(last, registerId)));
}
