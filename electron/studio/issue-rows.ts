import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { BatchOrder, BatchSummary } from '../../shared/desk/batch.ts';
import { summaryRow } from '../../shared/formats/summary/row.ts';
import type { Problem } from '../../shared/problem.ts';
import { crewSize, engageCrew, instruct, type Services, startThreads } from '../batch/crew.ts';
import type { JobCourse } from '../batch/job-course.ts';
import { countProgress } from '../batch/progress.ts';
import type { ReplacingRegister } from '../batch/replacing.ts';
import { type BatchRun, type RowResult, runBatch } from '../batch/run.ts';
import { openToldRows } from '../batch/told-rows.ts';
import { problemOf } from '../fault.ts';
import { placed } from '../files/read.ts';
import type { Vault } from '../files/vault.ts';
import type { Register } from '../register/register.ts';
import type { IssuingTools } from './batch-tools.ts';
import { type FinishingRegister, finishBatch } from './finish-batch.ts';
import { unproven } from './parts-folder.ts';
import { type PassedOver, passedOver } from './passed-over.ts';
import type { PreparedBatch } from './prepare-batch.ts';
import { type StackRegister, stackingOf } from './stacking.ts';

/** Measured: more than this many rows at once fill neither core better. */
const IN_FLIGHT = 6;
/** Below this, threads take longer to get ready than they save. */
const CREW_ROWS = 48;
/** A token or service sets the pace, and each of its signatures counts: threads only for what takes long anyway. */
const CREW_ROWS_AT_TOKEN = 500;

/** What the rows of a batch ask of their register. */
export type RowsRegister = BatchRun['register'] &
  StackRegister &
  ReplacingRegister &
  Pick<Register, 'id' | 'fileNames'>;

/** Where what is issued is kept. */
interface Keeping {
  readonly vault: Vault;
  readonly register: FinishingRegister;
}

export interface Place {
  readonly batch: string;
  readonly order: BatchOrder;
  readonly tools: IssuingTools;
  readonly out: string;
  readonly path: string;
  readonly replacing: BatchRun['replacing'];
  /** Of a batch that is not dry. */
  readonly job?: JobCourse;
}

/** Issues these rows, counts what becomes of them, and then raises, tells and records what was issued. */
export async function issueRows(
  { batch, order, tools, out, path, replacing, job }: Place,
  prepared: PreparedBatch,
  register: RowsRegister,
  keeping?: Keeping,
): Promise<BatchSummary> {
  const vault = keeping?.vault;
  const {
    refusals: unreadable,
    notices,
    digests: _,
    templateBytes: __,
    presented,
    sealing,
    making,
    ...run
  } = prepared;
  const stacking = stackingOf(run.template, {
    ...{ register, presented, engine: tools.engine, test: run.test },
    credentials: join(out, 'credentials'),
  });
  const rows = run.recipients.length + unreadable.length;
  const refusals: BatchSummary['refusals'][number][] = [];
  const told = openToldRows(out);
  /** Learners whose credentials are of an earlier run: their files are raised with the others. */
  const before: PassedOver[] = [];
  let files = 0;
  const progress = countProgress(rows, tools.ticks, (counted) =>
    tools.tell({ kind: 'batch.progress', batch, progress: counted }),
  );
  const hear = (result: RowResult): void => {
    if (result.ending === 'issued') {
      const { credential, files: written } = result;
      files += written.length;
      if (vault) told.add(summaryRow(credential, written));
    }
    if (result.ending === 'already' && !replacing) before.push(result);
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
      ? engageCrew(
          { folder: vault.folder, registerId: register.id },
          servicesOf(sealing),
          tools.threads.length > 0 ? tools.threads : instruct(startThreads(), making),
        )
      : undefined;
  let stopped: Problem | undefined;
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
  const place = { batch, order, tools, out };
  const earlier = before.map(({ learner }) => learner);
  const issuedNow = { told, before: earlier, template: run.template, sealing, whole: stopped === undefined };
  const { stopped: later, ...after } = keeping
    ? await finishBatch(place, issuedNow, keeping.register, keeping.vault)
    : {};
  told.close();
  stopped ??= later;
  const heldOtherwise: Problem[] = [];
  for (const result of stopped ? [] : before) {
    if (job?.issuedBefore.has(result.row)) continue;
    // Lets the window's questions through.
    await setImmediate();
    const notice = await passedOver(result, run.template, register);
    if (notice) heldOtherwise.push(placed(order.roster, notice));
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
    notices: [
      ...notices,
      ...heldOtherwise,
      ...unproven(presented, presented.problems.length > 0 ? register.fileNames() : undefined),
    ],
    ...after,
    ...(stopped && { stopped }),
  };
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
