import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { RaiseOrder } from '../../shared/augmenting/raise.ts';
import type { BatchOrder, BatchSummary } from '../../shared/desk/batch.ts';
import type { BatchRaising, ExtendProgress } from '../../shared/desk/extend.ts';
import type { RecordMade } from '../../shared/desk/record.ts';
import type { RegisterQuery } from '../../shared/desk/register.ts';
import type { DeskEvent } from '../../shared/desk.ts';
import type { Engine } from '../../shared/engine.ts';
import { type SummaryRow, summaryRow } from '../../shared/formats/summary/row.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import type { Template } from '../../shared/template/template.ts';
import type { Vocabulary } from '../../shared/vocabulary/vocabulary.ts';
import { crewSize, engageCrew, type Services } from '../batch/crew.ts';
import type { Gate } from '../batch/gate.ts';
import { followJob, type JobCourse } from '../batch/job-course.ts';
import { countProgress } from '../batch/progress.ts';
import { planReplacing, type ReplacingRegister } from '../batch/replacing.ts';
import { type BatchRun, type RowResult, runBatch } from '../batch/run.ts';
import { writeSummary } from '../batch/summary.ts';
import { placed } from '../files/read.ts';
import { openVault, type Vault } from '../files/vault.ts';
import { approvalMissing } from '../office/approval.ts';
import { problemOf } from '../port.ts';
import { openRegister, type Register } from '../register/register.ts';
import type { HeldCredential } from '../register/stacks.ts';
import { changedSince, keptOrder } from './batch-jobs.ts';
import { makeFolder } from './folder.ts';
import type { PartsFolder } from './parts-folder.ts';
import { instant, type PreparedBatch, prepareBatch } from './prepare-batch.ts';
import { batchRaising, joinRaisings, raiseBatch, rowsNow } from './raise-batch.ts';
import { writeBatchRecord } from './record-make.ts';
import { type StackRegister, stackingOf } from './stacking.ts';

export interface BatchTools {
  readonly engine: Engine;
  readonly now: () => Date;
  /** Milliseconds that only go up. */
  readonly ticks: () => number;
  readonly signal: AbortSignal;
  /** Waited at while the batch is paused. */
  readonly gate?: Gate | undefined;
  readonly tell: (event: DeskEvent) => void;
  /** Id of the officer who gives the order, in an office. */
  readonly officer?: string | undefined;
  /** The controlled lists in use. */
  readonly vocabularies: () => Promise<readonly Vocabulary[]>;
}

/** Measured: more than this many rows at once fill neither core better. */
const IN_FLIGHT = 6;
/** Below this, threads take longer to get ready than they save. */
const CREW_ROWS = 48;
/** A token or service sets the pace, and each of its signatures counts: threads only for what takes long anyway. */
const CREW_ROWS_AT_TOKEN = 500;

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
  const prepared = await prepareBatch(order, tools.engine, tools.now(), await tools.vocabularies());
  if (!prepared.ok) return prepared;
  try {
    return await issuePrepared(batch, order, { ...tools, means: means.value }, prepared.value);
  } finally {
    prepared.value.close();
  }
}

/** With what raises the seals afterwards, when the order says so. */
interface IssuingTools extends BatchTools {
  readonly means: RaiseOrder | undefined;
}

