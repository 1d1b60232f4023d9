import type { BatchRecord } from '../register/batches.ts';
import type { RowEnded } from '../register/jobs.ts';
import type { Session } from './connection.ts';

/** `plan` is what workers make credentials from. */
export async function openBatchIn({ query }: Session, batch: BatchRecord, plan?: string): Promise<void> {
  await query(
    `INSERT INTO batches (id, template_id, template_version, template_sha256, roster_name, roster_sha256,
       certificate_sha256, started_at, rows, plan) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[batch.id, batch.templateId, batch.templateVersion, batch.templateSha256, batch.rosterName],
      ...[batch.rosterSha256, batch.certificateSha256, batch.startedAt, batch.rows, plan ?? null],
    ],
  );
}

export async function endRowsIn(
  { query }: Session,
  batch: string,
  ended: readonly RowEnded[],
): Promise<void> {
  if (ended.length === 0) return;
  await query(
    `UPDATE job_rows SET state = told.state, problems = told.problems, recipient = NULL
     FROM unnest($2::integer[], $3::text[], $4::text[]) AS told (row, state, problems)
     WHERE batch = $1 AND job_rows.row = told.row AND job_rows.state NOT IN ('verified', 'delivered')`,
    [
      ...[batch, ended.map(({ row }) => row), ended.map(({ state }) => state)],
      ended.map(({ problems }) => JSON.stringify(problems)),
    ],
  );
}
