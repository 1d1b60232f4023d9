import { mkdirSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { done, type Outcome } from '../../shared/problem.ts';
import { decodeBase64 } from '../../shared/sealing/base64.ts';
import { readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { type Known, LARGEST_LIST } from './ask.ts';

const LARGEST_INDEX = 1024 * 1024;
const INDEX = 'index.json';

/** A list that was fetched, believed and kept. */
export interface KeptList extends Known {
  readonly address: string;
  /** SHA-256 of the file that holds it, hexadecimal, which is its name. */
  readonly sha256: string;
  readonly sequence: number;
}

/** The desk's copy of the trusted lists: what was fetched last, and by which keys it was believed. */
export interface KeptLists {
  readonly schema: 'sealwright-trusted-lists/1';
  /** DER, base64: the keys that were pinned. */
  readonly keys: readonly string[];
  readonly lists: readonly KeptList[];
}

const NONE: KeptLists = { schema: 'sealwright-trusted-lists/1', keys: [], lists: [] };

const folderIn = (data: string): string => join(data, 'trusted-lists');
/** Written anew whenever a list is kept. */
export const listsIndex = (data: string): string => join(folderIn(data), INDEX);
export const listFile = (data: string, { sha256 }: Pick<KeptList, 'sha256'>): string =>
  join(folderIn(data), `${sha256}.xml`);

/** None when nothing was ever fetched; what cannot be read counts as nothing, for it can be fetched again. */
export async function keptLists(data: string): Promise<KeptLists> {
  const file = await readBounded(listsIndex(data), LARGEST_INDEX);
  if (!file.ok) return NONE;
  try {
    const read: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file.value));
    return isIndex(read) ? read : NONE;
  } catch {
    return NONE;
  }
}

/** The bytes of what is kept, in its order, and the keys. Problems: those of the files. */
export async function readKept(
  data: string,
  { keys, lists }: KeptLists,
): Promise<Outcome<{ readonly files: readonly Uint8Array[]; readonly keys: readonly Uint8Array[] }>> {
  const files: Uint8Array[] = [];
  for (const list of lists) {
    const file = await readBounded(listFile(data, list), LARGEST_LIST);
    if (!file.ok) return file;
    files.push(file.value);
  }
  return done({ files, keys: keys.flatMap((key) => decodeBase64(key, 'base64') ?? []) });
}

/**
 * Files first, then the index that names them; what it names no longer is swept.
 * @param files bytes of those in `kept` that are new, by their digest.
 * @throws StudioFault when the folder cannot be written.
 */
export async function keepLists(
  data: string,
  kept: KeptLists,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const folder = folderIn(data);
  mkdirSync(folder, { recursive: true });
  for (const [sha256, bytes] of files) await replaceFile(listFile(data, { sha256 }), bytes);
  await replaceFile(join(folder, INDEX), new TextEncoder().encode(`${JSON.stringify(kept, undefined, 1)}\n`));
  const named = new Set(kept.lists.map(({ sha256 }) => `${sha256}.xml`));
  const old = (await readdir(folder)).filter((name) => name.endsWith('.xml') && !named.has(name));
  for (const name of old) await rm(join(folder, name), { force: true });
}

function isIndex(value: unknown): value is KeptLists {
  if (typeof value !== 'object' || value === null) return false;
  const { schema, keys, lists } = value as Partial<Record<keyof KeptLists, unknown>>;
  const isText = (text: unknown) => typeof text === 'string';
  return (
    schema === NONE.schema &&
    Array.isArray(keys) &&
    keys.every(isText) &&
    Array.isArray(lists) &&
    lists.every(
      ({ address, sha256, sequence }: Partial<Record<keyof KeptList, unknown>>) =>
        isText(address) &&
        typeof sha256 === 'string' &&
        /^[0-9a-f]{64}$/.test(sha256) &&
        Number.isInteger(sequence),
    )
  );
}
