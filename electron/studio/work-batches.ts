import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { RaiseOrder } from '../../shared/augmenting/raise.ts';
import type { Recipient } from '../../shared/credential/recipient.ts';
import type { WorkCounts, WorkOrder, WorkSummary } from '../../shared/desk/batch.ts';
import type { BatchRaising } from '../../shared/desk/extend.ts';
import { done, type Outcome, type Problem, refused, StudioFault } from '../../shared/problem.ts';
import type { Timestamper } from '../../shared/sealing/timestamp.ts';
import { chooseLanguages } from '../../shared/template/language-choice.ts';
import { readTemplate } from '../../shared/template/parse.ts';
import type { Template } from '../../shared/template/template.ts';
import { addToSummary } from '../batch/add-to-summary.ts';
import { issueSheaf, SHEAF_ROWS, type SheafEnded } from '../batch/sheaf.ts';
import { specimensOf } from '../batch/specimens.ts';
import { problemOf } from '../fault.ts';
import { sha256Of } from '../files/sha256.ts';
import { openVault, type Vault } from '../files/vault.ts';
import { openWorkload } from '../postgres/open-shared.ts';
import type { Chunk } from '../queue/job-queue.ts';
import { type BatchPlan, readPlan } from '../queue/plan.ts';
import type { OpenBatch, Workload } from '../queue/workload.ts';
import { examineSources } from '../reading/examine-sources.ts';
import type { OpenSeal } from '../seals/open-seal.ts';
import type { BatchTools } from './batch-tools.ts';
import { makeFolder } from './folder.ts';
import { withPlanFiles } from './plan-files.ts';
import { instant } from './prepare-batch.ts';
import { type PreparedPress, pressFor } from './prepare-press.ts';
import { batchRaising, joinRaisings, raiseBatch } from './raise-batch.ts';
import { writeBatchRecord } from './record-make.ts';
import { openFitSeal, outlived } from './seal-file.ts';
import { timestamperOf } from './timestamps.ts';

/** How long a worker with nothing to do waits before it asks again. */
const IDLE_MILLISECONDS = 1000;

type WorkTools = Pick<BatchTools, 'engine' | 'now' | 'ticks' | 'signal' | 'tell'>;

/**
 * Seals what desks have planned with the certificate of this seal: chunk after chunk, until it is stopped or, when told so,
 * nothing is left to take. Problems: those of the seal. @throws StudioFault when register or folder cannot be opened; what breaks
 * later is told in the summary.
 */
export async function workBatches(
  run: string,
  order: WorkOrder,
  tools: WorkTools,
): Promise<Outcome<WorkSummary>> {
  const opening = await openFitSeal(order, tools.now());
  if (!opening.ok) return opening;
  const { seal, warnings } = opening.value;
  try {
    const out = resolve(order.out);
    makeFolder(out);
    const workload = await openWorkload(order.register);
    try {
      const vault = await openVault(join(out, 'credentials'), workload.register.id);
      await workload.begin(() => sweep(vault, workload));
      return done(await work(run, { ...order, out }, { ...tools, seal, workload, vault }, warnings));
    } finally {
      await workload.close().catch(() => {});
    }
  } finally {
    seal.close();
  }
}

interface Bench extends WorkTools {
  readonly seal: OpenSeal;
  readonly workload: Workload;
  readonly vault: Vault;
}

