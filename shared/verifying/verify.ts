import type { Engine } from '../engine.ts';
import { isTestSeal } from '../sealing/fitness.ts';
import { checkBadge, checkBakedBadge } from './badge/check.ts';
import type { FurtherSeal, Integrity, IntegrityProven, IntegrityRefused } from './integrity.ts';
import { checkJson } from './json/check.ts';
import { kindOf, type SealedKind } from './kind.ts';
import { mayBeForSealing } from './path-constraints.ts';
import { checkPdf } from './pdf/check.ts';
import { checkSdJwt } from './sd-jwt/check.ts';
import { bestTimestamp } from './timestamp-level.ts';
import type { Trust } from './trust.ts';
import { checkVcJwt } from './vc/jwt.ts';
import type { Indication, SubIndication, Verdict } from './verdict.ts';
import { checkXml } from './xml/check.ts';
import type { Beside } from './xml/reference.ts';

/** Nothing larger is read; a sealed credential with page images in three languages is under 1 MB. */
export const LARGEST_FILE = 64 * 1024 * 1024;

/**
 * Judges one sealed file as EN 319 102-1 does: first what the bytes prove, then whom to trust at `at`, the hour of the
 * question. Nothing proves the claimed time but a time-stamp of a trusted authority (level T): without one an expired
 * certificate leaves the answer open.
 * @param beside what a detached seal is over, by the name it gives it; a JWS gives none and takes the only one.
 */
export async function verifyFile(
  bytes: Uint8Array,
  trust: Trust,
  at: Date,
  engine: Engine,
  beside?: Beside,
): Promise<{ readonly kind: SealedKind | 'unknown'; readonly verdict: Verdict }> {
  const kind = kindOf(bytes);
  if (kind === 'unknown' || bytes.length > LARGEST_FILE) {
    return { kind, verdict: refusal('FORMAT_FAILURE', { reason: 'format' }) };
  }
  const integrity = await check(kind, bytes, engine, beside);
  if (!integrity.ok) {
    return { kind, verdict: refusal(integrity.subIndication, integrity) };
  }
  return { kind, verdict: await judge(integrity, trust, at) };
}

function check(
  kind: SealedKind,
  bytes: Uint8Array,
  engine: Engine,
  beside: Beside | undefined,
): Promise<Integrity> {
  if (beside && kind === 'xml') return checkXml(bytes, engine, beside);
  if (beside && kind === 'json') return checkJson(bytes, engine, [...beside.values()][0]);
  return CHECKS[kind](bytes, engine);
}

const CHECKS: Readonly<Record<SealedKind, (bytes: Uint8Array, engine: Engine) => Promise<Integrity>>> = {
  pdf: checkPdf,
  xml: checkXml,
  json: checkJson,
  'vc-jwt': checkVcJwt,
  'sd-jwt': checkSdJwt,
  'badge-jwt': checkBadge,
  'badge-png': checkBakedBadge,
  'badge-svg': checkBakedBadge,
};

async function judge(proven: Integrity & { ok: true }, trust: Trust, at: Date): Promise<Verdict> {
  const best = await bestTimestamp(proven.timestamps ?? [], trust, at);
  const path = await trust.judge(proven.signer, proven.others, at, best?.at);
  const known = {
    ...(proven.level && { level: proven.level }),
    sealedBy: proven.signer,
    ...(proven.claimedAt && { claimedAt: proven.claimedAt }),
    ...(best && { proven: { at: best.at, by: best.authority } }),
    revocation: path.revocation,
    test: isTestSeal(proven.signer),
    ...(proven.changes && { changes: proven.changes }),
    ...(proven.further && { further: proven.further.map(furtherOf) }),
    ...(proven.payload.length > 0 && { payload: proven.payload }),
  };
  const refused =
    (path.ok ? (misuse(proven) ?? doubt(proven)) : path) ??
    (await refusedBeside(proven.further ?? [], trust, at));
  if (!refused) return { ...known, indication: 'TOTAL-PASSED', reason: 'passed' };
  const { subIndication, reason } = refused;
  return { ...known, indication: indicationOf(subIndication), subIndication, reason };
}

function furtherOf({ signer, claimedAt }: FurtherSeal) {
  return { sealedBy: signer, ...(claimedAt && { claimedAt }) };
}

type Refused = Pick<Verdict, 'reason'> & { readonly subIndication: SubIndication };

/** Why one of the other seals on the document is not trusted; it spoils the whole, for it says what is shown too. */
async function refusedBeside(
  further: readonly FurtherSeal[],
  trust: Trust,
  at: Date,
): Promise<Refused | undefined> {
  for (const seal of further) {
    const best = await bestTimestamp(seal.timestamps ?? [], trust, at);
    const path = await trust.judge(seal.signer, seal.others, at, best?.at);
    const refused = path.ok ? misuse(seal) : path;
    if (refused) return refused;
  }
  return undefined;
}

/** A trusted certificate used for what it was not made for, or at an hour it does not speak of. */
function misuse({ signer, claimedAt }: FurtherSeal): Refused | undefined {
  const { keyUsage, ca, notBefore, notAfter } = signer;
  const seals = keyUsage.includes('digitalSignature') || keyUsage.includes('nonRepudiation');
  if (ca || (keyUsage.length > 0 && !seals) || !mayBeForSealing(signer)) {
    return { subIndication: 'CHAIN_CONSTRAINTS_FAILURE', reason: 'certificate-unfit' };
  }
  if (claimedAt && (claimedAt < notBefore || claimedAt > notAfter)) {
    return { subIndication: 'SIG_CONSTRAINTS_FAILURE', reason: 'certificate-not-yet-valid' };
  }
  return undefined;
}

/**
 * A time-stamp that is another's or does not hold is no proof that the seal is false, but no honest hand puts it there:
 * the file says of its age what is not so.
 */
function doubt({ warnings }: Pick<IntegrityProven, 'warnings'>): Refused | undefined {
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

function refusal(
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
