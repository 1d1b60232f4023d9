import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readSummaryJson } from '../../shared/formats/summary/json.ts';
import { formatOfName, type SealedFormat } from '../../shared/issue/sealed-file.ts';
import { readBounded } from '../files/read.ts';

/** Endings that sealed files have; ours, and those of other hands. */
const SEALED = /\.(?:pdf|xml|json|jsonld|jwt|jws|asice|asics)$/i;
/** What leads from files to a record of a batch; the record is sealed, this is not. */
const PROOFS = /\.proofs\.json$/i;
/** What proves nothing by itself: without a seal, or under a key that only the issuer's web site names. */
const UNJUDGED: readonly SealedFormat[] = ['edc-upload', 'vc-di'];
const SUMMARY = 'summary.json';
/** A row has some two kilobytes; no batch has a hundred thousand. */
const LARGEST_SUMMARY = 256 * 1024 * 1024;

export interface FoundFiles {
  readonly sealed: readonly string[];
  /** Tables of a batch, which nobody seals: what they tell is told by the batch's record. */
  readonly summaries: readonly string[];
}

/**
 * A folder stands for the sealed files in it and below; anything else for itself.
 * @param controlled documents of issuers are at hand, so that files can be judged whose key they name.
 */
export async function findSealedFiles(paths: readonly string[], controlled: boolean): Promise<FoundFiles> {
  const sealed: string[] = [];
  const summaries: string[] = [];
  for (const path of paths) {
    if (!(await isFolder(path))) {
      sealed.push(path);
      continue;
    }
    const inside = await readdir(path, { recursive: true });
    for (const name of inside.filter((one) => isJudged(one, controlled)).sort()) {
      const file = join(path, name);
      if (await isSummary(file)) summaries.push(file);
      else sealed.push(file);
    }
  }
  return { sealed, summaries };
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (told) => told.isDirectory(),
    () => false,
  );
}

/** Pictures are looked into only when they are named as our badges are. */
function isJudged(path: string, controlled: boolean): boolean {
  const format = formatOfName(basename(path));
  return format === undefined
    ? SEALED.test(path) && !PROOFS.test(path)
    : (controlled && format === 'vc-di') || !UNJUDGED.includes(format);
}

/** By name and content: what only has the name is judged like any other file. */
async function isSummary(path: string): Promise<boolean> {
  if (basename(path) !== SUMMARY) return false;
  const file = await readBounded(path, LARGEST_SUMMARY);
  return file.ok && readSummaryJson(file.value) !== undefined;
}
