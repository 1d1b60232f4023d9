import { basename, resolve } from 'node:path';
import type { Recipient } from '../../shared/credential/recipient.ts';
import type { BatchOrder, BatchSummary, StoredBatch } from '../../shared/desk/batch.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { readTemplate } from '../../shared/template/parse.ts';
import { approvalMissing } from '../office/approval.ts';
import { inWorkload } from '../postgres/open-shared.ts';
import { type BatchPlan, readPlan, writePlan } from '../queue/plan.ts';
import type { Workload } from '../queue/workload.ts';
import type { BatchRecord } from '../register/batches.ts';
import type { Job } from '../register/jobs.ts';
import type { BatchTools } from './batch-tools.ts';
import { keptOrder } from './kept-order.ts';
import { openRoster, rosterOrderOf } from './open-roster.ts';
import { NOTHING_PRESENTED, presentedIn, unproven } from './parts-folder.ts';
import { readPlanFiles } from './plan-files.ts';
import { instant, type PreparedBatch } from './prepare-batch.ts';
import { type Settled, settleLearners } from './settle-learners.ts';

/**
 * Hands a batch to the workers of a register: its template and certificate are settled with it, and what each credential is made
 * of or replaces; the learners wait in the register until their rows have ended. In an office of four eyes it waits for its approval
 * first. Problems: those of `settleLearners` and of the files it names. @throws StudioFault `register.unreachable`; as `approvalMissing`.
 */
export async function planBatch(
  batch: string,
  order: BatchOrder & { readonly register: string },
  prepared: PreparedBatch,
  { now, officer, engine }: Pick<BatchTools, 'now' | 'officer' | 'engine'>,
): Promise<Outcome<BatchSummary>> {
  const { notices, templateBytes, presented, test, template } = prepared;
  const { register, replaces, first } = order;
  const files = await readPlanFiles(order);
  if (!files.ok) return files;
  const plan = writePlan({ ...planned(order), template: templateBytes, test, files: files.value });
  const at = instant(now());
  const out = resolve(order.out);
  return inWorkload(register, async (workload): Promise<Outcome<BatchSummary>> => {
    const { register: shared } = workload;
    const settled = await settleLearners(
      { template, presented, test, out, replaces, recipients: prepared.recipients },
      shared,
      engine,
    );
    if (!settled.ok) return settled;
    const { waiting, ended } = settled.value;
    const recipients = waiting.map(({ recipient }) => recipient);
    const missing = await approvalMissing(
      { batch, order, digests: prepared.digests, recipients },
      { register: shared, officer, at },
    );
    if (missing?.submission) await shared.noteOffice(missing.submission);
    const unreadable = prepared.refusals.map(({ row, problems }) => ({
      ...{ row, state: 'refused' as const },
      problems: problems.map(({ code }) => code),
    }));
    await workload.plan({
      ...{ batch: recordOf(batch, order, prepared, at), order: keptOrder(order), plan, waiting, first },
      ...{ ended: [...unreadable, ...ended], waits: missing?.problem },
    });
    const kept = presented.problems.length > 0 ? await shared.fileNames() : undefined;
    return done(
      queued({
        ...{
          batch,
          register,
          out,
          rows: prepared.recipients.length + unreadable.length,
          left: waiting.length,
        },
        notices: [...notices, ...unproven(presented, kept)],
        refusals: [...prepared.refusals, ...settled.value.refusals].sort((one, other) => one.row - other.row),
        ...(missing && { stopped: missing.problem }),
      }),
    );
  });
}

/** What of an order a plan keeps as it is. */
function planned({ languages, exports, timestamps, level, stampFirst, online, record }: BatchOrder) {
  return {
    ...(languages && { languages }),
    ...(exports && { exports }),
    ...(timestamps && { timestamps }),
    ...(level && { level }),
    ...(stampFirst && { stampFirst }),
    ...(online && { online }),
    ...(record && { record }),
  };
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

/** Who gives a batch to its workers again, and when. */
export interface Replanning {
  readonly now: Date;
  readonly officer: string | undefined;
  readonly engine: Engine;
}

/**
 * The refused rows of a batch that is done, from its roster as it is now. @returns why they wait, when they do. Problems: those of the roster; `batch.nothing-left`
 * when none of them can be read, `register.busy` while workers are at it. @throws StudioFault
 */
export async function planRefused(
  { register, batch }: StoredBatch,
  { order, ...digests }: Pick<Job, 'order' | 'templateSha256' | 'certificateSha256'>,
  rows: ReadonlySet<number>,
  { now, officer, engine }: Replanning,
): Promise<Outcome<Problem | undefined>> {
  const roster = await openRoster(rosterOrderOf(order), instant(now).slice(0, 10));
  if (!roster.ok) return roster;
  const chosen = roster.value.recipients.filter(({ row }) => rows.has(row));
  const nothing = refused({ code: 'batch.nothing-left', where: { file: register }, facts: { batch } });
  if (chosen.length === 0) return nothing;
  const at = instant(now);
  return inWorkload(register, async (workload): Promise<Outcome<Problem | undefined>> => {
    const { register: shared } = workload;
    const again = await settleAgain(batch, order, chosen, workload, { engine, now });
    if (!again.ok) return again;
    const { waiting, refusals } = again.value;
    if (waiting.length === 0) {
      const [first, ...more] = refusals.flatMap(({ problems }) => problems);
      return first ? refused(first, ...more) : nothing;
    }
    const recipients = waiting.map(({ recipient }) => recipient);
    const missing = await approvalMissing(
      { batch, order, digests, recipients },
      { register: shared, officer, at },
    );
    if (missing?.submission) await shared.noteOffice(missing.submission);
    const replanned = await workload.planAgain(batch, waiting, at, missing?.problem);
    return replanned ? done(missing?.problem) : refused({ code: 'register.busy', where: { file: register } });
  });
}

/** By the template as it was planned, and parts and replaced credentials as they stand now. */
async function settleAgain(
  batch: string,
  order: Job['order'],
  recipients: readonly Recipient[],
  workload: Workload,
  { engine, now }: { readonly engine: Engine; readonly now: Date },
): Promise<Outcome<Settled>> {
  const plan = await workload.planOf(batch);
  const { template: bytes, test = false }: Partial<BatchPlan> = plan === undefined ? {} : readPlan(plan);
  const written = readTemplate(bytes ?? new Uint8Array());
  if (!written.ok) return written;
  const template = written.value;
  const presented = template.stack
    ? await presentedIn({ ...order, password: '' }, { at: now, engine, test })
    : done(NOTHING_PRESENTED);
  if (!presented.ok) return presented;
  const { out, replaces } = order;
  return settleLearners(
    { template, recipients, presented: presented.value, test, out, replaces },
    workload.register,
    engine,
  );
}