async function work(
  run: string,
  order: WorkOrder,
  bench: Bench,
  warnings: readonly Problem[],
): Promise<WorkSummary> {
  const { signal, ticks, tell, workload } = bench;
  const started = ticks();
  const notices = [...warnings];
  /** What is ready for each batch; nothing for one that this worker cannot seal. */
  const ready = new Map<string, Readied | undefined>();
  let counts: WorkCounts & Pick<WorkSummary, 'files'> = { issued: 0, already: 0, refused: 0, files: 0 };
  let stopped: Problem | undefined;
  let raising: BatchRaising | undefined;
  const hear = (chunk: Chunk, { made, already, refusals }: SheafEnded): void => {
    counts = {
      issued: counts.issued + made.length,
      already: counts.already + already,
      refused: counts.refused + refusals.length,
      files: counts.files + made.reduce((sum, { files }) => sum + files.length, 0),
    };
    for (const { row, problems } of refusals)
      tell({ kind: 'batch.refused', batch: chunk.batch, row, problems });
    told();
  };
  const told = (): void => {
    const { files: _, ...progress } = counts;
    tell({ kind: 'work.progress', run, progress });
  };
  /** The next chunk of the oldest batch that has one. */
  const nextChunk = async (): Promise<[Chunk, Readied] | undefined> => {
    for (const open of await workload.open(sha256Of(bench.seal.certificate.der))) {
      if (!ready.has(open.batch)) {
        const readied = await readyFor(open, order, bench);
        if (!readied.ok) notices.push(...readied.problems);
        ready.set(open.batch, readied.ok ? readied.value : undefined);
      }
      const readied = ready.get(open.batch);
      const chunk = readied && (await workload.queue.take(open.batch));
      if (chunk) return [chunk, readied];
      // Whoever sealed its last row may have died before they could say so.
      if (readied) await settle(open.batch, readied, order, bench);
    }
    return undefined;
  };
  /** A desk that seals into the register itself is waited for, unless this is to end anyway. */
  const unlessDeskSeals = (cause: unknown): undefined => {
    if (order.drain || !(cause instanceof StudioFault) || cause.code !== 'register.busy') throw cause;
  };
  told();
  try {
    while (!signal.aborted) {
      const [worn] = outlived(order, bench.seal, bench.now());
      if (worn) stopped = worn;
      if (worn) break;
      const next = await nextChunk().catch(unlessDeskSeals);
      if (next) {
        const { kept, raising: raised } = await issueChunk(...next, order, bench, hear);
        notices.push(...kept);
        if (kept.length > 0) ready.set(next[0].batch, undefined);
        if (raised) raising = raising ? joinRaisings(raising, raised) : raised;
        stopped = raised?.stopped;
        if (stopped) break;
      } else if (order.drain) break;
      else await setTimeout(IDLE_MILLISECONDS, undefined, { signal }).catch(() => {});
    }
  } catch (cause) {
    stopped = problemOf(cause);
  }
  const { out, register } = order;
  const seconds = (ticks() - started) / 1000;
  return {
    ...{ ...counts, seconds, out, register, notices },
    ...(raising && { raising }),
    ...(stopped && { stopped }),
  };
}

interface ChunkEnded {
  /** What keeps this worker from the whole batch: then the chunk is left to others. */
  readonly kept: readonly Problem[];
  readonly raising?: BatchRaising;
}

async function issueChunk(
  chunk: Chunk,
  readied: Readied,
  order: WorkOrder,
  bench: Bench,
  hear: (chunk: Chunk, ended: SheafEnded) => void,
): Promise<ChunkEnded> {
  const { workload, vault, now, signal } = bench;
  const newId = () => `urn:uuid:${randomUUID()}`;
  const all = (await workload.next(chunk, chunk.last - chunk.first + 1)) ?? [];
  const pressed = readied.pressFor(all.map(({ recipient }) => recipient));
  for (;;) {
    const waiting = pressed.ok ? await workload.next(chunk, SHEAF_ROWS) : undefined;
    if (waiting?.length === 0) break;
    if (!pressed.ok || !waiting || signal.aborted) {
      await workload.queue.leave(chunk);
      return { kept: pressed.ok ? [] : pressed.problems };
    }
    const { template } = readied;
    hear(
      chunk,
      await issueSheaf(
        { ...pressed.value, template, newId, now, register: workload.register, enter: workload.enter, vault },
        chunk,
        waiting,
      ),
    );
  }
  // Raised before the chunk is done: whoever takes it after a death finds its credentials by the register.
  const raising = await raiseChunk(chunk, readied, bench);
  if (raising && (raising.stopped || signal.aborted)) {
    await workload.queue.leave(chunk);
    return { kept: [], raising };
  }
  await workload.queue.done(chunk);
  await settle(chunk.batch, readied, order, bench);
  return { kept: [], ...(raising && { raising }) };
}

async function raiseChunk(
  chunk: Chunk,
  { means }: Readied,
  { workload, vault, signal }: Bench,
): Promise<BatchRaising | undefined> {
  if (!means) return undefined;
  const { folder } = vault;
  const all = await workload.filesOf(chunk);
  // Of a chunk that another began, some files may lie where that one writes.
  const names = all.filter((name) => existsSync(join(folder, name)));
  return raiseBatch({ folder, names, means, register: workload.register, signal, tell: () => {} });
}

