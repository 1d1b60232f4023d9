import type { RegisterHealth } from '../../shared/desk/register.ts';
import { done, type Outcome, refused, StudioFault } from '../../shared/problem.ts';
import { type Database, openDatabase } from '../register/database.ts';
import { openRegister } from '../register/register.ts';
import { type Connection, connect, type Session } from './connection.ts';
import { wordsOf } from './finding.ts';
import { registerOver } from './register.ts';

/** In the order in which they speak of one another. */
const TABLES = [
  ...(['batches', 'jobs', 'entries', 'job_rows', 'events', 'entry_status', 'stack_uses'] as const),
  ...(['extensions', 'prints', 'officers', 'office_events', 'audit_seals'] as const),
] as const;
/** Their triggers judge what is new, or fill another table. */
const JUDGED = ['entries', 'events', 'stack_uses', 'extensions', 'prints', 'office_events'] as const;
/** Rows told in one statement. */
const SLICE = 1000;

/**
 * Puts a register that is a file, or a copy of one, into a database where no register is yet: with its id, its chains and its
 * audit seals, its office, digest by digest. A batch with rows to come is cancelled there, for its roster lies at a desk; issued anew, it
 * passes over what is issued. Problem: `file.not-writable` when a register stands there already. @throws StudioFault `register.corrupt` when either does not hold; as `connect`.
 */
export async function moveInto(file: string, place: string): Promise<Outcome<RegisterHealth>> {
  const source = openRegister(file, { create: false });
  try {
    if (!source.check().holds) throw new StudioFault('register.corrupt', { file });
  } finally {
    source.close();
  }
  const database = openDatabase(file, { create: false });
  try {
    const connection = await connect(place);
    try {
      return await copyInto(database, connection, file);
    } finally {
      await connection.close();
    }
  } finally {
    database.close();
  }
}

function copyInto(
  database: Database,
  connection: Connection,
  file: string,
): Promise<Outcome<RegisterHealth>> {
  return connection.transaction(async (session) => {
    // Whoever else would write, or move a register here, waits.
    await session.query('LOCK TABLE register IN ACCESS EXCLUSIVE MODE');
    const [there] = await session.query('SELECT 1 FROM batches UNION ALL SELECT 1 FROM officers LIMIT 1');
    if (there) return refused({ code: 'file.not-writable', where: { file: connection.place } });
    const id = database.prepare('SELECT id FROM register').pluck().get();
    await session.query('UPDATE register SET id = $1', [id]);
    // They judge what is new; that this holds was asked above, and is asked again below.
    for (const table of JUDGED) await session.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    for (const table of TABLES) await copyTable(database, session, table);
    for (const table of JUDGED) await session.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    await session.query(
      `UPDATE jobs SET state = 'cancelled', reason = NULL
       WHERE batch IN (SELECT batch FROM job_rows WHERE state = 'planned')`,
    );
    await session.query('UPDATE job_rows SET recipient = NULL WHERE recipient IS NOT NULL');
    const health = await (await registerOver({ ...connection, query: session.query })).check();
    if (!health.holds) throw new StudioFault('register.corrupt', { file });
    return done(health);
  });
}

async function copyTable(
  database: Database,
  { query }: Session,
  table: (typeof TABLES)[number],
): Promise<void> {
  const told = await query<{ name: string; type: string }>(
    `SELECT column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_schema = 'sealwright' AND table_name = $1`,
    [table],
  );
  const columns = told.filter(({ name }) => name !== 'words' && hasColumn(database, table, name));
  const words = table === 'entries' ? [{ name: 'words', type: 'text' }] : [];
  const all = [...columns, ...words];
  const insert = `INSERT INTO ${table} (${all.map(({ name }) => name).join(', ')})
    SELECT ${all.map(({ name }) => (name === 'words' ? 'words::tsvector' : name)).join(', ')}
    FROM unnest(${all.map(({ type }, at) => `$${at + 1}::${type}[]`).join(', ')})
    AS told (${all.map(({ name }) => name).join(', ')})`;
  let some: Readonly<Record<string, unknown>>[] = [];
  const write = async (): Promise<void> => {
    const values = columns.map(({ name }) => some.map((row) => row[name]));
    await query(insert, [...values, ...words.map(() => some.map(({ search }) => wordsOf(String(search))))]);
    some = [];
  };
  for (const row of database
    .prepare<[], Readonly<Record<string, unknown>>>(`SELECT * FROM ${table}`)
    .iterate()) {
    some.push(row);
    if (some.length === SLICE) await write();
  }
  if (some.length > 0) await write();
}

function hasColumn(database: Database, table: string, name: string): boolean {
  return database.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, name) !== undefined;
}
