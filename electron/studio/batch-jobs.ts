import { resolve } from 'node:path';
import type {
  BatchOrder,
  BatchSummary,
  JobReport,
  ResumeOrder,
  RowRefusal,
  StoredBatch,
} from '../../shared/desk/batch.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { inSharedRegister, inWorkload } from '../postgres/open-shared.ts';
import { isDatabase } from '../register/address.ts';
import type { Job, KeptOrder } from '../register/jobs.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { planRefused, queued } from './plan-batch.ts';
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
 * Ends a batch that nobody runs; one that desks share, wherever it is sealed. Problems: `batch.unknown`, `batch.nothing-left`.
 * @throws StudioFault `register.busy`
 */
export async function cancelJob({ register: place, batch }: StoredBatch, at: string): Promise<Outcome<null>> {
  if (isDatabase(place)) return changeShared({ register: place, batch }, 'cancelled', at, isOpen);
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

/** Lets workers leave a batch that desks share. Problems: `batch.unknown`, `batch.nothing-left`. @throws StudioFault `register.only-shared` */
export function pauseJob(order: StoredBatch, at: string): Promise<Outcome<null>> {
  return changeShared(order, 'paused', at, ({ state }) => state === 'running');
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
 * Gives the order that the batch was begun with once more, for the rows that are left or were refused. One that desks share
 * goes back to its workers. Problems: `batch.unknown`, `batch.nothing-left` and those of the order.
 */
export async function resumeJob(
  resuming: ResumeOrder,
  issue: (order: BatchOrder) => Promise<Outcome<BatchSummary>>,
  now: Date,
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
  if (isDatabase(path)) return resumeShared(resuming, { ...found.value.order, ...mended }, now);
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
  order: KeptOrder,
  now: Date,
): Promise<Outcome<BatchSummary>> {
  if (retry) {
    const rows = await inSharedRegister(register, (opened) => opened.rowsIn(batch, 'refused'));
    const planned = await planRefused({ register, batch }, order, rows, now);
    if (!planned.ok) return planned;
  } else {
    const changed = await changeShared(
      { register, batch },
      'running',
      instant(now),
      ({ state }) => state !== 'done',
    );
    if (!changed.ok) return changed;
  }
  const left = await inSharedRegister(register, (opened) => opened.rowsIn(batch, 'planned'));
  const rows = { rows: left.size, left: left.size };
  return done(queued({ batch, register, out: order.out, ...rows, refusals: [], notices: [] }));
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
  { batch, state, reason, startedAt, changedAt, order, rows }: Job,
  register: SharedRegister,
): Promise<JobReport> {
  const { template, roster, seal, out } = order;
  const waits = state === 'paused' && reason?.code === 'batch.awaits-approval';
  // Of a register that is a file nobody seals what nobody holds; elsewhere it waits for a worker.
  const idle = register.local ? 'interrupted' : 'queued';
  return {
    batch,
    state: waits ? 'waiting' : state === 'running' && !(await register.busy(batch)) ? idle : state,
    ...(reason && { reason }),
    ...{ startedAt, changedAt, template, roster, seal, out, rows },
  };
}

function unknown(path: string, batch: string): Problem {
  return { code: 'batch.unknown', where: { file: path }, facts: { batch } };
}

function nothingLeft(path: string, batch: string): Problem {
  return { code: 'batch.nothing-left', where: { file: path }, facts: { batch } };
}
