import type { FetchedLists, FetchListsOrder } from '../../shared/desk/trust.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { encodeBase64 } from '../../shared/sealing/base64.ts';
import type { JudgedList } from '../../shared/trust/believed-lists.ts';
import { listPointers, pivotsOf } from '../../shared/trust/trusted-list.ts';
import { readBounded } from '../files/read.ts';
import { believeByReader } from '../reading/weigh-lists.ts';
import { askForList, LARGEST_LIST, type ListReply } from '../trusted-lists/ask.ts';
import { type KeptList, keepLists, keptLists, listFile, readKept } from '../trusted-lists/kept.ts';
import { LARGEST_CERTIFICATE_FILE, readAll } from './certificate-files.ts';

/** Where the Commission gives out the list of lists (Implementing Decision (EU) 2015/1505). */
const LIST_OF_LISTS = 'https://ec.europa.eu/tools/lotl/eu-lotl.xml';
const MOST_PIVOTS = 16;
const MOST_LISTS = 64;

/** A list that was fetched or is still the one that was kept. */
interface Fetched {
  readonly address: string;
  readonly territory?: string;
  readonly bytes: Uint8Array;
  readonly reply: Exclude<ListReply, { readonly state: 'none' }>;
}

/**
 * Fetches the list of lists, the pivots that lead from a pinned key to it, and the national lists it names; keeps what is
 * believed, never in place of something newer. Problems: those of the files; `usage.option-missing` without a key;
 * `trust.list-unreachable`, `trust.list-unproven`, `trust.list-stale` and `trust.list-older` of the list of lists. What
 * is wrong with a national list is told and stops no other.
 */
export async function fetchLists(
  order: FetchListsOrder,
  data: string,
  at: Date,
  engine: Engine,
  believe = believeByReader,
): Promise<Outcome<FetchedLists>> {
  const { address = LIST_OF_LISTS, listKeys = [], territories } = order;
  const told = await readAll(listKeys, 'CERTIFICATE', LARGEST_CERTIFICATE_FILE);
  if (!told.ok) return told;
  const before = await keptLists(data);
  const known = await readKept(data, { ...before, lists: [] });
  if (!known.ok) return known;
  const keys = [...known.value.keys, ...told.value];
  if (keys.length === 0) return refused({ code: 'usage.option-missing', facts: { option: '--list-key' } });

  const top = await take(address);
  if ('code' in top) return refused(top);
  const alone = await believe({ files: [top.bytes], keys, at }, address);
  if (!alone.ok) return alone;
  let [judged] = alone.value;
  // Whatever it says, nobody has vouched for it yet.
  const list = typeof judged === 'object' ? judged.list : undefined;
  if (!list?.ofLists) return refused(unproven(address));
  const pivots: Fetched[] = [];
  if (typeof judged === 'object' && judged.seal === 'unknown') {
    // Nobody has vouched for these addresses yet, so that nobody but the list's own server is asked.
    const near = pivotsOf(list).filter((one) => URL.parse(one)?.origin === new URL(address).origin);
    for (const pivot of near.slice(0, MOST_PIVOTS)) {
      const taken = await take(pivot);
      if (!('code' in taken)) pivots.push(taken);
    }
    const files = [top, ...pivots].map(({ bytes }) => bytes);
    const led = await believe({ files, keys, at }, address);
    if (!led.ok) return led;
    [judged] = led.value;
  }
  const fault = faultOf(top, judged);
  if (fault) return refused(fault);

  const wanted = listPointers(list).filter(
    ({ territory }) => territories === undefined || territories.includes(territory),
  );
  const taken = await Promise.all(
    wanted.slice(0, MOST_LISTS).map(({ location, territory }) => take(location, territory)),
  );
  const problems = taken.flatMap((one) => ('code' in one ? one : []));
  const national = taken.flatMap((one) => ('code' in one ? [] : one));
  const all = [top, ...pivots, ...national];
  const weighed = await believe({ files: all.map(({ bytes }) => bytes), keys, at }, address);
  if (!weighed.ok) return weighed;
  const lists = weighed.value;
  const kept: KeptList[] = [];
  const files = new Map<string, Uint8Array>();
  for (const [place, one] of all.entries()) {
    const verdict = lists[place];
    const wrong = one.territory === undefined ? undefined : faultOf(one, verdict);
    if (wrong) problems.push(wrong);
    if (wrong || typeof verdict !== 'object' || verdict.seal !== 'believed') continue;
    const entry = entryOf(one, verdict.list.sequence);
    kept.push(entry);
    files.set(entry.sha256, one.bytes);
  }
  // What could not be had anew stays as it was: its seal and its age are asked whenever it is used.
  const asked = new Set(kept.map((one) => one.address));
  const stays = before.lists.filter((one) => !asked.has(one.address));
  await keepLists(
    data,
    {
      schema: 'sealwright-trusted-lists/1',
      keys: [...new Set(keys.map(encodeBase64))],
      lists: [...kept, ...stays],
    },
    files,
  );
  const fresh = all.filter((one) => one.reply.state === 'new' && asked.has(one.address)).length;
  return done({ fetched: fresh, same: asked.size - fresh, problems });

  async function take(from: string, territory?: string): Promise<Fetched | Problem> {
    const own = before.lists.find((one) => one.address === from);
    // One whose file was lost is asked for as if it had never been here.
    const file = own && (await readBounded(listFile(data, own), LARGEST_LIST));
    const reply = await askForList(from, file?.ok ? own : {});
    if (reply.state === 'none') {
      const shown = URL.parse(from)?.host ?? from;
      return {
        code: 'trust.list-unreachable',
        facts: { address: shown.slice(0, 200), reason: reply.reason },
      };
    }
    const bytes = reply.state === 'new' ? reply.bytes : file?.ok ? file.value : new Uint8Array();
    return { address: from, bytes, reply, ...(territory !== undefined && { territory }) };
  }

  function faultOf({ address: from, territory }: Fetched, verdict: Judged): Problem | undefined {
    if (typeof verdict !== 'object' || verdict.seal !== 'believed') return unproven(from);
    const {
      list: { sequence: version, territory: own, nextUpdate },
      stale,
    } = verdict;
    if (territory !== undefined && own !== territory) return unproven(from);
    const where = { file: from };
    if (stale) {
      const date = nextUpdate?.toISOString().slice(0, 10) ?? '–';
      return { code: 'trust.list-stale', where, facts: { date } };
    }
    const had = before.lists.find((one) => one.address === from)?.sequence ?? 0;
    return version < had ? { code: 'trust.list-older', where, facts: { version, taken: had } } : undefined;
  }

  function entryOf({ address: from, bytes, reply }: Fetched, sequence: number): KeptList {
    const own = before.lists.find((one) => one.address === from);
    if (reply.state === 'same' && own) return own;
    const { etag, lastModified } = reply.state === 'new' ? reply : {};
    return {
      address: from,
      sha256: Buffer.from(engine.hash('SHA-256', bytes)).toString('hex'),
      sequence,
      ...(etag && { etag }),
      ...(lastModified && { lastModified }),
    };
  }
}

type Judged = JudgedList | 'broken' | undefined;

function unproven(address: string): Problem {
  return { code: 'trust.list-unproven', facts: { address } };
}
