import { resolve } from 'node:path';
import type {
  BatchOrder,
  BatchSummary,
  JobReport,
  ResumeOrder,
  RowRefusal,
  StoredBatch,
} from '../../shared/desk/batch.ts';
import { done, type Outcome, type Problem, refused, StudioFault } from '../../shared/problem.ts';
import { approvalOutstanding } from '../office/approval.ts';
import { inSharedRegister, inWorkload } from '../postgres/open-shared.ts';
import type { Job } from '../register/jobs.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { planRefused, queued, type Replanning } from './plan-batch.ts';
import { instant, type PreparedBatch } from './prepare-batch.ts';
import { inRegister } from './register-changes.ts';

/** The newest first. @throws StudioFault */
export function listJobs(place: string): Promise<Outcome<readonly JobReport[]>> {
  return inSharedRegister(place, async (register) => {
    const reports: JobReport[] = [];
    for (const job of await register.jobs()) reports.push(await reportOf(job, register));
    return done(reports);
  });
}

/** Problem: `batch.unknown`. @throws StudioFault */
export function showJob({
  register: place,
  batch,
}: StoredBatch): Promise<Outcome<JobReport & { readonly refusals: readonly RowRefusal[] }>> {
  return inSharedRegister(place, async (register) => {
    const job = await register.job(batch);
    if (!job) return refused(unknown(place, batch));
    return done({ ...(await reportOf(job, register)), refusals: await register.refusedRows(batch) });
  });
}

/**
 * Ends a batch that nobody runs; one for workers, wherever it is sealed. Problems: `batch.unknown`, `batch.nothing-left`.
 * @throws StudioFault `register.busy`
 */
export async function cancelJob(order: StoredBatch, at: string): Promise<Outcome<null>> {
  const { register: place, batch } = order;
  if (await isForWorkers(order)) return changeShared(order, 'cancelled', at, isOpen);
  return inRegister(place, (register) => {
    const release = register.lock();
    try {
      const job = register.job(batch);
      if (!job) return refused(unknown(place, batch));
      if (!isOpen(job)) return refused(nothingLeft(place, batch));
      register.changeJob(batch, 'cancelled', at);
      return done(null);
    } finally {
      release();
    }
  });
}

/** Lets workers leave a batch. Problems: `batch.unknown`, `batch.nothing-left`. @throws StudioFault `register.only-shared` for one that a desk seals itself. */
export async function pauseJob(order: StoredBatch, at: string): Promise<Outcome<null>> {
  const { register: file } = order;
  if ((await isForWorkers(order)) === false) throw new StudioFault('register.only-shared', { file });
  return changeShared(order, 'paused', at, ({ state }) => state === 'running');
}

/** Undefined when there is no such batch. */
function isForWorkers({ register: place, batch }: StoredBatch): Promise<boolean | undefined> {
  return inSharedRegister(place, async (register) => (await register.job(batch))?.forWorkers);
}

function changeShared(
  { register: place, batch }: StoredBatch,
  state: 'running' | 'paused' | 'cancelled',
  at: string,
  may: (job: Job) => boolean,
): Promise<Outcome<null>> {
  return inWorkload(place, async (workload) => {
    const job = await workload.register.job(batch);
    if (!job) return refused(unknown(place, batch));
    if (!may(job)) return refused(nothingLeft(place, batch));
    await workload.change(batch, state, at);
    return done(null);
  });
}

/**
 * Gives the order that the batch was begun with once more, for the rows that are left or were refused. One for workers goes
 * back to them. Problems: `batch.unknown`, `batch.nothing-left` and those of the order.
 */
