import type { JobState } from '../../shared/desk/batch.ts';
import type { SummaryRow } from '../../shared/formats/summary/row.ts';
import { registered } from '../batch/summary.ts';
import { chunksOf } from '../queue/job-queue.ts';
import { readWaiting, writeWaiting } from '../queue/waiting.ts';
import type { Workload } from '../queue/workload.ts';
import { connect, lockRegister, type Session } from './connection.ts';
import { appendIn } from './entering.ts';
import { rowsWith } from './finding.ts';
import { openPostgresQueue } from './job-queue.ts';
import { releaseIn } from './numbering.ts';
import { endRowsIn, openBatchIn } from './planning.ts';
import { registerOver } from './register.ts';

/** @throws StudioFault as `connect`. */
export async function openPostgresWorkload(place: string): Promise<Workload> {
  const connection = await connect(place);
  const session = await connection.session();
  // A machine that is cut off from the network is found dead within half a minute; one that is killed, at once.
  await session.query(
    'SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3',
  );
  const queue = await openPostgresQueue(connection, session);
  // What a worker writes goes through the session that holds its chunk: when that is gone, so is the right to write.
  const register = await registerOver({ ...connection, ...session });
  const { query } = session;
  const locked = <T>(work: (session: Session) => Promise<T>): Promise<T> =>
    session.transaction(async (within) => {
      await lockRegister(within);
      return work(within);
    });

  return {
    register,
    queue,
    plan: ({ batch, order, plan, waiting, ended, first, waits }) =>
      session.transaction(async (within) => {
        await openBatchIn(within, batch, plan);
        await within.query('INSERT INTO jobs VALUES ($1, $2, $3, $4, $5)', [
          ...[batch.id, waits ? 'paused' : 'running', JSON.stringify(order)],
          ...[waits ? JSON.stringify(waits) : null, batch.startedAt],
        ]);
        const rows = waiting.map(({ recipient }) => recipient.row);
        for (let at = 0; at < waiting.length; at += SLICE) {
          const some = waiting.slice(at, at + SLICE);
          await within.query(
            `INSERT INTO job_rows (batch, row, state, recipient)
             SELECT $1, row, 'planned', recipient FROM unnest($2::integer[], $3::text[]) AS told (row, recipient)`,
            [batch.id, rows.slice(at, at + SLICE), some.map(writeWaiting)],
          );
        }
        await within.query(
          `INSERT INTO job_rows (batch, row, state, problems)
           SELECT $1, row, state, problems
           FROM unnest($2::integer[], $3::text[], $4::text[]) AS told (row, state, problems)`,
          [
            ...[batch.id, ended.map(({ row }) => row), ended.map(({ state }) => state)],
            ended.map(({ problems }) => JSON.stringify(problems)),
          ],
        );
        await queue.addIn(within, chunksOf(batch.id, rows.slice(0, first)));
      }),
    planAgain: (batch, waiting, at, waits) =>
      locked(async (within) => {
        if ((await stateIn(within, batch)) !== 'done') return false;
        const again = await within.query<{ row: number }>(
          `UPDATE job_rows SET state = 'planned', problems = NULL, recipient = told.recipient
           FROM unnest($2::integer[], $3::text[]) AS told (row, recipient)
           WHERE batch = $1 AND job_rows.row = told.row AND state = 'refused' RETURNING job_rows.row`,
          [batch, waiting.map(({ recipient }) => recipient.row), waiting.map(writeWaiting)],
        );
        await register.changeJob(batch, waits ? 'paused' : 'running', at, waits);
        const rows = again.map(({ row }) => row).sort((one, other) => one - other);
        await queue.addIn(within, chunksOf(batch, rows));
        return true;
      }),
    open: (certificateSha256) =>
      query(
        `SELECT batch, template_sha256 AS "templateSha256", certificate_sha256 AS "certificateSha256"
         FROM jobs JOIN batches ON batches.id = jobs.batch
         WHERE plan IS NOT NULL AND certificate_sha256 = $1 AND (state = 'running' OR state = 'cancelled'
           AND EXISTS (SELECT 1 FROM job_rows WHERE job_rows.batch = jobs.batch AND summary IS NOT NULL))
         ORDER BY started_at, batch`,
        [certificateSha256],
      ),
    async planOf(batch) {
      const [told] = await query<{ plan: string | null }>('SELECT plan FROM batches WHERE id = $1', [batch]);
      return told?.plan ?? undefined;
    },
    async next({ batch, first, last }, most) {
      if ((await stateIn(session, batch)) !== 'running') return undefined;
      const rows = await query<{ recipient: string }>(
        `SELECT recipient FROM job_rows WHERE batch = $1 AND row BETWEEN $2 AND $3 AND state = 'planned'
           AND recipient IS NOT NULL ORDER BY row LIMIT $4`,
        [batch, first, last, most],
      );
      return rows.map(({ recipient }) => readWaiting(recipient));
    },
    async filesOf({ batch, first, last }) {
      const files = await query<{ name: string }>(
        `SELECT file ->> 'name' AS name FROM job_rows JOIN entries ON entries.id = job_rows.credential
         CROSS JOIN jsonb_array_elements(files::jsonb) AS file
         WHERE job_rows.batch = $1 AND job_rows.row BETWEEN $2 AND $3 ORDER BY job_rows.row`,
        [batch, first, last],
      );
      return files.map(({ name }) => name);
    },
    enter: ({ batch, entries, ended, summaries }) =>
      locked(async (within) => {
        if ((await stateIn(within, batch)) === 'cancelled') return false;
        await appendIn(within, register.id, entries);
        await releaseIn(
          within,
          batch,
          ended.map(({ row }) => row),
        );
        await endRowsIn(within, batch, ended);
        await within.query(
          `UPDATE job_rows SET summary = told.summary FROM unnest($1::text[], $2::text[]) AS told (id, summary)
           WHERE credential = told.id`,
          [summaries.map(({ id }) => id), summaries.map((summary) => JSON.stringify(summary))],
        );
        return true;
      }).catch(unlessTaken),
    async settle(batch, at, finish) {
      const goesOn = (await stateIn(session, batch)) !== 'cancelled';
      // Asked without a lock first: workers with nothing to do ask again and again.
      if (goesOn && (await queue.left(batch))) return false;
      const [alone] = await query<{ got: boolean }>(`SELECT pg_try_advisory_lock(${FINISHING}) AS got`, [
        batch,
      ]);
      if (!alone?.got) return false;
      let settled = false;
      try {
        // What is written beside the files tells of all batches.
        await query(`SELECT pg_advisory_lock(${ENDING})`);
        settled = await settleAlone(batch, at, finish);
      } finally {
        await query(`SELECT pg_advisory_unlock(${ENDING})`);
        await query(`SELECT pg_advisory_unlock(${FINISHING})`, [batch]);
      }
      if (settled) await forget();
      return settled;
    },
    async toldOf(batch, after, most) {
      const told = await query<{ row: number; summary: string }>(
        `SELECT row, summary FROM job_rows WHERE batch = $1 AND row > $2 AND summary IS NOT NULL
         ORDER BY row LIMIT $3`,
        [batch, after, most],
      );
      const read = told.map(({ row, summary }) => ({ row, summary: JSON.parse(summary) as SummaryRow }));
      const ids = read.map(({ summary }) => summary.id);
      const now = new Map((await rowsWith(session, ids)).map((row) => [row.id, registered(row)]));
      return read.map(({ row, summary }) => ({ row, summary: { ...summary, ...now.get(summary.id) } }));
    },
    async others(batch, ids) {
      const told = await query<{ id: string }>(
        'SELECT credential AS id FROM job_rows WHERE credential = ANY ($1) AND batch = $2 AND summary IS NOT NULL',
        [ids, batch],
      );
      const here = new Set(told.map(({ id }) => id));
      const rows = await rowsWith(
        session,
        ids.filter((id) => !here.has(id)),
      );
      return rows.filter(({ files }) => files.length > 0).map(registered);
    },
    async change(batch, state, at) {
      await locked(async (within) => {
        await within.query(CHANGE, [state, at, batch]);
        if (state === 'running' && !(await queue.left(batch))) {
          const rest = await within.query<{ row: number }>(
            "SELECT row FROM job_rows WHERE batch = $1 AND state = 'planned' ORDER BY row",
            [batch],
          );
          await queue.addIn(
            within,
            chunksOf(
              batch,
              rest.map(({ row }) => row),
            ),
          );
        }
        if (state !== 'cancelled') return;
        await releaseIn(within, batch);
        await within.query('UPDATE job_rows SET recipient = NULL WHERE batch = $1', [batch]);
      });
      if (state !== 'cancelled') return;
      await queue.drop(batch);
      await forget();
    },
    async entered(names) {
      const found = await query<{ name: string }>(
        `SELECT name FROM (SELECT json_array_elements(files::json) ->> 'name' AS name FROM entries) AS kept
         WHERE name = ANY ($1)`,
        [names],
      );
      return new Set(found.map(({ name }) => name));
    },
    async begin(work) {
      const [told] = await query<{ alone: boolean }>(`SELECT pg_try_advisory_lock(${WORKERS}) AS alone`);
      if (told?.alone) await work();
      await query(`SELECT pg_advisory_lock_shared(${WORKERS})`);
      if (told?.alone) await query(`SELECT pg_advisory_unlock(${WORKERS})`);
    },
    async close() {
      await queue.close();
      await session.close();
      await connection.close();
    },
  };

  async function settleAlone(
    batch: string,
    at: string,
    finish: Parameters<Workload['settle']>[2],
  ): Promise<boolean> {
    const state = await stateIn(session, batch);
    if (state === 'done') return true;
    const sample = state !== 'cancelled' && (await query(LEFT, [batch])).length > 0;
    if (sample && state !== 'running') return false;
    await finish(sample);
    return locked(async (within) => {
      const cancelled = (await stateIn(within, batch)) === 'cancelled';
      const [left] = await within.query(LEFT, [batch]);
      if (left && !cancelled) {
        // A batch that was planned anew meanwhile has its chunks again.
        if (!(await queue.left(batch)))
          await within.query(`${CHANGE} AND state = 'running'`, ['paused', at, batch]);
        return false;
      }
      await within.query('UPDATE job_rows SET summary = NULL WHERE batch = $1 AND summary IS NOT NULL', [
        batch,
      ]);
      if (cancelled) return true;
      await within.query(
        `UPDATE batches SET finished_at = $2, issued = told.issued, already = told.already, refused = told.refused
           FROM (SELECT count(*) FILTER (WHERE state IN ('verified', 'delivered')) AS issued,
             count(*) FILTER (WHERE state = 'already') AS already, count(*) FILTER (WHERE state = 'refused') AS refused
             FROM job_rows WHERE batch = $1) AS told WHERE id = $1`,
        [batch, at],
      );
      await within.query(CHANGE, ['done', at, batch]);
      return true;
    });
  }

  /** Learners whose rows have ended stand in the table's files until it is written anew: once nobody waits for theirs. */
  async function forget(): Promise<void> {
    const [waiting] = await query(
      'SELECT 1 FROM job_rows WHERE recipient IS NOT NULL OR summary IS NOT NULL LIMIT 1',
    );
    if (!waiting) await query('VACUUM FULL job_rows');
  }
}

