import { stat } from 'node:fs/promises';
import type { Outcome } from '../../shared/problem.ts';
import type { SourceChoices } from '../../shared/roster/source.ts';
import type { RosterFile } from './errand.ts';
import { readRosterFile } from './read-roster.ts';

/** Of one file with and without its sheet told. */
const KEPT = 2;

interface Kept {
  readonly key: string;
  readonly read: Promise<Outcome<RosterFile>>;
}

let kept: readonly Kept[] = [];

/**
 * As `readRosterFile`, of a file that the window asks about again and again: read once as long as it stays as it is. What is
 * sealed is read anew. Problems: those of `readRosterFile`.
 */
export async function readKeptRoster(
  file: string,
  choices: SourceChoices = {},
): Promise<Outcome<RosterFile>> {
  const told = await stat(file, { bigint: true }).catch(() => undefined);
  if (!told) return readRosterFile(file, choices);
  const state = [told.dev, told.ino, told.size, told.mtimeNs, told.ctimeNs].join(' ');
  const key = JSON.stringify([file, choices, state]);
  const known = kept.find((each) => each.key === key);
  if (known) return known.read;
  const read = readRosterFile(file, choices);
  kept = [{ key, read }, ...kept].slice(0, KEPT);
  return read;
}