export async function resumeJob(
  resuming: ResumeOrder,
  issue: (order: BatchOrder) => Promise<Outcome<BatchSummary>>,
  { now, officer, engine }: Replanning,
): Promise<Outcome<BatchSummary>> {
  const { register: path, batch, password, retry, corrections } = resuming;
  const rows = retry ? 'refused' : 'planned';
  const found = await inSharedRegister(path, async (register): Promise<Outcome<Job>> => {
    const job = await register.job(batch);
    if (!job) return refused(unknown(path, batch));
    return job.state !== 'cancelled' && job.rows[rows] > 0 ? done(job) : refused(nothingLeft(path, batch));
  });
  if (!found.ok) return found;
  const mended = retry && corrections !== undefined && { corrections: resolve(corrections) };
  if (found.value.forWorkers) {
    const order = { ...found.value.order, ...mended };
    return resumeShared(resuming, { ...found.value, order }, { now, officer, engine });
  }
  // The register may have been moved since.
  return issue({
    ...found.value.order,
    ...mended,
    register: resolve(path),
    password,
    continues: { batch, rows },
  });
}

async function resumeShared(
  { register, batch, retry }: ResumeOrder,
  { order, ...job }: Job,
  { now, officer, engine }: Replanning,
): Promise<Outcome<BatchSummary>> {
  let waits: Problem | undefined;
  if (retry) {
    const rows = await inSharedRegister(register, (opened) => opened.rowsIn(batch, 'refused'));
    const planned = await planRefused({ register, batch }, { ...job, order }, rows, { now, officer, engine });
    if (!planned.ok) return planned;
    waits = planned.value;
  } else {
    const at = instant(now);
    const missing = await inSharedRegister(register, async (opened) => {
      const outstanding = await approvalOutstanding({ ...job, order }, opened, { officer, at });
      if (outstanding?.submission) {
        await opened.noteOffice(outstanding.submission);
        await opened.changeJob(batch, 'paused', at, outstanding.problem);
      }
      return outstanding?.problem;
    });
    if (missing) return refused(missing);
    const changed = await changeShared({ register, batch }, 'running', at, ({ state }) => state !== 'done');
    if (!changed.ok) return changed;
  }
  const left = await inSharedRegister(register, (opened) => opened.rowsIn(batch, 'planned'));
  const rows = { rows: left.size, left: left.size };
  const told = { ...rows, refusals: [], notices: [], ...(waits && { stopped: waits }) };
  return done(queued({ batch, register, out: order.out, ...told }));
}

/**
 * What keeps a batch from going on: its template, certificate, or, unless rows were refused to be corrected, its roster
 * are not those that it was begun with.
 */
export function changedSince(job: Job, order: BatchOrder, { digests }: PreparedBatch): Problem | undefined {
  const { templateSha256, certificateSha256, rosterSha256 } = digests;
  const file =
    (templateSha256 !== job.templateSha256 && order.template) ||
    (certificateSha256 !== job.certificateSha256 && order.seal) ||
    (rosterSha256 !== job.rosterSha256 && order.continues?.rows === 'planned' && order.roster);
  return file ? { code: 'batch.changed', where: { file }, facts: { batch: job.batch } } : undefined;
}

function isOpen({ state, rows }: Job): boolean {
  return state === 'running' || state === 'paused' || (state === 'done' && rows.refused > 0);
}

async function reportOf(
  { batch, state, reason, startedAt, changedAt, order, rows, forWorkers }: Job,
  register: SharedRegister,
): Promise<JobReport> {
  const { template, roster, seal, out } = order;
  const waits = state === 'paused' && reason?.code === 'batch.awaits-approval';
  const idle = forWorkers ? 'queued' : 'interrupted';
  return {
    batch,
    state: waits ? 'waiting' : state === 'running' && !(await register.busy(batch)) ? idle : state,
    ...(reason && { reason }),
    ...{ startedAt, changedAt, template, roster, seal, out, rows, forWorkers },
  };
}

function unknown(path: string, batch: string): Problem {
  return { code: 'batch.unknown', where: { file: path }, facts: { batch } };
}

function nothingLeft(path: string, batch: string): Problem {
  return { code: 'batch.nothing-left', where: { file: path }, facts: { batch } };
}
