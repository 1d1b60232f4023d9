import { createHash } from 'node:crypto';
import type { BatchOrder, JobRowState, JobState, RowCounts, RowRefusal } from '../../shared/desk/batch.ts';
import type { Language } from '../../shared/language.ts';
import type { Problem, ProblemCode } from '../../shared/problem.ts';
import type { Database } from './database.ts';
import type { Numbers } from './numbering.ts';

/** What a batch was begun with; the password never is among it. */
export type KeptOrder = Omit<BatchOrder, 'password' | 'continues'>;

/** A batch that can be gone on with. */
export interface Job {
  readonly batch: string;
  readonly state: JobState;
  readonly order: KeptOrder;
  /** Why it is paused, when the machine was why. */
  readonly reason?: Problem;
  readonly startedAt: string;
  readonly changedAt: string;
  readonly templateSha256: string;
  readonly rosterSha256: string;
  readonly certificateSha256: string;
  /** Whether workers seal it. */
  readonly forWorkers: boolean;
  readonly rows: RowCounts;
}

/** What became of a row that is not issued; what is issued is told by its entry. */
export interface RowEnded {
  readonly row: number;
  readonly state: Extract<JobRowState, 'refused' | 'already'>;
  readonly problems: readonly ProblemCode[];
}

/** Of an entry, what makes its row verified. */
export interface EnteredRow {
  readonly id: string;
  readonly batch: string;
  readonly row?: number;
  readonly learner: string;
  readonly templateId: string;
  readonly templateVersion: number;
}

/** A credential of a batch, told by its id, and its primary language; old registers do not know it. */
export interface IssuedRow {
  readonly id: string;
  readonly language: Language | null;
}

export interface JobRecord {
  readonly batch: string;
  readonly state: JobState;
  readonly sealing_order: string;
  readonly reason: string | null;
  readonly started_at: string;
  readonly changed_at: string;
  readonly template_sha256: string;
  readonly roster_sha256: string;
  readonly certificate_sha256: string;
  /** A truth value, or SQLite's number for it. */
  readonly for_workers: boolean | number;
}

/** Parts of `entriesOf` and `recordsOf`, within their transactions. */
export type JobRows = Pick<ReturnType<typeof jobsOf>['rows'], 'entered' | 'forget'>;

