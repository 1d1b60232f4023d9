import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BatchOrder } from '../../shared/desk/batch.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import type { EarnedPart } from '../../shared/stack/earned.ts';
import { readPresented } from '../../shared/stack/presented.ts';
import type { Trust } from '../../shared/verifying/trust.ts';
import { LARGEST_FILE } from '../../shared/verifying/verify.ts';
import { inFile, readBounded } from '../files/read.ts';
import { sha256Of } from '../files/sha256.ts';
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
  readonly trust: Trust;
  readonly at: Date;
  readonly engine: Engine;
  /** Whether the batch is sealed with a test seal, so that parts may be too. */
  readonly test: boolean;
}

/** Files that cannot be parts and lie in folders of credentials all the same. */
const NO_CREDENTIAL = /^\.|\.(?:csv|txt|md|pem|crl|sqlite(?:-\w+)?)$|^(?:summary|report)\.json$/i;
/** Proven one after another on every core there is would be faster; a folder is read once a batch. */
const AT_ONCE = 8;

/**
 * Reads every file below the folders and proves it. Of one credential in several files the first counts.
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
  for (let from = 0; from < paths.length; from += AT_ONCE) {
    const some = paths.slice(from, from + AT_ONCE);
    const outcomes = await Promise.all(some.map((path) => readPart(path, question, byDigest)));
    for (const [index, outcome] of outcomes.entries()) {
      if (!outcome.ok) problems.push(...outcome.problems);
      else {
        read.add(stemOf(some[index] ?? ''));
        if (!parts.has(outcome.value.id)) parts.set(outcome.value.id, outcome.value);
      }
    }
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
  { trust, at, engine, test }: PartsQuestion,
  byDigest: Map<string, string>,
): Promise<Outcome<EarnedPart>> {
  const file = await readBounded(path, LARGEST_FILE);
  if (!file.ok) return file;
  const digest = sha256Of(file.value);
  byDigest.set(digest, path);
  const presented = inFile(path, await readPresented(file.value, trust, at, engine));
  if (!presented.ok) return presented;
  if (presented.value.test && !test) {
    return refused({ code: 'stack.part-test', where: { file: path } });
  }
  return done(presented.value.part);
}

/**
 * What the order brings along. Problems: those of the folders and of the files with roots to trust.
 */
export async function presentedIn(
  { parts: folders = [], trust: roots = [], crls: lists = [] }: BatchOrder,
  question: Omit<PartsQuestion, 'folders' | 'trust'>,
): Promise<Outcome<PartsFolder>> {
  if (folders.length === 0) return done(NOTHING_PRESENTED);
  const trust = await readTrust(roots, lists);
  return trust.ok ? openPartsFolders({ ...question, folders, trust: trust.value }) : trust;
}
