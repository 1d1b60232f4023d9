import type { Engine } from '../engine.ts';
import { sameBytes } from '../sealing/bytes.ts';
import type { GrantedAuthority } from '../verifying/verdict.ts';
import { checkXml } from '../verifying/xml/check.ts';
import {
  isGrantedForSeals,
  isGrantedForTimestamps,
  readTrustedList,
  type TrustedList,
} from './trusted-list.ts';

/** A list with what came of the question who sealed it. */
export interface JudgedList {
  readonly list: TrustedList;
  /** `unknown`: the seal holds, but nobody believed says that its sealer may seal this list. */
  readonly seal: 'believed' | 'unknown';
  /** The next update was due before the hour of the question (clause 5.3.15). */
  readonly stale: boolean;
}

export interface BelievedLists {
  readonly lists: readonly (JudgedList | 'broken')[];
  /** Authorities that have ever been granted for e-seals or time-stamps, by the lists that are believed and not stale. */
  readonly authorities: readonly GrantedAuthority[];
}

/**
 * Decides which trusted lists to believe (TS 119 612 annex D, Implementing Decision (EU) 2015/1505): the list of lists by
 * keys that somebody has pinned, or that a pivot names which is believed already; national lists by those that the newest
 * list of lists names for their territory, or by a pinned key.
 * @param files lists of lists, pivots and national lists, in any order.
 * @param pinned DER of certificates from the Official Journal.
 */
export async function believeLists(
  files: readonly Uint8Array[],
  pinned: readonly Uint8Array[],
  at: Date,
  engine: Engine,
): Promise<BelievedLists> {
  const sealed = await Promise.all(files.map((bytes) => openList(bytes, engine)));
  const known = [...pinned];
  const believed = new Set<SealedList>();
  const ofLists = sealed.filter((one) => one?.list.ofLists);
  // Each pivot may name the keys of the next; as many rounds as there are lists reach them all.
  for (let round = 0; round < ofLists.length; round++) {
    for (const one of ofLists) {
      if (!one || believed.has(one) || !isAmong(one.signer, known)) continue;
      believed.add(one);
      known.push(
        ...one.list.pointers.filter((pointer) => pointer.ofLists).flatMap(({ certificates }) => certificates),
      );
    }
  }
  const [newest] = [...believed].sort((one, other) => other.list.sequence - one.list.sequence);
  for (const one of sealed) {
    if (!one || one.list.ofLists) continue;
    const named = newest?.list.pointers.filter(
      ({ territory, ofLists }) => !ofLists && territory === one.list.territory,
    );
    const signers = [...pinned, ...(named ?? []).flatMap(({ certificates }) => certificates)];
    if (isAmong(one.signer, signers)) believed.add(one);
  }
  const lists = sealed.map((one) => one && judged(one, believed.has(one), at));
  return {
    lists: lists.map((one) => one ?? 'broken'),
    authorities: lists.flatMap((one) =>
      one?.seal === 'believed' && !one.stale && isNewest(one, lists) ? authoritiesIn(one.list, at) : [],
    ),
  };
}

/** An older list of the same territory may grant what the newer one has withdrawn. */
function isNewest({ list }: JudgedList, lists: readonly (JudgedList | undefined)[]): boolean {
  return lists.every(
    (one) =>
      one?.seal !== 'believed' ||
      one.list.territory !== list.territory ||
      one.list.ofLists !== list.ofLists ||
      one.list.sequence <= list.sequence,
  );
}

/** Those granted at least once until `at`; whether they were when a seal was made is asked of each seal. */
function authoritiesIn({ services }: TrustedList, at: Date): readonly GrantedAuthority[] {
  const kinds = [
    ['seals', isGrantedForSeals],
    ['timestamps', isGrantedForTimestamps],
  ] as const;
  return services.flatMap((service) =>
    kinds.flatMap(([purpose, isGranted]) => {
      const ever = service.states.some(({ from }) => from <= at && isGranted(service, from));
      const granted = (when: Date) => isGranted(service, when);
      return ever ? service.certificates.map((certificate) => ({ certificate, purpose, granted })) : [];
    }),
  );
}

interface SealedList {
  readonly list: TrustedList;
  readonly signer: Uint8Array;
}

/** Undefined when the seal does not hold over the whole document, or what it holds over is no list. */
async function openList(bytes: Uint8Array, engine: Engine): Promise<SealedList | undefined> {
  const integrity = await checkXml(bytes, engine);
  if (!integrity.ok || integrity.covers !== 'document') return undefined;
  // Read from the very bytes that were digested.
  const list = readTrustedList(integrity.payload);
  return list && { list, signer: integrity.signer.der };
}

function isAmong(certificate: Uint8Array, others: readonly Uint8Array[]): boolean {
  return others.some((other) => sameBytes(other, certificate));
}

function judged({ list }: SealedList, believed: boolean, at: Date): JudgedList {
  const stale = list.nextUpdate === undefined || list.nextUpdate < at;
  return { list, seal: believed ? 'believed' : 'unknown', stale };
}