async function issuePrepared(
  batch: string,
  order: BatchOrder,
  tools: IssuingTools,
  prepared: PreparedBatch,
): Promise<Outcome<BatchSummary>> {
  const out = resolve(order.out);
  const path = resolve(order.register ?? join(out, 'register.sqlite'));
  if (order.dryRun) {
    const register = existsSync(path) ? openRegister(path, { create: false }) : undefined;
    try {
      const replacing = replacingIn(order, prepared, register ?? EMPTY);
      if (!replacing.ok) return replacing;
      const place = { batch, order, tools, out, path, replacing: replacing.value };
      return done(await runAndCount(place, chosenRows(order, prepared), register ?? EMPTY));
    } finally {
      register?.close();
    }
  }
  makeFolder(out);
  makeFolder(dirname(path));
  const register = openRegister(path, { create: true });
  try {
    const release = register.lock();
    try {
      const replacing = replacingIn(order, prepared, register);
      if (!replacing.ok) return replacing;
      const begun = order.continues && register.job(order.continues.batch);
      const changed = begun && changedSince(begun, order, prepared);
      if (changed) return refused(changed);
      const vault = await openVault(join(out, 'credentials'), register.id);
      const kept = register.fileNames();
      vault.sweep((name) => kept.has(name));
      const startedAt = instant(tools.now());
      register.leaveJobs();
      if (begun) register.changeJob(batch, 'running', startedAt);
      else beginJob(batch, order, register, prepared, startedAt);
      const missing = approvalMissing(batch, order, prepared, {
        ...{ register, officer: tools.officer, at: startedAt },
      });
      if (missing) {
        register.changeJob(batch, 'paused', startedAt, missing);
        return done(untouched(batch, prepared, register, { out, path, missing }));
      }
      const job = followJob(batch, register, {
        signal: tools.signal,
        instant: () => instant(tools.now()),
      });
      const chosen = chosenRows(order, prepared, register);
      const place = { batch, order, tools, out, path, replacing: replacing.value, job };
      return done(await runAndCount(place, chosen, register, vault));
    } finally {
      release();
    }
  } finally {
    register.close();
  }
}

