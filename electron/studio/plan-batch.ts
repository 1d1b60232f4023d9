import { basename, resolve } from 'node:path';
import type { BatchOrder, BatchSummary } from '../../shared/desk/batch.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import type { Template } from '../../shared/template/template.ts';
import { inWorkload } from '../postgres/open-shared.ts';
import { writePlan } from '../queue/plan.ts';
import type { BatchRecord } from '../register/batches.ts';
import { keptOrder } from './kept-order.ts';
import { openRoster, rosterOrderOf } from './open-roster.ts';
import { instant, type PreparedBatch } from './prepare-batch.ts';

/**
 * Hands a batch to the workers of a register that desks share: its template and certificate are settled with it, and the
 * learners wait in the register until their rows have ended. Problem: `batch.not-queued` for what workers cannot do.
 * @throws StudioFault `register.unreachable`
 */
export async function planBatch(
  batch: string,
  order: BatchOrder & { readonly register: string },
  prepared: PreparedBatch,
  at: Date,
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
  await inWorkload(register, (workload) =>
    workload.plan({
      ...{ batch: recordOf(batch, order, prepared, instant(at)), order: keptOrder(order), plan, recipients },
      refused: refusals.map(({ row, problems }) => ({
        ...{ row, state: 'refused' },
        problems: problems.map(({ code }) => code),
      })),
    }),
  );
  return done(
    queued({
      ...{ batch, register, notices, refusals, out: resolve(order.out) },
      ...{ rows: recipients.length + refusals.length, left: recipients.length },
    }),
  );
}

/** Of a batch that waits for its workers. */
export function queued(
  told: Pick<BatchSummary, 'batch' | 'register' | 'out' | 'rows' | 'left' | 'refusals' | 'notices'>,
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
 * The refused rows of a batch that is done, from its roster as it is now. Problems: those of the roster; `batch.nothing-left`
 * when none of them can be read, `register.busy` while workers are at it. @throws StudioFault
 */
export async function planRefused(
  { register, batch }: { readonly register: string; readonly batch: string },
  order: Omit<BatchOrder, 'password'>,
  rows: ReadonlySet<number>,
  at: Date,
): Promise<Outcome<number>> {
  const roster = await openRoster(rosterOrderOf(order), instant(at).slice(0, 10));
  if (!roster.ok) return roster;
  const recipients = roster.value.recipients.filter(({ row }) => rows.has(row));
  if (recipients.length === 0)
    return refused({ code: 'batch.nothing-left', where: { file: register }, facts: { batch } });
  const planned = await inWorkload(register, (workload) =>
    workload.planAgain(batch, recipients, instant(at)),
  );
  return planned ? done(recipients.length) : refused({ code: 'register.busy', where: { file: register } });
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
