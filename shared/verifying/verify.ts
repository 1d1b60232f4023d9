import type { Engine } from '../engine.ts';
import type { ControllerDocument } from '../sealing/controller-document.ts';
import { isTestSeal } from '../sealing/fitness.ts';
import { checkBadge, checkBakedBadge } from './badge/check.ts';
import type { FurtherSeal, Integrity, IntegrityProven, IntegrityRefused } from './integrity.ts';
import { checkJson } from './json/check.ts';
import { kindOf, type SealedKind } from './kind.ts';
import { mayBeForSealing } from './path-constraints.ts';
import { checkPdf } from './pdf/check.ts';
import { checkSdJwt } from './sd-jwt/check.ts';
import { bestTimestamp, controlTime } from './timestamp-level.ts';
import type { Trust } from './trust.ts';
import { checkControlled } from './vc/controlled.ts';
import { checkVcJwt } from './vc/jwt.ts';
import type { FurtherVerdict, Indication, SubIndication, Verdict } from './verdict.ts';
import { checkXml } from './xml/check.ts';
import type { Beside } from './xml/reference.ts';

/** Nothing larger is read; a sealed credential with page images in three languages is under 1 MB. */
export const LARGEST_FILE = 64 * 1024 * 1024;

/**
 * Judges one sealed file as EN 319 102-1 does: first what the bytes prove, then whom to trust at `at`, the hour of the
 * question. Nothing proves the claimed time but a time-stamp of a trusted authority (level T): without one an expired
 * certificate leaves the answer open.
 * @param beside what a detached seal is over, by the name it gives it; a JWS gives none and takes the only one.
 * @param controllers documents of issuers at hand, for credentials that name their key by its URL (Data Integrity).
 */
export async function verifyFile(
  bytes: Uint8Array,
  trust: Trust,
  at: Date,
  engine: Engine,
  beside?: Beside,
  controllers: readonly ControllerDocument[] = [],
): Promise<{ readonly kind: SealedKind | 'unknown'; readonly verdict: Verdict }> {
  const kind = kindOf(bytes);
  if (kind === 'unknown' || bytes.length > LARGEST_FILE) {
    return { kind, verdict: refusal('FORMAT_FAILURE', { reason: 'format' }) };
  }
  const integrity =
    kind === 'vc-di'
      ? await checkControlled(bytes, controllers)
      : await checkFile(kind, bytes, engine, beside);
  if (!integrity.ok) {
    return { kind, verdict: refusal(integrity.subIndication, integrity) };
  }
  return { kind, verdict: await judge(integrity, trust, at) };
}

/** Kinds whose bytes prove all there is to prove. */
export type SelfContained = Exclude<SealedKind, 'vc-di'>;

/** What the bytes prove by themselves. */
export function checkFile(
  kind: SelfContained,
  bytes: Uint8Array,
  engine: Engine,
  beside?: Beside,
): Promise<Integrity> {
  if (beside && kind === 'xml') return checkXml(bytes, engine, beside);
  if (beside && kind === 'json') return checkJson(bytes, engine, [...beside.values()][0]);
  return CHECKS[kind](bytes, engine);
}

const CHECKS: Readonly<Record<SelfContained, (bytes: Uint8Array, engine: Engine) => Promise<Integrity>>> = {
  pdf: checkPdf,
  xml: checkXml,
  json: checkJson,
  'vc-jwt': checkVcJwt,
  'sd-jwt': checkSdJwt,
  'badge-jwt': checkBadge,
  'badge-png': checkBakedBadge,
  'badge-svg': checkBakedBadge,
};

/** Every seal by itself, and the whole as the worst of them. */
export async function judge(proven: IntegrityProven, trust: Trust, at: Date): Promise<Verdict> {
  const first = await judgeSeal(proven, trust, at);
  const further: FurtherVerdict[] = [];
  for (const seal of proven.further ?? []) further.push(await judgeSeal(seal, trust, at));
  const seals = [first, ...further];
  // Every seal says what is shown, so the whole is no better than the worst of them.
  const { indication, subIndication, reason } = seals.reduce(worse);
  return {
    ...first,
    ...{ indication, reason },
    ...(subIndication && { subIndication }),
    revocation: combinedRevocation(seals),
    test: seals.some(({ test }) => test),
    ...(proven.changes && { changes: proven.changes }),
    ...(further.length > 0 && { further }),
    // Of a page it has to be inflated, which few who ask for a verdict need.
    get payload() {
      return proven.payload.length > 0 ? proven.payload : undefined;
    },
    get furtherForm() {
      return proven.furtherForm;
    },
  };
}