/** A batch and, with it, every row that it is to come to. */
function beginJob(
  batch: string,
  order: BatchOrder,
  register: Register,
  { template, recipients, refusals, digests }: PreparedBatch,
  startedAt: string,
): void {
  const rows = [...recipients, ...refusals].map(({ row }) => row);
  register.openBatch({
    id: batch,
    templateId: template.id,
    templateVersion: template.version,
    rosterName: basename(order.roster),
    startedAt,
    rows: rows.length,
    ...digests,
  });
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

/** What threads cannot do themselves. */
function servicesOf({ seal, timestamper }: PreparedBatch['sealing']): Services {
  return {
    sign: seal.sign,
    async stamp(bytes) {
      if (!timestamper) throw new Error('a batch without time-stamps asked for one');
      return await timestamper.stamp(bytes);
    },
  };
}

function replacingIn(
  { replaces }: BatchOrder,
  { template, recipients }: PreparedBatch,
  register: ReplacingRegister,
): Outcome<BatchRun['replacing']> {
  if (!replaces) return done(undefined);
  return planReplacing(replaces, { templateId: template.id, recipients }, register);
}

type BatchRegister = BatchRun['register'] &
  StackRegister &
  ReplacingRegister &
  Pick<Register, 'id' | 'find' | 'count' | 'fileNames' | 'credentialWith' | 'extend'>;

/** Stands for a register that is not there yet, in a dry run. */
const EMPTY: BatchRegister = {
  id: '',
  count: () => 0,
  find: () => ({ total: 0, entries: [] }),
  path: '',
  show: () => undefined,
  learnerOf: () => undefined,
  learnersOf: () => new Set(),
  heldBy: () => [],
  usedIn: () => undefined,
  partsOf: () => [],
  fileNames: () => new Set(),
  nextNumber: () => 1,
  credentialWith: () => undefined,
  extend: () => {
    throw new Error('a dry run raises nothing');
  },
  allotStatus: () => {
    throw new Error('a dry run is given no place');
  },
  append: () => {
    throw new Error('a dry run enters nothing');
  },
};

interface Place {
  readonly batch: string;
  readonly order: BatchOrder;
  readonly tools: IssuingTools;
  readonly out: string;
  readonly path: string;
  readonly replacing: BatchRun['replacing'];
  /** Of a batch that is not dry. */
  readonly job?: JobCourse;
}

async function runAndCount(
  { batch, order, tools, out, path, replacing, job }: Place,
  prepared: PreparedBatch,
  register: BatchRegister,
  vault?: Vault,
): Promise<BatchSummary> {
  const { refusals: unreadable, notices, digests: _, presented, sealing, making, ...run } = prepared;
  const stacking = stackingOf(run.template, {
    ...{ register, presented, engine: tools.engine, test: run.test },
    credentials: join(out, 'credentials'),
  });
  const rows = run.recipients.length + unreadable.length;
  const refusals: BatchSummary['refusals'][number][] = [];
  const made = new Map<string, SummaryRow>();
  /** Learners whose credentials are of an earlier run: their files are raised with the others. */
  const before: string[] = [];
  let files = 0;
  const progress = countProgress(rows, tools.ticks, (told) =>
    tools.tell({ kind: 'batch.progress', batch, progress: told }),
  );
  const hear = (result: RowResult): void => {
    if (result.ending === 'issued') {
      const { credential, files: written } = result;
      files += written.length;
      if (vault) made.set(credential.id, summaryRow(credential, written));
    }
    if (result.ending === 'already' && !replacing) before.push(result.learner);
    if (result.ending === 'refused') {
      const { row, name } = result;
      const problems = result.problems.map((problem) => placed(order.roster, problem));
      refusals.push({ row, name, problems });
      tools.tell({ kind: 'batch.refused', batch, row, problems });
    }
    if (result.ending !== 'issued') job?.hear(result);
    progress.count(result.ending);
  };
  const crew =
    vault && run.recipients.length >= (making.key ? CREW_ROWS : CREW_ROWS_AT_TOKEN) && crewSize() > 1
      ? engageCrew({ ...making, folder: vault.folder, registerId: register.id }, servicesOf(sealing))
      : undefined;
  let stopped: Problem | undefined;
  let raising: BatchRaising | undefined;
  let record: RecordMade | undefined;
  for (const refusal of unreadable) hear({ ending: 'refused', ...refusal });
  try {
    await runBatch(
      {
        ...run,
        stacking,
        replacing,
        id: batch,
        register,
        ...(vault && { vault }),
        signal: tools.signal,
        gate: tools.gate && job?.gate(tools.gate, progress),
        now: tools.now,
        newId: () => `urn:uuid:${randomUUID()}`,
        crew,
        inFlight: crew?.capacity ?? IN_FLIGHT,
      },
      hear,
    );
  } catch (cause) {
    stopped = problemOf(cause);
  } finally {
    await crew?.close();
  }
  const { issued, already, seconds } = progress.finish();
  let left = 0;
  try {
    left = job?.end(stopped) ?? 0;
  } catch (cause) {
    // The register cannot be written: what it says is `running`, and it can be gone on with all the same.
    stopped ??= problemOf(cause);
  }
  const { engine, now, means, signal } = tools;
  const tell = (told: ExtendProgress) => tools.tell({ kind: 'extend.progress', run: batch, progress: told });
  try {
    if (vault && means && !stopped) {
      const entered = before.flatMap((learner) => register.heldBy(learner).filter(isOf(run.template)));
      // A run that was killed may have left its credentials as they were sealed.
      const earlier = order.continues ? register.find(wholeBatch(batch, register)).entries : [];
      const rows = [...made.values(), ...entered, ...earlier];
      const names = [...new Set(rows.flatMap((row) => row.files.map(({ name }) => name)))];
      raising = await raiseBatch({ folder: vault.folder, names, means, register, signal, tell });
    }
    const written = rowsNow(made, register);
    if (vault) await writeSummary(out, vault.folder, register, written);
    if (vault && order.record && made.size > 0) {
      const credentials = [...written.values()];
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
    stopped ??= problemOf(cause);
  }
  return {
    batch,
    rows,
    issued,
    already,
    refusals: refusals.sort((a, b) => a.row - b.row),
    files,
    seconds,
    cancelled: tools.signal.aborted,
    left,
    out,
    register: path,
    dryRun: order.dryRun,
    notices: [...notices, ...unproven(presented, register)],
    ...(raising && { raising }),
    ...(record && { record }),
    ...(stopped && { stopped }),
  };
}

function wholeBatch(batch: string, register: Pick<Register, 'count'>): RegisterQuery {
  return { search: '', batch, offset: 0, limit: register.count() };
}

function isOf({ id, version }: Template) {
  return (held: HeldCredential) => held.templateId === id && held.templateVersion === version;
}

/** Files that do not count, but those that the register knows: it vouches for them whoever is trusted. */
function unproven({ problems }: PartsFolder, register: Pick<Register, 'fileNames'>): readonly Problem[] {
  if (problems.length === 0) return problems;
  const kept = register.fileNames();
  return problems.filter(({ where }) => !kept.has(basename(where?.file ?? '')));
}
