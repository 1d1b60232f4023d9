import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { LEVELS, levelOf, type RaiseOrder } from '../../shared/augmenting/raise.ts';
import type { BatchOrder } from '../../shared/desk/batch.ts';
import type { BatchRaising, ExtendedFile } from '../../shared/desk/extend.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { standingOfSealed } from '../../shared/record/raise.ts';
import type { BaselineLevel } from '../../shared/verifying/verdict.ts';
import { mayHaveLevel, type RaisingTools, raisingMeans } from './extend.ts';
import { type RaisingRun, raiseFiles } from './raise-files.ts';

type RaisingField =
  | ('level' | 'timestamps' | 'timestampTrust' | 'trust')
  | ('crls' | 'certificates' | 'ocsps' | 'online');

/** How a batch raises what it has sealed; undefined when no level is ordered. Problems: those of the files named. */
export async function batchRaising(
  order: Pick<BatchOrder, RaisingField>,
  tools: RaisingTools,
): Promise<Outcome<RaiseOrder | undefined>> {
  const {
    level,
    timestamps = [],
    timestampTrust = [],
    trust = [],
    crls,
    certificates,
    ocsps,
    online,
  } = order;
  if (!level) return done(undefined);
  if (timestamps.length === 0) return refused({ code: 'desk.request-wrong' });
  return raisingMeans(
    {
      ...{ to: level, timestamps, trust: [...trust, ...timestampTrust] },
      ...(crls && { crls }),
      ...(certificates && { certificates }),
      ...(ocsps && { ocsps }),
      ...(online && { online }),
    },
    tools,
  );
}

interface BatchToRaise extends RaisingRun {
  /** Where the files lie. */
  readonly folder: string;
  readonly names: readonly string[];
}

/** Raises a batch's files and reads back where each of them stands. */
export async function raiseBatch({ folder, names, ...run }: BatchToRaise): Promise<BatchRaising> {
  const paths = names.filter(mayHaveLevel).map((name) => join(folder, name));
  const { to } = run.means;
  const { files, raised, already, stopped } = await raiseFiles(paths, run);
  const known = new Map(files.map((file) => [file.file, file]));
  const levels: Record<string, number> = {};
  let below = 0;
  for (const path of paths) {
    const level = await levelAt(path, known.get(path), run.means);
    if (level === undefined) below++;
    else {
      levels[level] = (levels[level] ?? 0) + 1;
      if (LEVELS.indexOf(levelOf(level)) < LEVELS.indexOf(to)) below++;
    }
  }
  const refusals = files.flatMap(({ file, problems }) =>
    problems ? [{ file: basename(file), problems }] : [],
  );
  return { to, raised, already, levels, below, refusals, ...(stopped && { stopped }) };
}

/** Of the credentials, and of the record made of them. */
export function joinRaisings(one: BatchRaising, other: BatchRaising): BatchRaising {
  const levels: Record<string, number> = { ...one.levels };
  for (const [level, count] of Object.entries(other.levels)) levels[level] = (levels[level] ?? 0) + count;
  const stopped = one.stopped ?? other.stopped;
  return {
    to: one.to,
    raised: one.raised + other.raised,
    already: one.already + other.already,
    levels,
    below: one.below + other.below,
    refusals: [...one.refusals, ...other.refusals],
    ...(stopped && { stopped }),
  };
}

async function levelAt(
  path: string,
  told: ExtendedFile | undefined,
  { engine }: RaiseOrder,
): Promise<BaselineLevel | undefined> {
  if (told?.level !== undefined) return told.level;
  const bytes = await readFile(path).catch(() => undefined);
  return bytes && (await standingOfSealed(bytes, engine))?.level;
}
