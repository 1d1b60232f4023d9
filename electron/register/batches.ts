import type { Database } from './database.ts';

/** One run over one roster: what went in, and how it ended. */
export interface BatchRecord {
  readonly id: string;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly templateSha256: string;
  readonly rosterName: string;
  readonly rosterSha256: string;
  readonly certificateSha256: string;
  readonly startedAt: string;
  readonly rows: number;
}

export interface BatchEnding {
  readonly finishedAt: string;
  readonly issued: number;
  readonly already: number;
  readonly refused: number;
}

export function batchesOf(database: Database) {
  const open = database.prepare<[BatchRecord & { readonly plan: string | null }]>(
    `INSERT INTO batches (id, template_id, template_version, template_sha256, roster_name, roster_sha256,
       certificate_sha256, started_at, rows, plan)
     VALUES (@id, @templateId, @templateVersion, @templateSha256, @rosterName, @rosterSha256,
       @certificateSha256, @startedAt, @rows, @plan)`,
  );
  const close = database.prepare<[BatchEnding & { readonly id: string }]>(
    `UPDATE batches SET finished_at = @finishedAt, issued = @issued, already = @already, refused = @refused
     WHERE id = @id`,
  );
  return {
    /** `plan`, as `writePlan` has written it, when workers are to seal it. */
    openBatch: (batch: BatchRecord, plan?: string): void => void open.run({ ...batch, plan: plan ?? null }),
    /** A batch that ended by a crash stays without an end. */
    closeBatch: (id: string, ending: BatchEnding): void => void close.run({ id, ...ending }),
  };
}
