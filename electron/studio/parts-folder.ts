import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BatchOrder } from '../../shared/desk/batch.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import type { EarnedPart } from '../../shared/stack/earned.ts';
import { partOf } from '../../shared/stack/presented.ts';
import { LARGEST_FILE } from '../../shared/verifying/verify.ts';
import { readBounded } from '../files/read.ts';
import { sha256Of } from '../files/sha256.ts';
import { type KeptReader, keepReader } from '../reading/host.ts';
import { readTrust } from './trust-sources.ts';

/** Files that learners have brought along. */
export interface PartsFolder {
  /** Out of files that are proven. */
  readonly parts: readonly EarnedPart[];
  /** Why each other file does not count, with its path. */
  readonly problems: readonly Problem[];
  /** Paths by the digest of what they hold, proven or not. */
  readonly byDigest: ReadonlyMap<string, string>;
}

export const NOTHING_PRESENTED: PartsFolder = { parts: [], problems: [], byDigest: new Map() };

export interface PartsQuestion {
  readonly folders: readonly string[];
  /** Files of roots, and of revocation lists. */
  readonly trust: readonly string[];
  readonly crls: readonly string[];
  readonly at: Date;
  readonly engine: Engine;
  /** Whether the batch is sealed with a test seal, so that parts may be too. */
  readonly test: boolean;
}

/** Files that cannot be parts and lie in folders of credentials all the same. */
const NO_CREDENTIAL = /^\.|\.(?:csv|txt|md|pem|crl|sqlite(?:-\w+)?)$|^(?:summary|report)\.json$/i;

/**
 * Has a reader prove every file below the folders. Of one credential in several files the first counts.
 * Problems of a folder: `file.not-found`, `file.unreadable`; those of files are told in the value.
 */
async function openPartsFolders(question: PartsQuestion): Promise<Outcome<PartsFolder>> {
  const { folders } = question;
  const paths: string[] = [];
  for (const folder of folders) {
    const listed = await filesBelow(folder);
    if (!listed.ok) return listed;
    paths.push(...listed.value);
  }
  const parts = new Map<string, EarnedPart>();
  const read = new Set<string>();
  const problems: Problem[] = [];
  const byDigest = new Map<string, string>();
  const reader = keepReader();
  try {
    for (const path of paths) {
      const outcome = await readPart(path, reader, question, byDigest);
      if (!outcome.ok) problems.push(...outcome.problems);
      else {
        read.add(stemOf(path));
        if (!parts.has(outcome.value.id)) parts.set(outcome.value.id, outcome.value);
      }
    }
  } finally {
    reader.end();
  }
  // A credential comes in several formats; that one of them cannot be read is no news when another was.
  const told = problems.filter(
    ({ code, where }) => code !== 'stack.file-unreadable' || !read.has(stemOf(where?.file ?? '')),
  );
  return done({ parts: [...parts.values()], problems: told, byDigest });
}

/** Folder and name up to the first full stop: what the files of one credential share. */
function stemOf(path: string): string {
  return join(dirname(path), basename(path).replace(/\..*$/, ''));
}

async function filesBelow(folder: string): Promise<Outcome<readonly string[]>> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    return done(
      entries
        .filter((entry) => entry.isFile() && !NO_CREDENTIAL.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort(),
    );
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    return refused({ code: missing ? 'file.not-found' : 'file.unreadable', where: { file: folder } });
  }
}

async function readPart(
  path: string,
  reader: KeptReader,
  { trust, crls, at, engine, test }: PartsQuestion,
  byDigest: Map<string, string>,
): Promise<Outcome<EarnedPart>> {
  const file = await readBounded(path, LARGEST_FILE);
  if (!file.ok) return file;
  byDigest.set(sha256Of(file.value), path);
  const errand = { errand: 'part', order: { file: path, trust, crls, at } } as const;
  const presented = await reader.send(errand, { code: 'file.too-much', where: { file: path } });
  if (!presented.ok) return presented;
  if (presented.value.test && !test) {
    return refused({ code: 'stack.part-test', where: { file: path } });
  }
  return done(partOf(presented.value, engine));
}

/**
 * What the order brings along. Problems: those of the folders and of the files with roots to trust.
 */
export async function presentedIn(
  { parts: folders = [], trust = [], crls = [] }: BatchOrder,
  question: Omit<PartsQuestion, 'folders' | 'trust' | 'crls'>,
): Promise<Outcome<PartsFolder>> {
  if (folders.length === 0) return done(NOTHING_PRESENTED);
  // A file of trust that cannot be read is told once, and not of every part.
  const trusted = await readTrust(trust, crls);
  return trusted.ok ? openPartsFolders({ ...question, folders, trust, crls }) : trusted;
}

/** Files that do not count, but those with names that the register knows: it vouches for them whoever is trusted. */
export function unproven(
  { problems }: Pick<PartsFolder, 'problems'>,
  kept: ReadonlySet<string> = new Set(),
): readonly Problem[] {
  return problems.filter(({ where }) => !kept.has(basename(where?.file ?? '')));
}
