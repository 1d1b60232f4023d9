import {
  CREDENTIAL_STATUSES,
  type CredentialStatus,
  type RegisterFigures,
  type RegisterPage,
  type RegisterQuery,
  type RegisterRecord,
  type RegisterRow,
} from '../../shared/desk/register.ts';
import { type EntryRecord, rowOf, searchable } from '../register/entries.ts';
import { type EventRecord, eventOf } from '../register/events.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import type { Session } from './connection.ts';
import { raisedOf } from './extensions.ts';
import { printsFor } from './prints.ts';

type Found = EntryRecord & { readonly status: CredentialStatus | null };

/** Nobody reads further; as in the embedded register. */
const MOST_COUNTED = 10_000;
const WITH_STATUS = `SELECT entries.*, entry_status.status FROM entries LEFT JOIN entry_status USING (number)`;

/**
 * What an entry is found by, as a tsvector: letters and digits alone, so that nothing has to be quoted and no dictionary
 * of the database has a say.
 */
export function wordsOf(search: string): string {
  const words = search.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word, at) => `'${word}':${Math.min(at + 1, 16_383)}`).join(' ');
}

/** What is written together stands together and is found by its beginning; in which order is all one. */
function queryOf(search: string): string {
  return searchable(search)
    .split(/\s+/)
    .map((chunk) => chunk.match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((words) => words.length > 0)
    .map((words) => `(${words.map((word) => `'${word}'`).join(' <-> ')}:*)`)
    .join(' & ');
}

export async function findIn(session: Session, asked: RegisterQuery): Promise<RegisterPage> {
  const { query } = session;
  const words = queryOf(asked.search);
  if (asked.search.trim() !== '' && words === '') return { total: 0, entries: [] };
  const { status, template, batch, from, until, limit, offset } = asked;
  const clauses: string[] = [];
  const values: unknown[] = [];
  const add = (clause: (at: string) => string, value: unknown): void => {
    values.push(value);
    clauses.push(clause(`$${values.length}`));
  };
  if (words !== '') add((at) => `entries.words @@ ${at}::tsquery`, words);
  if (template !== undefined) add((at) => `template_id = ${at}`, template);
  if (batch !== undefined) add((at) => `batch = ${at}`, batch);
  if (from !== undefined) add((at) => `awarded_on >= ${at}`, from);
  if (until !== undefined) add((at) => `awarded_on <= ${at}`, until);
  if (status === 'valid') clauses.push("coalesce(status, 'valid') = 'valid'");
  else if (status !== undefined) add((at) => `status = ${at}`, status);
  const days = from !== undefined || until !== undefined;
  const where = clauses.length > 0 ? `WHERE ${clauses.join(' AND ')}` : '';
  const everything = clauses.length === 0;
  const [counted] = await query<{ total: number }>(
    everything
      ? 'SELECT coalesce(max(number), 0)::integer AS total FROM entries'
      : `SELECT count(*)::integer AS total FROM (SELECT 1 FROM entries LEFT JOIN entry_status USING (number)
         ${where} LIMIT ${MOST_COUNTED + 1}) AS found`,
    values,
  );
  const total = counted?.total ?? 0;
  const page = await query<Found>(
    `${WITH_STATUS} ${where} ORDER BY ${days && words === '' ? 'awarded_on DESC, ' : ''}number DESC
     LIMIT $${values.length + 1} OFFSET $${values.length + 2}`,
    [...values, limit, offset],
  );
  const more = !everything && total > MOST_COUNTED;
  const filesNow = await raisedOf(
    session,
    page.map(({ id }) => id),
  );
  return {
    total: more ? MOST_COUNTED : total,
    ...(more && { more }),
    entries: page.map((record) => rowOf(record, { filesNow })),
  };
}

/** Those of these credentials that are entered. */
export async function rowsWith(session: Session, ids: readonly string[]): Promise<readonly RegisterRow[]> {
  const found = await session.query<Found>(`${WITH_STATUS} WHERE entries.id = ANY ($1)`, [ids]);
  const filesNow = await raisedOf(session, ids);
  return found.map((record) => rowOf(record, { filesNow }));
}

export async function showIn(session: Session, credential: string): Promise<RegisterRecord | undefined> {
  const { query } = session;
  const [record] = await query<Found>(`${WITH_STATUS} WHERE entries.id = $1 OR entries.serial = $1`, [
    credential,
  ]);
  if (!record) return undefined;
  const events = await query<EventRecord>('SELECT * FROM events WHERE credential = $1 ORDER BY number', [
    record.id,
  ]);
  const { batch, template_id, template_version, status_list: listUrl, status_index: index } = record;
  return {
    ...rowOf(record, { filesNow: await raisedOf(session, [record.id]) }),
    batch,
    templateId: template_id,
    templateVersion: template_version,
    ...(listUrl !== null && index !== null && { statusList: { listUrl, index } }),
    history: events.map(eventOf),
    prints: await printsFor(session, record.id),
  };
}

export async function statusOfIn({ query }: Session, credential: string): Promise<CredentialStatus> {
  const [told] = await query<{ status: CredentialStatus }>(
    'SELECT status FROM entry_status WHERE credential = $1',
    [credential],
  );
  return told?.status ?? 'valid';
}

/** Counts alone: nobody is named. */
export function figuresIn(session: Session) {
  const { query } = session;
  const count = async (): Promise<number> => {
    const [told] = await query<{ count: number }>('SELECT count(*)::integer AS count FROM entries');
    return told?.count ?? 0;
  };
  const parts: Pick<SharedRegister, 'count' | 'figures' | 'statusOf'> = {
    count,
    statusOf: (credential) => statusOfIn(session, credential),
    async figures(): Promise<RegisterFigures> {
      const issued = await count();
      const told = new Map(
        (
          await query<{ status: CredentialStatus; count: number }>(
            "SELECT status, count(*)::integer AS count FROM entry_status WHERE status <> 'valid' GROUP BY status",
          )
        ).map(({ status, count: counted }) => [status, counted]),
      );
      const ended = [...told.values()].reduce((sum, counted) => sum + counted, 0);
      const byStatus = CREDENTIAL_STATUSES.map((status) => [
        status,
        status === 'valid' ? issued - ended : (told.get(status) ?? 0),
      ]);
      return {
        issued,
        byStatus: Object.fromEntries(byStatus) as RegisterFigures['byStatus'],
        byTemplate: await query<{ title: string; count: number }>(
          'SELECT title, count(*)::integer AS count FROM entries GROUP BY title ORDER BY count DESC, title COLLATE "C"',
        ),
        byMonth: await query<{ month: string; count: number }>(
          `SELECT substr(awarded_on, 1, 7) AS month, count(*)::integer AS count FROM entries
           GROUP BY 1 ORDER BY substr(awarded_on, 1, 7) COLLATE "C"`,
        ),
      };
    },
  };
  return parts;
}
