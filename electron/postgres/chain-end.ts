import type { Link } from '../register/chain.ts';
import type { Session } from './connection.ts';

/** The last link of a chain. */
export type End = Pick<Link, 'number' | 'hash'>;

export async function endOf(
  { query }: Session,
  table: 'entries' | 'events' | 'extensions' | 'prints' | 'office_events',
): Promise<End | undefined> {
  const [end] = await query<End>(`SELECT number, hash FROM ${table} ORDER BY number DESC LIMIT 1`);
  return end;
}

/** Writes a record whose fields are called as the columns. */
export async function insertInto({ query }: Session, table: string, record: object): Promise<void> {
  const columns = Object.keys(record);
  const places = columns.map((_, at) => `$${at + 1}`);
  await query(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`,
    Object.values(record),
  );
}
