import { randomInt } from 'node:crypto';
import { STATUS_LIST_PLACES, statusListUrl } from '../../shared/credential/status.ts';
import type { JobRowState } from '../../shared/desk/batch.ts';
import type { ProblemCode } from '../../shared/problem.ts';
import { StudioFault } from '../../shared/problem.ts';
import { type JobRecord, jobOf } from '../register/jobs.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { chainsIn } from './chains.ts';
import { type Connection, connect, lockRegister, type Writing } from './connection.ts';
import { countingIn } from './counting.ts';
import { appendIn, eraseIn, happenIn } from './entering.ts';
import { extensionsIn } from './extensions.ts';
import { figuresIn, findIn, showIn } from './finding.ts';
import { holdingsIn } from './holding.ts';
import { workedAt } from './job-queue.ts';
import { releaseIn, reserveIn } from './numbering.ts';
import { officeIn } from './office.ts';
import { endRowsIn, openBatchIn } from './planning.ts';
import { printsIn } from './prints.ts';
import { stacksIn } from './stacks.ts';

/** Half of a list's places: see `statusPlacesOf`. */
const FULL = STATUS_LIST_PLACES / 2;
/** Counting takes long, and some more than half do no harm. */
const RECOUNT = 256;

/** A register in PostgreSQL. @throws StudioFault as `connect`. */
export async function openPostgresRegister(place: string): Promise<SharedRegister> {
  const connection = await connect(place);
  try {
    return await registerOver(connection);
  } catch (cause) {
    await connection.close();
    throw cause;
  }
}

/** The same over a connection that is open; closing it closes that. */
export async function registerOver(connection: Connection): Promise<SharedRegister> {
  const [row] = await connection.query<{ id: string }>('SELECT id FROM register');
  const id = row?.id ?? '';
  const writing: Writing = (work) =>
    connection.transaction(async (session) => {
      await lockRegister(session);
      return work(session);
    });
  return {
    id,
    path: connection.place,
    append: (entries) => writing((session) => appendIn(session, id, entries)),
    happen: (events) => writing((session) => happenIn(session, id, events)),
    async erase(events) {
      await writing((session) => eraseIn(session, id, events));
      // The old rows are still in the table's files until it is written anew.
      await connection.query('VACUUM FULL entries');
      await connection.query('VACUUM FULL job_rows');
      await connection.query('VACUUM FULL extensions');
    },
    async lock() {
      const session = await connection.session();
      const [told] = await session.query<{ got: boolean }>(
        "SELECT pg_try_advisory_lock(hashtextextended('sealwright files', 0)) AS got",
      );
      if (told?.got) return session.close;
      await session.close();
      throw new StudioFault('register.busy', { file: connection.place });
    },
    reserve: (claims) => writing((session) => reserveIn(session, claims)),
    async release(batch, rows) {
      await releaseIn(connection, batch, rows);
    },
    async busy(batch) {
      const [told] = await connection.query<{ busy: boolean }>(BUSY, [workedAt(batch)]);
      return told?.busy === true;
    },
    ...jobsIn(connection),
    ...statusIn(connection, id),
    ...figuresIn(connection),
    ...chainsIn(connection, id),
    ...officeIn(connection, id, connection.place, writing),
    ...extensionsIn(connection, id, writing),
    ...printsIn(connection, id, writing),
    ...stacksIn(connection),
    ...countingIn(connection),
    ...holdingsIn(connection),
    find: (query) => findIn(connection, query),
    show: (credential) => showIn(connection, credential),
    close: connection.close,
  };
}

/** Whether any session of this database holds the advisory lock of that name. */
const BUSY = `SELECT EXISTS (SELECT 1 FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1 AND (classid::bigint << 32) | objid::bigint = hashtextextended($1, 0)
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS busy`;

