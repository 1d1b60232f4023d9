import { basename, resolve } from 'node:path';
import type { BatchOrder, BatchSummary, StoredBatch } from '../../shared/desk/batch.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import type { Template } from '../../shared/template/template.ts';
import { approvalMissing } from '../office/approval.ts';
import { inWorkload } from '../postgres/open-shared.ts';
import { writePlan } from '../queue/plan.ts';
import type { BatchRecord } from '../register/batches.ts';
import type { Job } from '../register/jobs.ts';
import type { BatchTools } from './batch-tools.ts';
import { keptOrder } from './kept-order.ts';
import { openRoster, rosterOrderOf } from './open-roster.ts';
import { instant, type PreparedBatch } from './prepare-batch.ts';

/**
 * Hands a batch to the workers of a register: its template and certificate are settled with it, and the
 * learners wait in the register until their rows have ended. In an office of four eyes it waits for its approval first. Problem:
 * `batch.not-queued` for what workers cannot do. @throws StudioFault `register.unreachable`; as `approvalMissing`.
 */
export async function planBatch(
  batch: string,
  order: BatchOrder & { readonly register: string },
  prepared: PreparedBatch,
  { now, officer }: Pick<BatchTools, 'now' | 'officer'>,
): Promise<Outcome<BatchSummary>> {
  const [first, ...more] = beyondWorkers(order, prepared.template);
  if (first) return refused(first, ...more);
  const { recipients, refusals, notices, templateBytes } = prepared;
  const { languages, exports, timestamps, register } = order;
  const plan = writePlan({
    template: templateBytes,
    ...(languages && { languages }),
    ...(exports && { exports }),
    ...(timestamps && { timestamps }),
  });
  const at = instant(now());
  const waits = await inWorkload(register, async (workload) => {
    const { register: shared } = workload;
    const missing = await approvalMissing({ batch, order, ...prepared }, { register: shared, officer, at });
    if (missing?.submission) await shared.noteOffice(missing.submission);
    await workload.plan({
      ...{ batch: recordOf(batch, order, prepared, at), order: keptOrder(order), plan, recipients },
      refused: refusals.map(({ row, problems }) => ({
        ...{ row, state: 'refused' },
        problems: problems.map(({ code }) => code),
      })),
      waits: missing?.problem,
    });
    return missing?.problem;
  });
  return done(
    queued({
      ...{ batch, register, notices, refusals, out: resolve(order.out) },
      ...{ rows: recipients.length + refusals.length, left: recipients.length },
      ...(waits && { stopped: waits }),
    }),
  );
}

/** Of a batch that waits for its workers. */
export function queued(
  told: Pick<
    BatchSummary,
    'batch' | 'register' | 'out' | 'rows' | 'left' | 'refusals' | 'notices' | 'stopped'
  >,
): BatchSummary {
  const nothing = { issued: 0, already: 0, files: 0, seconds: 0, cancelled: false, dryRun: false };
  return { ...told, ...nothing, queued: true };
}

/** A batch as a register begins it. */
export function recordOf(
  batch: string,
  order: Pick<BatchOrder, 'roster'>,
  { template, recipients, refusals, digests }: PreparedBatch,
  startedAt: string,
): BatchRecord {
  return {
    id: batch,
    templateId: template.id,
    templateVersion: template.version,
    rosterName: basename(order.roster),
    startedAt,
    rows: recipients.length + refusals.length,
    ...digests,
  };
}

/**
 * The refused rows of a batch that is done, from its roster as it is now. @returns why they wait, when they do. Problems: those of the roster; `batch.nothing-left`
 * when none of them can be read, `register.busy` while workers are at it. @throws StudioFault
 */
export async function planRefused(
  { register, batch }: StoredBatch,
  { order, ...digests }: Pick<Job, 'order' | 'templateSha256' | 'certificateSha256'>,
  rows: ReadonlySet<number>,
  { now, officer }: { readonly now: Date; readonly officer: string | undefined },
): Promise<Outcome<Problem | undefined>> {
  const roster = await openRoster(rosterOrderOf(order), instant(now).slice(0, 10));
  if (!roster.ok) return roster;
  const recipients = roster.value.recipients.filter(({ row }) => rows.has(row));
  if (recipients.length === 0)
    return refused({ code: 'batch.nothing-left', where: { file: register }, facts: { batch } });
  const at = instant(now);
  return inWorkload(register, async (workload) => {
    const { register: shared } = workload;
    const missing = await approvalMissing(
      { batch, order, digests, recipients },
      { register: shared, officer, at },
    );
    if (missing?.submission) await shared.noteOffice(missing.submission);
    const waits = missing?.problem;
    const planned = await workload.planAgain(batch, recipients, at, waits);
    return planned ? done(waits) : refused({ code: 'register.busy', where: { file: register } });
  });
}

function beyondWorkers(order: BatchOrder, template: Template): readonly Problem[] {
  const { replaces, level, record, first, timestampTrust, parts } = order;
  const told: readonly (readonly [string, unknown])[] = [
    ['--replaces', replaces],
    ['--level', level],
    ['--record', record],
    ['--first', first],
    ['--timestamp-trust', timestampTrust],
    ['--parts', parts],
    ['stack', template.stack],
  ];
  return told.flatMap(([option, value]) =>
    value === undefined ? [] : [{ code: 'batch.not-queued', facts: { option } } as const],
  );
}
