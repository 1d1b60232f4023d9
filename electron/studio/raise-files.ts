import { basename } from 'node:path';
import type { RaiseOrder } from '../../shared/augmenting/raise.ts';
import type { ExtendedFile, ExtendProgress, ExtendSummary } from '../../shared/desk/extend.ts';
import { type Problem, StudioFault } from '../../shared/problem.ts';
import { raiseSealed } from '../../shared/record/raise.ts';
import { LARGEST_FILE } from '../../shared/verifying/verify.ts';
import { placed, readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { sha256Of } from '../files/sha256.ts';
import { type KeptReader, keepReader } from '../reading/host.ts';
import { standingByReader } from '../reading/standing.ts';
import type { Answering } from '../register/shared-register.ts';

/** Most of the time is spent waiting for authorities. */
const IN_FLIGHT = 4;

export interface RaisingRun {
  readonly means: RaiseOrder;
  /** Has to know every file but records, and is told of every new digest. */
  readonly register?: Answering<'credentialWith' | 'extend'> | undefined;
  /** Once aborted no further file is begun. */
  readonly signal: AbortSignal;
  readonly tell: (progress: ExtendProgress) => void;
}

/**
 * Raises sealed files, each in place: the register is told of the new digest, then the file is replaced at once and whole.
 * Run again, it takes up what is not there yet. What stops it is told in the summary.
 */
export async function raiseFiles(paths: readonly string[], run: RaisingRun): Promise<ExtendSummary> {
  const queue = paths.entries();
  const files: ExtendedFile[] = [];
  const counts = { raised: 0, already: 0, refused: 0 };
  let stopped: Problem | undefined;
  const reader = keepReader();
  const work = async (): Promise<void> => {
    for (const [index, file] of queue) {
      if (stopped || run.signal.aborted) return;
      try {
        const extended = await raiseOne(file, reader, run);
        files[index] = extended;
        counts[extended.problems ? 'refused' : extended.changed ? 'raised' : 'already']++;
        run.tell({ ...counts, done: files.flat().length, total: paths.length });
      } catch (cause) {
        if (!(cause instanceof StudioFault)) throw cause;
        stopped ??= placed(file, { code: cause.code, facts: cause.facts });
      }
    }
  };
  run.tell({ ...counts, done: 0, total: paths.length });
  try {
    await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  } finally {
    reader.end();
  }
  const looked = files.flat();
  const left = paths.length - looked.length;
  const cancelled = run.signal.aborted && left > 0 && !stopped;
  return { files: looked, ...counts, left, cancelled, ...(stopped && { stopped }) };
}

async function raiseOne(
  file: string,
  reader: KeptReader,
  { means, register }: RaisingRun,
): Promise<ExtendedFile> {
  const bytes = await readBounded(file, LARGEST_FILE);
  if (!bytes.ok) return { file, changed: false, problems: bytes.problems };
  const from = sha256Of(bytes.value);
  const credential = await register?.credentialWith(from);
  // What the register knows this desk has made; anything else is looked at where it can be ended.
  if (credential === undefined) {
    const found = await standingByReader(reader, file);
    const problems = !found.ok
      ? found.problems
      : register && !found.value.record && [{ code: 'extend.unregistered', where: { file } } as const];
    if (problems) return { file, changed: false, problems };
  }
  const raised = await raiseSealed(bytes.value, means);
  if (!raised.ok) {
    return { file, changed: false, problems: raised.problems.map((problem) => placed(file, problem)) };
  }
  const { bytes: next, ...levels } = raised.value;
  const changed = next !== bytes.value;
  if (changed) {
    if (register && credential !== undefined) {
      const at = means.now().toISOString();
      const digests = { from, to: sha256Of(next) };
      await register.extend({ credential, file: basename(file), ...digests, level: levels.level, at });
    }
    await replaceFile(file, next);
  }
  return { file, changed, ...levels };
}