function jobsIn(connection: Connection) {
  const COLUMNS = `jobs.*, batches.started_at, batches.template_sha256, batches.roster_sha256,
    batches.certificate_sha256, batches.plan IS NOT NULL AS for_workers`;
  const countsOf = async (batch: string) => {
    const told = { planned: 0, refused: 0, already: 0, verified: 0, delivered: 0 };
    const counted = await connection.query<{ state: JobRowState; rows: number }>(
      'SELECT state, count(*)::integer AS rows FROM job_rows WHERE batch = $1 GROUP BY state',
      [batch],
    );
    for (const { state, rows } of counted) told[state] = rows;
    return told;
  };
  const toldJob = async (record: JobRecord) => jobOf(record, await countsOf(record.batch));
  const parts: Pick<
    SharedRegister,
    | 'openBatch'
    | 'openJob'
    | 'changeJob'
    | 'closeBatch'
    | 'endRows'
    | 'jobs'
    | 'job'
    | 'rowsIn'
    | 'refusedRows'
  > = {
    openBatch: (batch) => openBatchIn(connection, batch),
    openJob: (batch, order, rows, at) =>
      connection.transaction(async ({ query }) => {
        await query("INSERT INTO jobs VALUES ($1, 'running', $2, NULL, $3)", [
          batch,
          JSON.stringify(order),
          at,
        ]);
        await query(
          "INSERT INTO job_rows (batch, row, state) SELECT $1, row, 'planned' FROM unnest($2::integer[]) AS row",
          [batch, [...rows]],
        );
      }),
    async changeJob(batch, state, at, reason) {
      await connection.query('UPDATE jobs SET state = $1, reason = $2, changed_at = $3 WHERE batch = $4', [
        ...[state, reason ? JSON.stringify(reason) : null, at, batch],
      ]);
    },
    async closeBatch(batch, { finishedAt, issued, already, refused }) {
      await connection.query(
        'UPDATE batches SET finished_at = $2, issued = $3, already = $4, refused = $5 WHERE id = $1',
        [batch, finishedAt, issued, already, refused],
      );
    },
    endRows: (batch, ended) => endRowsIn(connection, batch, ended),
    async jobs() {
      const all = await connection.query<JobRecord>(
        `SELECT ${COLUMNS} FROM jobs JOIN batches ON batches.id = jobs.batch ORDER BY started_at DESC, jobs.batch`,
      );
      return Promise.all(all.map(toldJob));
    },
    async job(batch) {
      const [record] = await connection.query<JobRecord>(
        `SELECT ${COLUMNS} FROM jobs JOIN batches ON batches.id = jobs.batch WHERE jobs.batch = $1`,
        [batch],
      );
      return record && toldJob(record);
    },
    async rowsIn(batch, state) {
      const rows = await connection.query<{ row: number }>(
        'SELECT row FROM job_rows WHERE batch = $1 AND state = $2 ORDER BY row',
        [batch, state],
      );
      return new Set(rows.map(({ row }) => row));
    },
    async refusedRows(batch) {
      const rows = await connection.query<{ row: number; problems: string | null }>(
        "SELECT row, problems FROM job_rows WHERE batch = $1 AND state = 'refused' ORDER BY row",
        [batch],
      );
      return rows.map(({ row, problems }) => ({
        row,
        problems: JSON.parse(problems ?? '[]') as readonly ProblemCode[],
      }));
    },
  };
  return parts;
}

function statusIn({ query }: Connection, registerId: string) {
  /** The list that places are given from, by base, and how many may be given before they are counted anew. */
  const open = new Map<string, { readonly number: number; readonly left: number }>();
  const parts: Pick<SharedRegister, 'allotStatus' | 'statusLists'> = {
    async allotStatus(base) {
      for (let number = open.get(base)?.number ?? 1; ; number++) {
        const listUrl = statusListUrl(base, registerId, number);
        const left = open.get(base)?.number === number ? (open.get(base)?.left ?? 0) : 0;
        if (left > 0) open.set(base, { number, left: left - 1 });
        else {
          const [told] = await query<{ taken: number }>(
            'SELECT count(*)::integer AS taken FROM entries WHERE status_list = $1',
            [listUrl],
          );
          const free = FULL - (told?.taken ?? 0);
          if (free <= 0) continue;
          open.set(base, { number, left: Math.min(free, RECOUNT) - 1 });
        }
        // By lot among so many that two workers hardly meet; if they do, the second is refused and tried again.
        for (;;) {
          const index = randomInt(STATUS_LIST_PLACES);
          const taken = await query('SELECT 1 FROM entries WHERE status_list = $1 AND status_index = $2', [
            ...[listUrl, index],
          ]);
          if (taken.length === 0) return { listUrl, index };
        }
      }
    },
    async statusLists() {
      const lists = await query<{ list: string }>(
        'SELECT DISTINCT status_list AS list FROM entries WHERE status_list IS NOT NULL ORDER BY 1',
      );
      const ended = await query<{ list: string; place: number; status: string }>(
        `SELECT status_list AS list, status_index AS place, status FROM entry_status
         JOIN entries USING (number) WHERE status_list IS NOT NULL AND status <> 'valid' ORDER BY status_index`,
      );
      return lists.map(({ list: listUrl }) => {
        const places = (...wanted: readonly string[]) =>
          ended
            .filter(({ list, status }) => list === listUrl && wanted.includes(status))
            .map(({ place }) => place);
        return { listUrl, revoked: places('revoked', 'superseded'), suspended: places('suspended') };
      });
    },
  };
  return parts;
}
