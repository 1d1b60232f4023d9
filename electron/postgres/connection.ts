import pg from 'pg';
import { StudioFault } from '../../shared/problem.ts';
import { leaveFor } from '../network/send.ts';
import { readAddress } from './address.ts';
import { MIGRATIONS, VERSION } from './schema.ts';

/** What answers statements: the pool, or one session within a transaction. */
export interface Session {
  query<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

export interface Connection extends Session {
  /** Told to whoever may see it. */
  readonly place: string;
  /** All or none of what `work` asks; one writer of the register at a time when it begins with `lockRegister`. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** A session of one's own, with whatever locks it holds until it is closed or dies. */
  session(): Promise<OwnSession>;
  close(): Promise<void>;
}

export interface OwnSession extends Session {
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Does something to the register alone, all or none. */
export type Writing = <T>(work: (session: Session) => Promise<T>) => Promise<T>;

/** Sessions of one process beside those of its own; a database has few to give. */
const MOST_SESSIONS = 4;

/**
 * Connects, and makes the register's tables where none are, or brings them up to date. The password comes from PGPASSWORD or a password file.
 * @throws StudioFault `register.unreachable`, `register.newer`, `register.address-password`, `policy.refused`.
 */
export async function connect(place: string): Promise<Connection> {
  const { origin, here } = readAddress(place);
  if (origin !== undefined) leaveFor('register', origin);
  keepPassword();
  const settings: pg.PoolConfig = {
    connectionString: place,
    application_name: 'sealwright',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // Names of learners travel: over a network only under TLS, unless the address says how.
    ...(!here && !/[?&]sslmode=/.test(place) && { ssl: true }),
  };
  const pool = new pg.Pool({ ...settings, max: MOST_SESSIONS });
  // A session that breaks while nobody uses it: the next question opens another.
  pool.on('error', () => {});
  const fault = faultsAt(place);
  const own = async (): Promise<OwnSession> => {
    const client = new pg.Client(settings);
    // Told by the question that is under way, or by the next.
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query(DURABLE);
    } catch (cause) {
      // A server that asked for a password would go on waiting for it, and the process with it.
      void client.end();
      return fault(cause);
    }
    const asking = sessionOf(client, fault);
    let answered: Promise<unknown> = Promise.resolve();
    const session: Session = {
      query<Row>(text: string, values?: readonly unknown[]) {
        const next = answered.then(() => asking.query<Row>(text, values));
        answered = next.catch(() => {});
        return next;
      },
    };
    // One at a time: of two that are mixed neither would be all or nothing.
    let last: Promise<unknown> = Promise.resolve();
    return {
      ...session,
      transaction(work) {
        const next = last.then(() => transactionIn(session, work));
        last = next.catch(() => {});
        return next;
      },
      close: () => client.end(),
    };
  };
  const connection: Connection = {
    place,
    query: (text, values) => inSession(pool, fault, (session) => session.query(text, values)),
    transaction: (work) => inSession(pool, fault, (session) => transactionIn(session, work)),
    session: own,
    close: () => pool.end(),
  };
  // By a session that can be ended when it is refused; those of the pool cannot.
  await (await own()).close();
  try {
    await prepare(connection);
    return connection;
  } catch (cause) {
    await pool.end();
    throw cause;
  }
}

/** What is acknowledged is on the disk, whatever the database's own setting is. */
const DURABLE = 'SET synchronous_commit = on; SET search_path = sealwright';

/** Whoever writes to the register waits for the others here. */
export async function lockRegister({ query }: Session): Promise<void> {
  await query('SELECT id FROM register FOR UPDATE');
}

async function inSession<T>(
  pool: pg.Pool,
  fault: (cause: unknown) => never,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch(fault);
  let broken = false;
  try {
    await client.query(DURABLE).catch(fault);
    return await work(sessionOf(client, fault));
  } catch (cause) {
    broken = cause instanceof StudioFault && cause.code === 'register.unreachable';
    throw cause;
  } finally {
    client.release(broken);
  }
}

function sessionOf(client: pg.ClientBase, fault: (cause: unknown) => never): Session {
  return {
    async query<Row>(text: string, values: readonly unknown[] = []) {
      // Of several statements in one text there are as many answers.
      const answers: pg.QueryResult | readonly pg.QueryResult[] = await client
        .query(text, [...values])
        .catch(fault);
      return [answers].flat().flatMap(({ rows }) => rows) as readonly Row[];
    },
  };
}

async function transactionIn<T>(session: Session, work: (session: Session) => Promise<T>): Promise<T> {
  await session.query('BEGIN');
  try {
    const answer = await work(session);
    await session.query('COMMIT');
    return answer;
  } catch (cause) {
    // A session that is gone has taken its transaction with it.
    await session.query('ROLLBACK').catch(() => {});
    throw cause;
  }
}

/**
 * Errors of the server that are an answer (a rule of the tables, a wrong statement) are thrown on; all others mean that
 * the register cannot be reached now.
 */
function faultsAt(place: string): (cause: unknown) => never {
  return (cause) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (/^(53100|58030)$/.test(code)) throw new StudioFault('file.disk-full', { file: place }, { cause });
    if (/^XX00[12]$/.test(code)) throw new StudioFault('register.corrupt', { file: place }, { cause });
    // Classes of the appendix on error codes: connection, authorisation, catalog, resources, operator's intervention.
    const answered = /^[0-9A-Z]{5}$/.test(code) && !/^(08|28|3D|42501|53|57)/.test(code);
    if (answered) throw cause;
    const detail = code || (cause instanceof Error ? cause.message : String(cause));
    throw new StudioFault('register.unreachable', { file: place, detail }, { cause });
  };
}

/** Taken out of the environment, which children inherit and reports of crashes list. Beside an address the client reads no setting. */
function keepPassword(): void {
  const { PGPASSWORD } = process.env;
  if (PGPASSWORD !== undefined) pg.defaults.password = PGPASSWORD;
  delete process.env.PGPASSWORD;
}

async function prepare(connection: Connection): Promise<void> {
  const [encoding] = await connection.query<{ server_encoding: string }>('SHOW server_encoding');
  if (encoding?.server_encoding !== 'UTF8') {
    const detail = `encoding ${encoding?.server_encoding}`;
    throw new StudioFault('register.unreachable', { file: connection.place, detail });
  }
  const standing = async (session: Session): Promise<number> => {
    const there = await session.query(
      "SELECT 1 FROM pg_tables WHERE schemaname = 'sealwright' AND tablename = 'register'",
    );
    if (there.length === 0) return 0;
    const [row] = await session.query<{ version: number }>('SELECT version FROM sealwright.register');
    return row?.version ?? 0;
  };
  const version = await standing(connection);
  if (version > VERSION)
    throw new StudioFault('register.newer', { file: connection.place, version, newest: VERSION });
  if (version === VERSION) return;
  await connection.transaction(async (session) => {
    // Two desks that come first at the same time.
    await session.query("SELECT pg_advisory_xact_lock(hashtext('sealwright schema'))");
    const meanwhile = await standing(session);
    for (const migration of MIGRATIONS) {
      if (migration.version <= meanwhile) continue;
      await session.query(migration.sql);
      await session.query('UPDATE sealwright.register SET version = $1', [migration.version]);
    }
  });
}