const LEFT = "SELECT 1 FROM job_rows WHERE batch = $1 AND state = 'planned' LIMIT 1";

const CHANGE = 'UPDATE jobs SET state = $1, reason = NULL, changed_at = $2 WHERE batch = $3';

/** Learners told in one statement. */
const SLICE = 10_000;

/** Held by the one worker that ends a batch. */
const FINISHING = "hashtextextended('finishing ' || $1, 0)";

/** Held by the one worker that ends any batch: another waits. */
const ENDING = "hashtextextended('sealwright ending', 0)";

/** Held by every worker, shared with the others. */
const WORKERS = "hashtextextended('sealwright workers', 0)";

/**
 * Places in status lists are drawn by lot; the second who draws one draws again. Whoever comes second to a part, or to what is
 * replaced, is told why when the row is looked at again.
 */
const TAKEN = new Set<unknown>(['entries_by_status', 'a_part_counts_once', 'entries_by_replaced']);

function unlessTaken(cause: unknown): false {
  if (cause instanceof Error && 'constraint' in cause && TAKEN.has(cause.constraint)) return false;
  throw cause;
}

async function stateIn({ query }: Session, batch: string): Promise<JobState | undefined> {
  const [told] = await query<{ state: JobState }>('SELECT state FROM jobs WHERE batch = $1', [batch]);
  return told?.state;
}
