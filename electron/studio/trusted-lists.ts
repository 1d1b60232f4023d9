import type { ListOrder, TrustedListReport } from '../../shared/desk/verification.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { type BelievedLists, believeLists } from '../../shared/trust/believed-lists.ts';
import { sealAuthorities } from '../../shared/trust/trusted-list.ts';
import { readBounded } from '../files/read.ts';
import { LARGEST_LIST } from '../trusted-lists/ask.ts';
import { keptLists, readKept } from '../trusted-lists/kept.ts';
import { LARGEST_CERTIFICATE_FILE, readAll } from './certificate-files.ts';

interface ListFiles {
  readonly files: readonly Uint8Array[];
  readonly keys: readonly Uint8Array[];
}

/** Problems: those of the files. */
async function readLists({ lists = [], listKeys = [] }: ListOrder): Promise<Outcome<ListFiles>> {
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

/** What was believed last: tens of megabytes of lists take seconds, and each file to verify asks. */
let last: { readonly key: string; readonly believed: BelievedLists } | undefined;

/** What an order's lists are worth, and after them those that the desk has fetched. Problems: those of the files. */
export async function believeAll(
  order: ListOrder,
  data: string,
  at: Date,
  engine: Engine,
): Promise<Outcome<BelievedLists>> {
  const told = await readLists(order);
  if (!told.ok) return told;
  const index = await keptLists(data);
  const { files, keys } = told.value;
  const digests = [files, keys].map((all) => engine.hash('SHA-256', ...all).join());
  // A list that is believed today may be stale tomorrow.
  const key = JSON.stringify([at.toISOString().slice(0, 10), data, index, digests]);
  if (last?.key !== key) {
    const kept = await readKept(data, index);
    if (!kept.ok) return kept;
    const all = [files, kept.value.files].flat();
    last = { key, believed: await believeLists(all, [keys, kept.value.keys].flat(), at, engine) };
  }
  return done(last.believed);
}

/** What each list is worth at `at`, in the order given. */
export async function reportLists(
  order: ListOrder,
  data: string,
  at: Date,
  engine: Engine,
): Promise<Outcome<readonly TrustedListReport[]>> {
  const believed = await believeAll(order, data, at, engine);
  if (!believed.ok) return believed;
  const told = order.lists ?? [];
  const names = [...told, ...(await keptLists(data)).lists.map(({ address }) => address)];
  const { lists } = believed.value;
  return done(lists.map((one, place) => reportOf(names[place] ?? '', place >= told.length, one, at)));
}

function reportOf(
  file: string,
  kept: boolean,
  one: BelievedLists['lists'][number],
  at: Date,
): TrustedListReport {
  if (one === 'broken') return { file, kept, state: 'broken', authorities: 0 };
  const { list, seal, stale } = one;
  const state = seal === 'unknown' ? 'unknown' : stale ? 'stale' : 'believed';
  return {
    file,
    kept,
    state,
    territory: list.territory,
    number: list.sequence,
    issued: list.issued.toISOString().slice(0, 10),
    ...(list.nextUpdate && { nextUpdate: list.nextUpdate.toISOString().slice(0, 10) }),
    authorities: state === 'believed' ? sealAuthorities(list, at).length : 0,
  };
}
