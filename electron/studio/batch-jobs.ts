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
import type { Job, KeptOrder } from '../register/jobs.ts';
import type { Register } from '../register/register.ts';
import type { PreparedBatch } from './prepare-batch.ts';
import { inRegister } from './register-changes.ts';

/** What the register keeps of an order: paths that hold from any folder, and nothing secret. */
export function keptOrder({ password: _, continues: __, first: ___, ...order }: BatchOrder): KeptOrder {
  const { template, roster, out, register, mapping, corrections, sealKey, seal } = order;
  const { timestampTrust, parts, trust, crls, certificates, ocsps } = order;
  const one = (path: string | undefined, name: string) => path !== undefined && { [name]: resolve(path) };
  const many = (paths: readonly string[] | undefined, name: string) =>
    paths && { [name]: paths.map((path) => resolve(path)) };
  return {
    ...order,
    template: resolve(template),
    roster: resolve(roster),
    out: resolve(out),
    seal: /^(pkcs11|csc):/.test(seal) ? seal : resolve(seal),
    ...one(register, 'register'),
    ...one(mapping, 'mapping'),
    ...one(corrections, 'corrections'),
    ...one(sealKey, 'sealKey'),
    ...many(timestampTrust, 'timestampTrust'),
    ...many(parts, 'parts'),
    ...many(trust, 'trust'),
    ...many(crls, 'crls'),
    ...many(certificates, 'certificates'),
    ...many(ocsps, 'ocsps'),
  };
}

/** The newest first. @throws StudioFault */
export function listJobs(path: string): Outcome<readonly JobReport[]> {
  return inRegister(path, (register) => {
    const busy = isBusy(register);
    return done(register.jobs().map((job) => reportOf(job, busy)));
  });
}

/** Problem: `batch.unknown`. @throws StudioFault */
export function showJob({
  register: path,
  batch,
}: StoredBatch): Outcome<JobReport & { readonly refusals: readonly RowRefusal[] }> {
  return inRegister(path, (register) => {
    const job = register.job(batch);
    if (!job) return refused(unknown(path, batch));
    return done({ ...reportOf(job, isBusy(register)), refusals: register.refusedRows(batch) });
  });
}

/** Ends a batch that nobody runs. Problems: `batch.unknown`, `batch.nothing-left`. @throws StudioFault `register.busy` */
export function cancelJob({ register: path, batch }: StoredBatch, at: string): Outcome<null> {
  return inRegister(path, (register) => {
    const release = register.lock();
    try {
      const job = register.job(batch);
      if (!job) return refused(unknown(path, batch));
      if (!isOpen(job)) return refused(nothingLeft(path, batch));
      register.changeJob(batch, 'cancelled', at);
      return done(null);
    } finally {
      release();
    }
  });
}

/**
 * Gives the order that the batch was begun with once more, for the rows that are left or were refused.
 * Problems: `batch.unknown`, `batch.nothing-left` and those of the order.
 */
export async function resumeJob(
  { register: path, batch, password, retry, corrections }: ResumeOrder,
  issue: (order: BatchOrder) => Promise<Outcome<BatchSummary>>,
): Promise<Outcome<BatchSummary>> {
  const rows = retry ? 'refused' : 'planned';
  const found = inRegister(path, (register): Outcome<Job> => {
    const job = register.job(batch);
    if (!job) return refused(unknown(path, batch));
    return job.state !== 'cancelled' && job.rows[rows] > 0 ? done(job) : refused(nothingLeft(path, batch));
  });
  if (!found.ok) return found;
  // The register may have been moved since.
  const mended = retry && corrections !== undefined && { corrections: resolve(corrections) };
  return issue({
    ...found.value.order,
    ...mended,
    register: resolve(path),
    password,
    continues: { batch, rows },
  });
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

function reportOf(
  { batch, state, reason, startedAt, changedAt, order, rows }: Job,
  busy: boolean,
): JobReport {
  const { template, roster, seal, out } = order;
  const waits = state === 'paused' && reason?.code === 'batch.awaits-approval';
  return {
    batch,
    // One batch at a time writes to a register; whoever holds it runs the one that says so.
    state: waits ? 'waiting' : state === 'running' && !busy ? 'interrupted' : state,
    ...(reason && { reason }),
    ...{ startedAt, changedAt, template, roster, seal, out, rows },
  };
}

function isBusy(register: Pick<Register, 'lock'>): boolean {
  try {
    register.lock()();
    return false;
  } catch (cause) {
    if (cause instanceof StudioFault && cause.code === 'register.busy') return true;
    throw cause;
  }
}

function unknown(path: string, batch: string): Problem {
  return { code: 'batch.unknown', where: { file: path }, facts: { batch } };
}

function nothingLeft(path: string, batch: string): Problem {
  return { code: 'batch.nothing-left', where: { file: path }, facts: { batch } };
}
