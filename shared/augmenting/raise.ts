import type { Engine } from '../engine.ts';
import { done, type Outcome, refused } from '../problem.ts';
import type { Timestamper } from '../sealing/timestamp.ts';
import type { FurtherSeal, IntegrityProven } from '../verifying/integrity.ts';
import { kindOf } from '../verifying/kind.ts';
import type { ProvenTimestamp } from '../verifying/timestamp-info.ts';
import type { Trust } from '../verifying/trust.ts';
import {
  joinValidationData,
  type Leaf,
  NO_VALIDATION_DATA,
  newValidationData,
  type ValidationData,
} from '../verifying/validation-data.ts';
import type { BaselineLevel } from '../verifying/verdict.ts';
import { checkFile, type SelfContained, verifyFile } from '../verifying/verify.ts';
import type { Beside } from '../verifying/xml/reference.ts';
import { type Augmenter, CannotAugment, type Evidence } from './augmenter.ts';
import { type EvidenceSource, gather } from './gather.ts';
import { jsonAugmenter } from './json.ts';
import { pdfAugmenter } from './pdf.ts';
import { xmlAugmenter } from './xml.ts';

export const LEVELS = ['B', 'T', 'LT', 'LTA'] as const;
export type Level = (typeof LEVELS)[number];

export interface RaiseOrder {
  readonly to: Exclude<Level, 'B'>;
  /** A file at LTA is given a further archive time-stamp. */
  readonly renew?: boolean;
  readonly timestamper: Timestamper;
  /** Roots to which seals and time-stamps have to lead; asked from LT on. */
  readonly trust: Trust;
  readonly source: EvidenceSource;
  readonly engine: Engine;
  readonly now: () => Date;
}

export interface Raised {
  /** Those handed in where nothing was to do. */
  readonly bytes: Uint8Array;
  readonly from: BaselineLevel;
  /** Read back from `bytes`. */
  readonly level: BaselineLevel;
}

const AUGMENTERS: Readonly<Partial<Record<SelfContained, Augmenter>>> = {
  pdf: pdfAugmenter,
  xml: xmlAugmenter,
  json: jsonAugmenter,
};

/**
 * Raises one sealed file step by step (ETSI EN 319 102-1 clause 7). What comes out is judged by its own bytes and the roots
 * alone before it is handed back. Problems: those of `gather`; `extend.no-levels`, `extend.form-foreign`;
 * `extend.refused` with the sub-indication as `reason`.
 * @param beside what a detached seal is over, by the name it gives it.
 * @throws StudioFault `timestamp.…` when no authority stamps.
 */
export async function raise(bytes: Uint8Array, order: RaiseOrder, beside?: Beside): Promise<Outcome<Raised>> {
  const kind = kindOf(bytes);
  if (kind === 'unknown' || kind === 'vc-di') return refused({ code: 'extend.no-levels' });
  const augmenter = AUGMENTERS[kind];
  if (!augmenter) return refused({ code: 'extend.no-levels' });
  const { engine } = order;
  const first = await checkFile(kind, bytes, engine, beside);
  if (!first.ok) return refused({ code: 'extend.refused', facts: { reason: first.subIndication } });
  const from = lowest(first);
  if (!from) return refused({ code: 'extend.no-levels' });
  if (!isDue(levelOf(from), order)) return done({ bytes, from, level: from });
  try {
    let raised: Outcome<State> = done({ bytes, held: first });
    const seals = augmenter.serves === 'document' ? 1 : sealsIn(first).length;
    for (let seal = 0; seal < seals && raised.ok; seal++) {
      raised = await climb(raised.value, seal, { kind, augmenter, beside }, order);
    }
    return raised.ok ? await judged(raised.value, from, order, beside) : raised;
  } catch (cause) {
    if (cause instanceof CannotAugment) return refused({ code: 'extend.form-foreign' });
    throw cause;
  }
}

function sealsIn(held: IntegrityProven): readonly FurtherSeal[] {
  return [held, ...(held.further ?? [])];
}

/** A document holds no more than the least of its seals; undefined where one of them has no level at all. */
function lowest(held: IntegrityProven): BaselineLevel | undefined {
  const levels = sealsIn(held).map(({ level }) => level);
  const known = levels.filter((level) => level !== undefined);
  if (known.length < levels.length) return undefined;
  return known.sort((one, other) => rank(levelOf(one)) - rank(levelOf(other)))[0];
}

function isDue(level: Level, { to, renew = false }: RaiseOrder): boolean {
  return rank(level) < rank(to) || (renew && to === 'LTA' && level === 'LTA');
}

export function levelOf(level: BaselineLevel): Level {
  return LEVELS.find((one) => level.endsWith(`-${one}`)) ?? 'B';
}

function rank(level: Level): number {
  return LEVELS.indexOf(level);
}

/** A file on its way up, with what its bytes prove. */
interface State {
  readonly bytes: Uint8Array;
  readonly held: IntegrityProven;
}

