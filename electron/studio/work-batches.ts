import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Recipient } from '../../shared/credential/recipient.ts';
import type { WorkCounts, WorkOrder, WorkSummary } from '../../shared/desk/batch.ts';
import { done, type Outcome, type Problem, refused, StudioFault } from '../../shared/problem.ts';
import { chooseLanguages } from '../../shared/template/language-choice.ts';
import { readTemplate } from '../../shared/template/parse.ts';
import type { Template } from '../../shared/template/template.ts';
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
import { instant } from './prepare-batch.ts';
import { type PreparedPress, pressFor } from './prepare-press.ts';
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
      if (readied) await workload.settle(open.batch, instant(bench.now()));
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
        const kept = await issueChunk(...next, bench, hear);
        notices.push(...kept);
        if (kept.length > 0) ready.set(next[0].batch, undefined);
      } else if (order.drain) break;
      else await setTimeout(IDLE_MILLISECONDS, undefined, { signal }).catch(() => {});
    }
  } catch (cause) {
    stopped = problemOf(cause);
  }
  const { out, register } = order;
  const seconds = (ticks() - started) / 1000;
  return { ...counts, seconds, out, register, notices, ...(stopped && { stopped }) };
}

/** @returns what keeps this worker from the whole batch: then the chunk is left to others. */
async function issueChunk(
  chunk: Chunk,
  readied: Readied,
  bench: Bench,
  hear: (chunk: Chunk, ended: SheafEnded) => void,
): Promise<readonly Problem[]> {
  const { workload, vault, now, signal } = bench;
  const newId = () => `urn:uuid:${randomUUID()}`;
  const all = (await workload.next(chunk, chunk.last - chunk.first + 1)) ?? [];
  const pressed = readied.pressFor(all);
  for (;;) {
    const recipients = pressed.ok ? await workload.next(chunk, SHEAF_ROWS) : undefined;
    if (recipients?.length === 0) break;
    if (!pressed.ok || !recipients || signal.aborted) {
      await workload.queue.leave(chunk);
      return pressed.ok ? [] : pressed.problems;
    }
    const { template } = readied;
    hear(
      chunk,
      await issueSheaf(
        { ...pressed.value, template, newId, now, register: workload.register, enter: workload.enter, vault },
        chunk,
        recipients,
      ),
    );
  }
  await workload.queue.done(chunk);
  await workload.settle(chunk.batch, instant(now()));
  return [];
}

/** A batch that this worker can seal. */
interface Readied {
  readonly template: Template;
  /** For these learners and all before them: a font's letters are gathered from those that are to be printed. */
  pressFor(recipients: readonly Recipient[]): Outcome<PreparedPress>;
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
  const { timestamps } = read;
  const { timestampTrust } = order;
  const timestamper = await timestamperOf(
    { ...(timestamps && { timestamps }), ...(timestampTrust && { timestampTrust }) },
    engine,
  );
  if (!timestamper.ok) return timestamper;
  const pressing = { template, exports: read.exports, seal, sealFile: order.seal };
  let shown: readonly Recipient[] = [];
  let pressed: Outcome<PreparedPress> | undefined;
  return done({
    template,
    pressFor(recipients) {
      const specimens = specimensOf([...shown, ...recipients]);
      if (pressed?.ok && specimens.length === shown.length) return pressed;
      shown = specimens;
      const given = { ...pressing, recipients: shown, timestamper: timestamper.value };
      pressed = pressFor(given, engine, instant(now()));
      return pressed;
    },
  });
}

/** What a worker that was killed has left, while nobody else is at it. */
async function sweep(vault: Vault, workload: Workload): Promise<void> {
  const kept = await workload.entered(readdirSync(vault.folder));
  vault.sweep((name) => kept.has(name));
}