export function jobsOf(database: Database, numbers: Numbers) {
  const insert = database.prepare<[string, string, string]>(
    "INSERT INTO jobs (batch, state, sealing_order, changed_at) VALUES (?, 'running', ?, ?)",
  );
  const plan = database.prepare<[string, number]>(
    "INSERT INTO job_rows (batch, row, state) VALUES (?, ?, 'planned')",
  );
  const change = database.prepare<[JobState, string | null, string, string]>(
    'UPDATE jobs SET state = ?, reason = ?, changed_at = ? WHERE batch = ?',
  );
  const leave = database.prepare<[]>(
    "UPDATE jobs SET state = 'paused' WHERE state = 'running' AND batch NOT IN (SELECT id FROM batches WHERE plan IS NOT NULL)",
  );
  const forgetAll = database.prepare<[string]>('UPDATE job_rows SET recipient = NULL WHERE batch = ?');
  const dropChunks = database.prepare<[string]>('DELETE FROM job_chunks WHERE batch = ?');
  const workersAt = database
    .prepare<[string], number>(
      'SELECT DISTINCT worker FROM job_chunks WHERE batch = ? AND worker IS NOT NULL',
    )
    .pluck();
  const end = database.prepare<[string, string, string, number]>(
    "UPDATE job_rows SET state = ?, problems = ?, recipient = NULL WHERE batch = ? AND row = ? AND state NOT IN ('verified', 'delivered')",
  );
  const enter = database.prepare<[string, string, string, number]>(
    `UPDATE job_rows SET state = 'verified', credential = ?, key = ?, problems = NULL, recipient = NULL
     WHERE batch = ? AND row = ? AND state NOT IN ('verified', 'delivered')`,
  );
  const forget = database.prepare<[string]>(
    'UPDATE job_rows SET key = NULL, summary = NULL WHERE credential = ?',
  );
  const COLUMNS = `jobs.batch, jobs.state, jobs.sealing_order, jobs.reason, jobs.changed_at, batches.started_at,
    batches.template_sha256, batches.roster_sha256, batches.certificate_sha256, batches.plan IS NOT NULL AS for_workers`;
  const all = database.prepare<[], JobRecord>(
    `SELECT ${COLUMNS} FROM jobs JOIN batches ON batches.id = jobs.batch ORDER BY batches.started_at DESC, jobs.batch`,
  );
  const one = database.prepare<[string], JobRecord>(
    `SELECT ${COLUMNS} FROM jobs JOIN batches ON batches.id = jobs.batch WHERE jobs.batch = ?`,
  );
  const counts = database.prepare<[string], { readonly state: JobRowState; readonly rows: number }>(
    'SELECT state, count(*) AS rows FROM job_rows WHERE batch = ? GROUP BY state',
  );
  const inState = database
    .prepare<[string, JobRowState], number>(
      'SELECT row FROM job_rows WHERE batch = ? AND state = ? ORDER BY row',
    )
    .pluck();
  const issuedIn = database.prepare<[string], IssuedRow>(
    "SELECT id, facts ->> '$.languages[0]' AS language FROM entries WHERE batch = ? ORDER BY number",
  );
  const deliver = database.prepare<[string, string]>(
    "UPDATE job_rows SET state = 'delivered' WHERE batch = ? AND credential = ? AND state = 'verified'",
  );
  const refusals = database.prepare<[string], { readonly row: number; readonly problems: string | null }>(
    "SELECT row, problems FROM job_rows WHERE batch = ? AND state = 'refused' ORDER BY row",
  );

  const rowCounts = (batch: string): RowCounts => {
    const told = { planned: 0, refused: 0, already: 0, verified: 0, delivered: 0 };
    for (const { state, rows } of counts.all(batch)) told[state] = rows;
    return told;
  };
  const openJob = database.transaction(
    (batch: string, order: KeptOrder, rows: Iterable<number>, at: string) => {
      insert.run(batch, JSON.stringify(order), at);
      for (const row of rows) plan.run(batch, row);
    },
  );
  const endRows = database.transaction((batch: string, ended: readonly RowEnded[]) => {
    for (const { row, state, problems } of ended) end.run(state, JSON.stringify(problems), batch, row);
  });

  const changeJob = database.transaction((batch: string, state: JobState, at: string, reason?: Problem) => {
    change.run(state, reason ? JSON.stringify(reason) : null, at, batch);
    if (state !== 'cancelled') return;
    // Nobody waits any more, and nobody else is kept waiting.
    numbers.releaseAll(batch);
    forgetAll.run(batch);
    dropChunks.run(batch);
  });

  const deliverAll = database.transaction((batch: string, credentials: readonly string[]) => {
    for (const credential of credentials) deliver.run(batch, credential);
  });

  return {
    /** For others' transactions. */
    rows: {
      /** The row of an entry, if it is of a job. @throws when its key is there already: one learner, one credential. */
      entered(entry: EnteredRow): void {
        if (entry.row !== undefined) enter.run(entry.id, keyOf(entry), entry.batch, entry.row);
      },
      forget: (credential: string): void => void forget.run(credential),
    },
    parts: {
      openJob: (batch: string, order: KeptOrder, rows: Iterable<number>, at: string): void =>
        openJob.immediate(batch, order, rows, at),
      changeJob(batch: string, state: JobState, at: string, reason?: Problem): void {
        // Learners who waited are overwritten where they stood.
        if (state === 'cancelled') database.pragma('secure_delete = ON');
        changeJob.immediate(batch, state, at, reason);
      },
      workersAt: (batch: string): readonly number[] => workersAt.all(batch),
      leaveJobs: (): void => void leave.run(),
      endRows: (batch: string, ended: readonly RowEnded[]): void => endRows.immediate(batch, ended),
      issuedIn: (batch: string): readonly IssuedRow[] => issuedIn.all(batch),
      deliverRows: (batch: string, credentials: readonly string[]): void =>
        deliverAll.immediate(batch, credentials),
      jobs: (): readonly Job[] => all.all().map((record) => jobOf(record, rowCounts(record.batch))),
      job(batch: string): Job | undefined {
        const record = one.get(batch);
        return record && jobOf(record, rowCounts(batch));
      },
      rowsIn: (batch: string, state: JobRowState): ReadonlySet<number> =>
        new Set(inState.iterate(batch, state)),
      refusedRows: (batch: string): readonly RowRefusal[] =>
        refusals.all(batch).map(({ row, problems }) => ({
          row,
          problems: JSON.parse(problems ?? '[]') as readonly ProblemCode[],
        })),
    },
  };
}

export function jobOf(record: JobRecord, rows: RowCounts): Job {
  return {
    batch: record.batch,
    state: record.state,
    order: JSON.parse(record.sealing_order) as KeptOrder,
    ...(record.reason !== null && { reason: JSON.parse(record.reason) as Problem }),
    startedAt: record.started_at,
    changedAt: record.changed_at,
    templateSha256: record.template_sha256,
    rosterSha256: record.roster_sha256,
    certificateSha256: record.certificate_sha256,
    forWorkers: Boolean(record.for_workers),
    rows,
  };
}

/** One for each learner, version of the template and batch: what is issued once under it is not issued again. */
export function keyOf({ learner, templateId, templateVersion, batch }: EnteredRow): string {
  return createHash('sha256')
    .update(JSON.stringify([learner, templateId, templateVersion, batch]))
    .digest('hex');
}