/** One seal by itself. */
async function judgeSeal(
  seal: FurtherSeal & Partial<Pick<IntegrityProven, 'warnings'>>,
  believed: Trust,
  now: Date,
): Promise<FurtherVerdict> {
  const trust = seal.validation ? believed.including(seal.validation) : believed;
  const at = await controlTime(seal.archive ?? [], trust, now);
  const best = await bestTimestamp(seal.timestamps ?? [], trust, at);
  const path = await trust.judge(seal.signer, seal.others, at, best?.at);
  const known = {
    ...(seal.level && { level: seal.level }),
    sealedBy: seal.signer,
    ...(seal.claimedAt && { claimedAt: seal.claimedAt }),
    ...(best && { proven: { at: best.at, by: best.authority } }),
    ...(path.ok && { path: path.chain }),
    revocation: path.revocation,
    test: isTestSeal(seal.signer),
  };
  const refused = path.ok ? (misuse(seal) ?? doubt(seal)) : path;
  if (!refused) return { ...known, indication: 'TOTAL-PASSED', reason: 'passed' };
  const { subIndication, reason } = refused;
  return { ...known, indication: indicationOf(subIndication), subIndication, reason };
}

const RANK: readonly Indication[] = ['TOTAL-FAILED', 'INDETERMINATE', 'TOTAL-PASSED'];

function worse(one: FurtherVerdict, other: FurtherVerdict): FurtherVerdict {
  return RANK.indexOf(other.indication) < RANK.indexOf(one.indication) ? other : one;
}

/** Good only when that is known of every seal. */
function combinedRevocation(seals: readonly FurtherVerdict[]): Verdict['revocation'] {
  const told = seals.map(({ revocation }) => revocation);
  return told.find((one) => one === 'revoked') ?? told.find((one) => one === 'unknown') ?? 'good';
}

type Refused = Pick<Verdict, 'reason'> & { readonly subIndication: SubIndication };

/** A trusted certificate used for what it was not made for, or at an hour it does not speak of. */
function misuse({ signer, claimedAt }: FurtherSeal): Refused | undefined {
  const { keyUsage, ca, notBefore, notAfter } = signer;
  const seals = keyUsage.includes('digitalSignature') || keyUsage.includes('nonRepudiation');
  if (ca || (keyUsage.length > 0 && !seals) || !mayBeForSealing(signer)) {
    return { subIndication: 'CHAIN_CONSTRAINTS_FAILURE', reason: 'certificate-unfit' };
  }
  if (claimedAt && (claimedAt < notBefore || claimedAt > notAfter)) {
    const reason = claimedAt < notBefore ? 'certificate-not-yet-valid' : 'certificate-expired';
    return { subIndication: 'SIG_CONSTRAINTS_FAILURE', reason };
  }
  return undefined;
}

/**
 * A time-stamp that is another's or does not hold is no proof that the seal is false, but no honest hand puts it there:
 * the file says of its age what is not so.
 */
function doubt({ warnings = [] }: Partial<Pick<IntegrityProven, 'warnings'>>): Refused | undefined {
  return warnings.includes('timestamp-wrong')
    ? { subIndication: 'SIG_CONSTRAINTS_FAILURE', reason: 'timestamp-wrong' }
    : undefined;
}

/**
 * What a sub-indication makes of the whole (EN 319 102-1 tables 5 and 6): only a proof that something is false fails;
 * whatever more evidence could still clear up stays open.
 */
function indicationOf(subIndication: SubIndication): Indication {
  const FAILED: readonly SubIndication[] = [
    'FORMAT_FAILURE',
    'HASH_FAILURE',
    'SIG_CRYPTO_FAILURE',
    'REVOKED',
    'EXPIRED',
    'NOT_YET_VALID',
  ];
  return FAILED.includes(subIndication) ? 'TOTAL-FAILED' : 'INDETERMINATE';
}

export function refusal(
  subIndication: SubIndication,
  { reason, facts, changes }: Pick<IntegrityRefused, 'reason' | 'facts' | 'changes'>,
): Verdict {
  return {
    indication: indicationOf(subIndication),
    subIndication,
    reason,
    ...(facts && { facts }),
    ...(changes && { changes }),
    revocation: 'unknown',
    test: false,
  };
}
