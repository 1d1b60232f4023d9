import { join } from 'node:path';
import type { BatchSummary } from '../../shared/desk/batch.ts';
import type { ExtendOrder, ExtendSummary } from '../../shared/desk/extend.ts';
import type { Engine } from '../../shared/engine.ts';
import { standingOfSealed } from '../../shared/record/raise.ts';
import { LARGEST_FILE } from '../../shared/verifying/verify.ts';
import { readBounded } from '../files/read.ts';
import { inSharedRegister } from '../postgres/open-shared.ts';
import { note, noted } from './diary-file.ts';
import { mayHaveLevel } from './extend.ts';

/**
 * Notes until when what a batch has sealed stands by itself, unless something in its register ends sooner. All of a batch
 * is sealed and stamped alike, so its last credential tells for all. @throws StudioFault when the register cannot be read.
 */
export async function noteBatch(
  { batch, register, out }: Pick<BatchSummary, 'batch' | 'register' | 'out'>,
  engine: Engine,
  at: Date,
): Promise<void> {
  const { entries } = await inSharedRegister(register, (opened) =>
    opened.find({ search: '', batch, offset: 0, limit: 1 }),
  );
  const files = entries.flatMap((entry) => entry.files).filter(({ name }) => mayHaveLevel(name));
  const end = await firstEnd(
    files.map(({ name }) => join(out, 'credentials', name)),
    engine,
  );
  const entry = { kind: 'extension', of: register } as const;
  const before = await noted(entry);
  const [until] = [end, before].filter((each) => each !== undefined).sort();
  if (until !== undefined) await note({ ...entry, until }, at);
}

/**
 * Notes until when the files beside a register stand now that all of them are raised. Those of one run are stamped alike, so
 * one that was raised and one that was there already tell for all; with anything refused or left the older note stays true.
 */
export async function noteRaised(
  { register, files: chosen }: ExtendOrder,
  { files, refused, left }: ExtendSummary,
  engine: Engine,
  at: Date,
): Promise<void> {
  if (register === undefined || chosen.length > 0 || refused + left > 0) return;
  const told = [files.find(({ changed }) => changed), files.find(({ changed }) => !changed)];
  const until = await firstEnd(
    told.flatMap((each) => (each ? [each.file] : [])),
    engine,
  );
  if (until !== undefined) await note({ kind: 'extension', of: register, until }, at);
}

async function firstEnd(paths: readonly string[], engine: Engine): Promise<string | undefined> {
  const ends: string[] = [];
  for (const path of paths) {
    const bytes = await readBounded(path, LARGEST_FILE);
    const standing = bytes.ok ? await standingOfSealed(bytes.value, engine) : undefined;
    if (standing) ends.push(standing.until.toISOString());
  }
  return ends.sort()[0];
}
