import type { ListOrder, TrustedListReport } from '../../shared/desk/verification.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { type BelievedLists, believeLists } from '../../shared/trust/believed-lists.ts';
import { sealAuthorities } from '../../shared/trust/trusted-list.ts';
import { readBounded } from '../files/read.ts';
import { LARGEST_CERTIFICATE_FILE, readAll } from './certificate-files.ts';

/** The largest national lists have some ten megabytes. */
const LARGEST_LIST = 32 * 1024 * 1024;

export interface ListFiles {
  readonly files: readonly Uint8Array[];
  readonly keys: readonly Uint8Array[];
}

/** Problems: those of the files. */
export async function readLists({ lists = [], listKeys = [] }: ListOrder): Promise<Outcome<ListFiles>> {
  const keys = await readAll(listKeys, 'CERTIFICATE', LARGEST_CERTIFICATE_FILE);
  if (!keys.ok) return keys;
  const files: Uint8Array[] = [];
  for (const path of lists) {
    const file = await readBounded(path, LARGEST_LIST);
    if (!file.ok) return file;
    files.push(file.value);
  }
  return done({ files, keys: keys.value });
}

/** What each list is worth at `at`, in the order given. */
export async function reportLists(
  order: ListOrder,
  at: Date,
  engine: Engine,
): Promise<Outcome<readonly TrustedListReport[]>> {
  const read = await readLists(order);
  if (!read.ok) return read;
  const { lists } = await believeLists(read.value.files, read.value.keys, at, engine);
  return done(lists.map((one, index) => reportOf(order.lists?.[index] ?? '', one, at)));
}

function reportOf(file: string, one: BelievedLists['lists'][number], at: Date): TrustedListReport {
  if (one === 'broken') return { file, state: 'broken', authorities: 0 };
  const { list, seal, stale } = one;
  const state = seal === 'unknown' ? 'unknown' : stale ? 'stale' : 'believed';
  return {
    file,
    state,
    territory: list.territory,
    number: list.sequence,
    issued: list.issued.toISOString().slice(0, 10),
    ...(list.nextUpdate && { nextUpdate: list.nextUpdate.toISOString().slice(0, 10) }),
    authorities: state === 'believed' ? sealAuthorities(list, at).length : 0,
  };
}
