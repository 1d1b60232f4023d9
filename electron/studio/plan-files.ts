import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BatchOrder } from '../../shared/desk/batch.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { readBounded } from '../files/read.ts';
import { type BatchPlan, PLAN_FILES, type PlanFiles } from '../queue/plan.ts';

/** Of revocation lists, the largest of them. */
const LARGEST = 64 * 1024 * 1024;

/** The files that an order names for its time-stamps and levels. Problems: of one that cannot be read. */
export async function readPlanFiles(
  order: Pick<BatchOrder, PlanFiles | 'level'>,
): Promise<Outcome<NonNullable<BatchPlan['files']>>> {
  const files: { [Name in PlanFiles]?: readonly Uint8Array[] } = {};
  // Without a level the others only tell whom parts are trusted of, which the desk has looked at.
  for (const name of order.level ? PLAN_FILES : (['timestampTrust'] as const)) {
    const read: Uint8Array[] = [];
    for (const path of order[name] ?? []) {
      const file = await readBounded(path, LARGEST);
      if (!file.ok) return file;
      read.push(file.value);
    }
    if (read.length > 0) files[name] = read;
  }
  return done(files);
}

/** Lays the files of a plan where `work` can read them, and takes them away again. Nothing in them is secret. */
export async function withPlanFiles<T>(
  { files = {} }: Pick<BatchPlan, 'files'>,
  work: (paths: { readonly [Name in PlanFiles]?: readonly string[] }) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sealwright-plan-'));
  try {
    const paths: { [Name in PlanFiles]?: readonly string[] } = {};
    for (const name of PLAN_FILES) {
      const told = files[name];
      if (!told) continue;
      const own = told.map((_, at) => join(folder, `${name}-${at}`));
      for (const [at, bytes] of told.entries()) await writeFile(own[at] ?? '', bytes);
      paths[name] = own;
    }
    return await work(paths);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
