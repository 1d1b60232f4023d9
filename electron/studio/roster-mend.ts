import type { MendOrder } from '../../shared/desk/roster.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { mend } from '../../shared/roster/mend.ts';
import { inFile } from '../files/read.ts';
import { readKeptRoster } from '../reading/kept-roster.ts';
import { openCorrections, openMapped, sourcesOf, writeJson } from './open-roster.ts';

/** One correction after the other: each is added to what the one before has written. */
let turn: Promise<unknown> = Promise.resolve();

/** Adds one correction to those kept beside the roster. @throws StudioFault when they cannot be written. */
export function mendRoster(order: MendOrder): Promise<Outcome<null>> {
  const mended = turn.then(() => addCorrection(order));
  turn = mended.catch(() => undefined);
  return mended;
}

async function addCorrection({ change, ...order }: MendOrder): Promise<Outcome<null>> {
  const opened = await openMapped(order, readKeptRoster);
  if (!opened.ok) return opened;
  const { file, mapping } = opened.value;
  const sources = inFile(order.roster, sourcesOf(mapping, file.table));
  if (!sources.ok) return sources;
  const corrections = await openCorrections(order.corrections);
  if (!corrections.ok) return corrections;
  const mended = inFile(order.roster, mend(file.table, sources.value, corrections.value, change));
  if (!mended.ok) return mended;
  await writeJson(order.corrections, mended.value);
  return done(null);
}
