import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { BatchOrder, BatchSummary } from '../../shared/desk/batch.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { crewSize, endThreads, instruct, startThreads, type Thread } from '../batch/crew.ts';
import { followJob } from '../batch/job-course.ts';
import { planReplacing, type ReplacingRegister } from '../batch/replacing.ts';
import type { BatchRun } from '../batch/run.ts';
import { openVault } from '../files/vault.ts';
import { approvalMissing } from '../office/approval.ts';
import { isDatabase } from '../register/address.ts';
import { openRegister, type Register } from '../register/register.ts';
import { changedSince } from './batch-jobs.ts';
import type { BatchTools, IssuingTools } from './batch-tools.ts';
import { inDryRegister } from './dry-register.ts';
import { makeFolder } from './folder.ts';
import { issueRows } from './issue-rows.ts';
import { keptOrder, standing } from './kept-order.ts';
import { planBatch, recordOf } from './plan-batch.ts';
import { instant, type PreparedBatch, prepareBatch } from './prepare-batch.ts';
import { batchRaising } from './raise-batch.ts';

/**
 * From files to files. Problems of template, roster file or seal stop it before anything is written; a row's own
 * problems stop that row.
 * @throws StudioFault when register or folder cannot be opened. What breaks later is told in the summary.
 */
export async function issueBatch(
  batch: string,
  order: BatchOrder,
  tools: BatchTools,
): Promise<Outcome<BatchSummary>> {
  const means = await batchRaising(order, tools);
  if (!means.ok) return means;
  const threads = await threadsFor(order);
  try {
    const prepared = await prepareBatch(order, tools.engine, tools.now(), tools.vocabularies);
    if (!prepared.ok) return prepared;
    instruct(threads, prepared.value.making);
    try {
      return await issuePrepared(batch, order, { ...tools, means: means.value, threads }, prepared.value);
    } finally {
      prepared.value.close();
    }
  } finally {
    await endThreads(threads);
  }
}

/** Bytes of a roster that will hardly have too few rows for a crew. */
const LARGE = 64 * 1024;

/** A crew's threads, to get ready while roster and seal are read; none as long as it is not foreseen that they are needed. */
async function threadsFor({
  roster,
  register = '',
  dryRun,
  forWorkers,
}: BatchOrder): Promise<readonly Thread[]> {
  if (dryRun || forWorkers || isDatabase(register) || crewSize() < 2) return [];
  // Whoever reads it tells that it is not there.
  const { size } = await stat(roster).catch(() => ({ size: 0 }));
  return size < LARGE ? [] : startThreads();
}

async function issuePrepared(
  batch: string,
  order: BatchOrder,
  tools: IssuingTools,
  prepared: PreparedBatch,
): Promise<Outcome<BatchSummary>> {
  const { register: place } = order;
  const out = resolve(order.out);
  const path = standing(place ?? join(out, 'register.sqlite'));
  if ((isDatabase(path) || order.forWorkers) && !order.dryRun) {
    if (!isDatabase(path)) makeRegister(path);
    return planBatch(batch, { ...order, register: path }, prepared, tools);
  }
  if (order.dryRun)
    return inDryRegister(path, prepared, tools.now(), async (register) => {
      const replacing = await replacingIn(order, prepared, register);
      if (!replacing.ok) return replacing;
      const place = { batch, order, tools, out, path, replacing: replacing.value };
      return done(await issueRows(place, chosenRows(order, prepared), register));
    });
  makeFolder(out);
  makeFolder(dirname(path));
  const register = openRegister(path, { create: true });
  try {
    const release = register.lock();
    try {
      const replacing = await replacingIn(order, prepared, register);
      if (!replacing.ok) return replacing;
      const begun = order.continues && register.job(order.continues.batch);
      const changed = begun && changedSince(begun, order, prepared);
      if (changed) return refused(changed);
      const vault = await openVault(join(out, 'credentials'), register.id);
      const kept = register.fileNames();
      await vault.sweep((name) => kept.has(name));
      const startedAt = instant(tools.now());
      register.leaveJobs();
      if (begun) register.changeJob(batch, 'running', startedAt);
      else beginJob(batch, order, register, prepared, startedAt);
      const missing = await approvalMissing(
        { batch, order, ...prepared },
        { register, officer: tools.officer, at: startedAt },
      );
      if (missing) {
        if (missing.submission) register.noteOffice(missing.submission);
        register.changeJob(batch, 'paused', startedAt, missing.problem);
        return done(untouched(batch, prepared, register, { out, path, missing: missing.problem }));
      }
      const job = followJob(batch, register, {
        signal: tools.signal,
        instant: () => instant(tools.now()),
      });
      const chosen = chosenRows(order, prepared, register);
      const place = { batch, order, tools, out, path, replacing: replacing.value, job };
      return done(await issueRows(place, chosen, register, { vault, register }));
    } finally {
      release();
    }
  } finally {
    register.close();
  }
}

/** @throws StudioFault as `openRegister`. */
function makeRegister(path: string): void {
  makeFolder(dirname(path));
  openRegister(path, { create: true }).close();
}

/** A batch and, with it, every row that it is to come to. */
function beginJob(
  batch: string,
  order: BatchOrder,
  register: Register,
  prepared: PreparedBatch,
  startedAt: string,
): void {
  const rows = [...prepared.recipients, ...prepared.refusals].map(({ row }) => row);
  register.openBatch(recordOf(batch, order, prepared, startedAt));
  register.openJob(batch, keptOrder(order), rows, startedAt);
}

/** A batch that waits for its approval. */
function untouched(
  batch: string,
  { recipients, refusals, notices }: PreparedBatch,
  register: Pick<Register, 'rowsIn'>,
  { out, path, missing }: { readonly out: string; readonly path: string; readonly missing: Problem },
): BatchSummary {
  return {
    ...{ batch, out, register: path, notices, stopped: missing },
    ...{ rows: recipients.length + refusals.length, left: register.rowsIn(batch, 'planned').size },
    ...{ issued: 0, already: 0, refusals: [], files: 0, seconds: 0, cancelled: false, dryRun: false },
  };
}

/** Of a batch that goes on, the rows that are left or were refused; of a sample, those up to its last learner. */
function chosenRows(
  { continues, first }: BatchOrder,
  prepared: PreparedBatch,
  register?: Pick<Register, 'rowsIn'>,
): PreparedBatch {
  const { recipients, refusals } = prepared;
  const wanted = continues && register?.rowsIn(continues.batch, continues.rows);
  const last = first === undefined ? undefined : recipients[first - 1]?.row;
  const chosen = ({ row }: { readonly row: number }): boolean =>
    (!wanted || wanted.has(row)) && (last === undefined || row <= last);
  return { ...prepared, recipients: recipients.filter(chosen), refusals: refusals.filter(chosen) };
}

async function replacingIn(
  { replaces }: BatchOrder,
  { template, recipients }: PreparedBatch,
  register: ReplacingRegister,
): Promise<Outcome<BatchRun['replacing']>> {
  if (!replaces) return done(undefined);
  return planReplacing(replaces, { templateId: template.id, recipients }, register);
}