/** Writes the summary, after a sample too, and seals the record that a plan asks for, once all rows have ended; says that the batch is done. */
function settle(batch: string, readied: Readied, order: WorkOrder, bench: Bench): Promise<boolean> {
  const { workload, now } = bench;
  return workload.settle(batch, instant(now()), async (sample) => {
    await addToSummary(order.out, batch, workload);
    if (readied.record && !sample) await sealRecord(batch, readied, order, bench);
  });
}

async function sealRecord(
  batch: string,
  { timestamper, means }: Readied,
  { out }: WorkOrder,
  { workload: { register }, seal, engine, now, signal }: Bench,
): Promise<void> {
  const { entries } = await register.find({ search: '', batch, offset: 0, limit: await register.count() });
  if (entries.length === 0) return;
  const made = await writeBatchRecord({
    ...{ id: hasRecord(out, batch) ? randomUUID() : batch, out, credentials: entries.toReversed() },
    ...{ seal, timestamper, engine, at: now() },
  });
  if (!means) return;
  const names = [made.record, made.container].map((path) => basename(path));
  await raiseBatch({ folder: dirname(made.record), names, means, signal, tell: () => {} });
}

/** A record is never replaced by another, which rows that were tried again make needful. */
function hasRecord(out: string, batch: string): boolean {
  const folder = join(out, 'records');
  const ending = `-${batch.slice(0, 8)}.record.json`;
  return existsSync(folder) && readdirSync(folder).some((name) => name.endsWith(ending));
}

/** A batch that this worker can seal. */
interface Readied {
  readonly template: Template;
  /** For these learners and all before them: a font's letters are gathered from those that are to be printed. */
  pressFor(recipients: readonly Recipient[]): Outcome<PreparedPress>;
  readonly timestamper: Timestamper | undefined;
  /** How its seals are raised, when its plan says so. */
  readonly means: RaiseOrder | undefined;
  readonly record: boolean;
}

/** Problems: `batch.changed` when the plan is not of the batch's template; those of the template, authorities and seal. */
async function readyFor(
  { batch, templateSha256 }: OpenBatch,
  order: WorkOrder,
  { workload, seal, engine, now }: Bench,
): Promise<Outcome<Readied>> {
  const plan = await workload.planOf(batch);
  const read: Partial<BatchPlan> = plan === undefined ? {} : readPlan(plan);
  if (!read.template || sha256Of(read.template) !== templateSha256)
    return refused({ code: 'batch.changed', where: { file: order.register }, facts: { batch } });
  const written = readTemplate(read.template);
  if (!written.ok) return written;
  const examined = await examineSources(written.value, order.register);
  if (!examined.ok) return examined;
  const chosen = read.languages ? chooseLanguages(written.value, read.languages) : written;
  if (!chosen.ok) return chosen;
  const template = chosen.value;
  const { template: _, files: __, test: ___, ...planned } = read;
  const asked = await withPlanFiles(read, async (files) => {
    const timestampTrust = [...(files.timestampTrust ?? []), ...(order.timestampTrust ?? [])];
    const told = { ...planned, ...files, ...(timestampTrust.length > 0 && { timestampTrust }) };
    const raising = await batchRaising(told, { engine, now });
    if (!raising.ok) return raising;
    // What is to be raised is sealed first, with nobody asked.
    const later = planned.level !== undefined && !planned.stampFirst;
    const timestamper = later ? done(undefined) : await timestamperOf(told, engine);
    return timestamper.ok ? done({ means: raising.value, timestamper: timestamper.value }) : timestamper;
  });
  if (!asked.ok) return asked;
  const { means, timestamper } = asked.value;
  const pressing = { template, exports: read.exports, seal, sealFile: order.seal };
  let shown: readonly Recipient[] = [];
  let pressed: Outcome<PreparedPress> | undefined;
  return done({
    ...{ template, timestamper, means, record: planned.record === true },
    pressFor(recipients) {
      const specimens = specimensOf([...shown, ...recipients]);
      if (pressed?.ok && specimens.length === shown.length) return pressed;
      shown = specimens;
      const given = { ...pressing, recipients: shown, timestamper };
      pressed = pressFor(given, engine, instant(now()));
      return pressed;
    },
  });
}

/** What a worker that was killed has left, while nobody else is at it. */
async function sweep(vault: Vault, workload: Workload): Promise<void> {
  const kept = await workload.entered(readdirSync(vault.folder));
  await vault.sweep((name) => kept.has(name));
}