interface Form {
  readonly kind: SelfContained;
  readonly augmenter: Augmenter;
  readonly beside: Beside | undefined;
}

async function climb(
  start: State,
  seal: number,
  { kind, augmenter, beside }: Form,
  order: RaiseOrder,
): Promise<Outcome<State>> {
  const { to, engine, timestamper } = order;
  let state = start;
  const reread = async (bytes: Uint8Array): Promise<void> => {
    const held = await checkFile(kind, bytes, engine, beside);
    // Such as a further seal that is over the first one as it was.
    if (!held.ok) throw new CannotAugment();
    state = { bytes, held };
  };
  const level = (): Level => levelHeld(sealsIn(state.held)[seal]);
  const file = () => ({ bytes: state.bytes, seal, beside });
  if (!isDue(level(), order)) return done(state);
  if (level() === 'B') await reread(await augmenter.stamp(file(), timestamper, engine));
  if (to === 'T') return done(state);
  const all = sealsIn(state.held);
  const served = augmenter.serves === 'document' ? all : all.slice(seal, seal + 1);
  const evidence = await evidenceFor(served, order);
  if (!evidence.ok) return evidence;
  if (holdsAny(evidence.value)) await reread(augmenter.prove(file(), evidence.value, engine));
  if (to === 'LTA') await reread(await augmenter.archive(file(), timestamper, engine));
  return done(state);
}

function levelHeld(seal: FurtherSeal | undefined): Level {
  return seal?.level ? levelOf(seal.level) : 'B';
}

/** What every certificate in the file is judged by and the file does not hold yet. */
async function evidenceFor(seals: readonly FurtherSeal[], order: RaiseOrder): Promise<Outcome<Evidence>> {
  const now = order.now();
  const known = joinValidationData(...seals.map(({ validation = NO_VALIDATION_DATA }) => validation));
  const trust = order.trust.including({ ...NO_VALIDATION_DATA, certificates: known.certificates });
  const means = { trust, source: order.source, at: now };
  const collect = async (leaves: readonly (Leaf & { readonly existedAt: Date })[]) => {
    const parts: ValidationData[] = [];
    for (const leaf of leaves) {
      const found = await gather(leaf, leaf.existedAt, means);
      if (!found.ok) return found;
      const inside = { ...NO_VALIDATION_DATA, certificates: [leaf.certificate.der, ...leaf.others] };
      parts.push(newValidationData(found.value, inside));
    }
    return done(newValidationData(joinValidationData(...parts), known));
  };
  // What is proven already is asked nothing again; a renewal proves the newest archive time-stamp.
  const unproven = seals.filter((seal) => ['B', 'T'].includes(levelHeld(seal)));
  const renewed = seals.filter((seal) => levelHeld(seal) === 'LTA');
  const stamps = new Set([
    ...unproven.flatMap(({ timestamps = [] }) => timestamps),
    ...renewed.flatMap(({ archive = [] }) => newest(archive)),
  ]);
  const forSeals = await collect(
    unproven.map(({ signer, others, timestamps = [] }) => {
      return { certificate: signer, others, existedAt: earliest(timestamps) ?? now };
    }),
  );
  if (!forSeals.ok) return forSeals;
  const forStamps = await collect(
    [...stamps].map(({ authority, others }) => ({ certificate: authority, others, existedAt: now })),
  );
  if (!forStamps.ok) return forStamps;
  return done({ seals: forSeals.value, timestamps: newValidationData(forStamps.value, forSeals.value) });
}

function earliest(stamps: readonly ProvenTimestamp[]): Date | undefined {
  return stamps.map(({ at }) => at).sort((one, other) => one.getTime() - other.getTime())[0];
}

function newest(stamps: readonly ProvenTimestamp[]): readonly ProvenTimestamp[] {
  return [...stamps].sort((one, other) => other.at.getTime() - one.at.getTime()).slice(0, 1);
}

function holdsAny({ seals, timestamps }: Evidence): boolean {
  return [seals, timestamps].some(
    ({ certificates, crls, ocsps }) => certificates.length + crls.length + ocsps.length > 0,
  );
}

/** T proves a time and no more; from LT on the file has to stand by itself. */
async function judged(
  { bytes, held }: State,
  from: BaselineLevel,
  { to, trust, now, engine }: RaiseOrder,
  beside: Beside | undefined,
): Promise<Outcome<Raised>> {
  const { verdict } = await verifyFile(bytes, trust, now(), engine, beside);
  const open = to === 'T' && verdict.reason === 'chain-unknown';
  if (verdict.indication !== 'TOTAL-PASSED' && !open) {
    return refused({ code: 'extend.refused', facts: { reason: verdict.subIndication ?? 'GENERIC' } });
  }
  const level = lowest(held);
  if (level === undefined || rank(levelOf(level)) < rank(to)) {
    throw new Error(`raised to ${level} where ${to} was ordered`);
  }
  return done({ bytes, from, level });
}
