import { randomUUID } from 'node:crypto';
import { basename, dirname } from 'node:path';
import type { BatchOrder } from '../../shared/desk/batch.ts';
import type { BatchRaising, ExtendProgress } from '../../shared/desk/extend.ts';
import type { RecordMade } from '../../shared/desk/record.ts';
import type { RegisterQuery } from '../../shared/desk/register.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Template } from '../../shared/template/template.ts';
import { writeSummary } from '../batch/summary.ts';
import type { ToldRows } from '../batch/told-rows.ts';
import { problemOf } from '../fault.ts';
import type { Vault } from '../files/vault.ts';
import type { Register } from '../register/register.ts';
import type { HeldCredential } from '../register/stacks.ts';
import type { IssuingTools } from './batch-tools.ts';
import type { PreparedBatch } from './prepare-batch.ts';
import { joinRaisings, raiseBatch } from './raise-batch.ts';
import { writeBatchRecord } from './record-make.ts';

export type FinishingRegister = Pick<
  Register,
  'find' | 'count' | 'fileNames' | 'credentialWith' | 'extend' | 'heldBy' | 'show'
>;

interface IssuedBatch {
  readonly batch: string;
  readonly order: BatchOrder;
  readonly tools: IssuingTools;
  readonly out: string;
}

interface IssuedNow {
  readonly told: ToldRows;
  /** Learners whose credentials are of an earlier run: their files are raised with the others. */
  readonly before: readonly string[];
  readonly template: Template;
  readonly sealing: PreparedBatch['sealing'];
  /** Nothing has stopped it on the way. */
  readonly whole: boolean;
}

/** What has come of a batch after its last row, and what has broken on the way. */
interface Finished {
  readonly raising?: BatchRaising;
  readonly record?: RecordMade;
  readonly stopped?: Problem;
}

/** Raises the seals, writes the summary and the record, as far as the order asks and as far as it comes. */
export async function finishBatch(
  { batch, order, tools, out }: IssuedBatch,
  { told, before, template, sealing, whole }: IssuedNow,
  register: FinishingRegister,
  { folder }: Pick<Vault, 'folder'>,
): Promise<Finished> {
  const { engine, now, means, signal } = tools;
  const tell = (progress: ExtendProgress) => tools.tell({ kind: 'extend.progress', run: batch, progress });
  let raising: BatchRaising | undefined;
  let record: RecordMade | undefined;
  let stopped: Problem | undefined;
  try {
    if (means && whole) {
      const entered = before.flatMap((learner) => register.heldBy(learner).filter(isOf(template)));
      // A run that was killed may have left its credentials as they were sealed.
      const earlier = order.continues ? register.find(wholeBatch(batch, register)).entries : [];
      const rows = [...told.all(), ...entered, ...earlier];
      const names = [...new Set(rows.flatMap((row) => row.files.map(({ name }) => name)))];
      raising = await raiseBatch({ folder, names, means, register, signal, tell });
    }
    await writeSummary(out, folder, register, told);
    if (order.record && told.size > 0) {
      const credentials = recordedRows(told, register);
      // Of what this run has issued: a record is never replaced by another.
      const id = order.continues ? randomUUID() : batch;
      record = await writeBatchRecord({ id, out, credentials, ...sealing, engine, at: now() });
      if (raising && means && !raising.stopped) {
        const names = [record.record, record.container].map((path) => basename(path));
        const raised = await raiseBatch({ folder: dirname(record.record), names, means, signal, tell });
        raising = joinRaisings(raising, raised);
      }
    }
  } catch (cause) {
    stopped = problemOf(cause);
  }
  return { ...(raising && { raising }), ...(record && { record }), ...(stopped && { stopped }) };
}

/** As their files are now, raised or not. */
function recordedRows(told: ToldRows, register: Pick<Register, 'show'>) {
  return [...told.all()].map(({ id, serial, files }) => ({
    serial,
    files: register.show(id)?.files ?? files,
  }));
}

function wholeBatch(batch: string, register: Pick<Register, 'count'>): RegisterQuery {
  return { search: '', batch, offset: 0, limit: register.count() };
}

function isOf({ id, version }: Template) {
  return (held: HeldCredential) => held.templateId === id && held.templateVersion === version;
}
