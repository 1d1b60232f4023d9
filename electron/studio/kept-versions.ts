import { createHash } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SettledBy } from '../../shared/desk/shelf.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { readTemplate } from '../../shared/template/parse.ts';
import { digestOf } from '../../shared/template/sign-off.ts';
import type { Template } from '../../shared/template/template.ts';
import { nodeEngine } from '../engine.ts';
import { dataFolder } from '../files/data-folder.ts';
import { readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { diskFault } from '../files/vault.ts';
import { openTemplate } from './template-file.ts';

/** A version with its pictures and fonts, and a few words about it. */
const LARGEST_VERSION = 80 * 1024 * 1024;

export interface KeptVersion {
  readonly template: Template;
  readonly state: 'draft' | SettledBy;
  readonly at: string;
}

/**
 * Keeps a version as it is, under the template's id and its number. One that is settled gives way to nothing; a draft
 * gives way to what its number came to be. @throws StudioFault when the disk does not take it.
 */
export async function keepVersion(
  template: Template,
  state: KeptVersion['state'],
  at: Date,
  data = dataFolder(),
): Promise<void> {
  const before = await keptVersion(template, data);
  // Sealed with weighs more than signed off.
  const weighs = { draft: 0, signed: 1, sealed: 2 };
  if (before && weighs[before.state] >= weighs[state] && before.state !== 'draft') return;
  const folder = folderOf(template.id, data);
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw diskFault(folder, cause);
  }
  const kept = { state, at: at.toISOString(), template };
  await replaceFile(fileOf(template, data), new TextEncoder().encode(JSON.stringify(kept)));
}

/**
 * Whether a draft may be written where it is to be: a version that was signed off or sealed with stays as it was.
 * Problem: `template.settled`.
 */
export async function mayChange(draft: Template, data = dataFolder()): Promise<Outcome<null>> {
  const kept = await keptVersion(draft, data);
  if (!kept || kept.state === 'draft' || sameTemplate(kept.template, draft)) return done(null);
  return refused({ code: 'template.settled', facts: { version: draft.version } });
}

/** What credentials were sealed with, if it is as it was then. */
export async function keepSealed(path: string, at: Date, data = dataFolder()): Promise<void> {
  const opened = await openTemplate(path);
  if (opened.ok) await keepVersion(opened.value.written, 'sealed', at, data);
}

/** All that were kept of the template, the newest first; what cannot be read is left out. */
export async function keptVersions(id: string, data = dataFolder()): Promise<readonly KeptVersion[]> {
  const folder = folderOf(id, data);
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  const read = await Promise.all(names.map((name) => readKept(join(folder, name))));
  return read
    .filter((kept) => kept !== undefined)
    .sort((one, other) => other.template.version - one.template.version);
}

export function keptVersion(
  template: Pick<Template, 'id' | 'version'>,
  data = dataFolder(),
): Promise<KeptVersion | undefined> {
  return readKept(fileOf(template, data));
}

/** Whoever has signed them off. */
export function sameTemplate(one: Template, other: Template): boolean {
  return digestOf(one, nodeEngine) === digestOf(other, nodeEngine);
}

async function readKept(path: string): Promise<KeptVersion | undefined> {
  const file = await readBounded(path, LARGEST_VERSION);
  if (!file.ok) return undefined;
  try {
    const { template, state, at } = JSON.parse(new TextDecoder().decode(file.value)) as KeptVersion;
    const read = readTemplate(new TextEncoder().encode(JSON.stringify(template)));
    const known = (['draft', 'signed', 'sealed'] as const).find((each) => each === state);
    return read.ok && known && typeof at === 'string'
      ? { template: read.value, state: known, at }
      : undefined;
  } catch {
    return undefined;
  }
}

/** An id is any URI, and no name of a folder. */
function folderOf(id: string, data: string): string {
  return join(data, 'template-versions', createHash('sha256').update(id).digest('hex').slice(0, 32));
}

function fileOf({ id, version }: Pick<Template, 'id' | 'version'>, data: string): string {
  return join(folderOf(id, data), `${version}.json`);
}
