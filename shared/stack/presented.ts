import type { Engine } from '../engine.ts';
import type { JsonMembers } from '../formats/vc/read-json.ts';
import { done, type Outcome, type Problem, refused } from '../problem.ts';
import type { Certificate } from '../sealing/certificate.ts';
import { isTestSeal } from '../sealing/fitness.ts';
import { checkJson } from '../verifying/json/check.ts';
import { kindOf } from '../verifying/kind.ts';
import { checkPdf } from '../verifying/pdf/check.ts';
import type { Trust } from '../verifying/trust.ts';
import { checkVcJwt } from '../verifying/vc/jwt.ts';
import { verifyFile } from '../verifying/verify.ts';
import { answering, readBadgePart } from './badge.ts';
import type { EarnedPart } from './earned.ts';
import { readEuropeanCredential } from './european-credential.ts';

/** A credential out of a sealed file. */
export interface PresentedPart {
  readonly part: EarnedPart;
  /** Of a badge: digests that its holder is known by. Plain, for it crosses from the process that has read it. */
  readonly identifiers?: readonly JsonMembers[];
  /** Made with a test seal: counts in tests only. */
  readonly test: boolean;
}

/**
 * A credential that somebody has brought along: a European Digital Credential sealed as JSON, a Verifiable Credential as
 * JWT, a PDF with one of them inside, or an Open Badge 3.0 sealed as JWT, by itself or baked into a picture.
 * It counts only when the file is TOTAL-PASSED (EN 319 102-1) for `trust` at `at`, the data in a PDF by their own seal
 * too, and when the issuer that the data name is the organisation that sealed them.
 * Problems: `stack.file-unproven`, `stack.file-unreadable`.
 */
export async function readPresented(
  bytes: Uint8Array,
  trust: Trust,
  at: Date,
  engine: Engine,
): Promise<Outcome<PresentedPart>> {
  const { kind, verdict } = await verifyFile(bytes, trust, at, engine);
  if (!PRESENTED.includes(kind)) return refused({ code: 'stack.file-unreadable' });
  const { indication, subIndication, payload, sealedBy } = verdict;
  if (indication !== 'TOTAL-PASSED') return refused(unproven(subIndication ?? indication));
  if (!payload || !sealedBy) return refused({ code: 'stack.file-unreadable' });
  if (kind === 'pdf') return readPresented(payload, trust, at, engine);
  if (kind === 'json' || kind === 'vc-jwt') return readSealed(payload, sealedBy);
  const badge = await readBadgePart(bytes, sealedBy);
  const { organizationIdentifier } = sealedBy.subject;
  if (!badge || organizationIdentifier === undefined) return refused({ code: 'stack.file-unreadable' });
  const { identifiers, ...told } = badge;
  const part: EarnedPart = { ...told, sealedBy: organizationIdentifier, revocation: 'unknown' };
  return done({ part, identifiers, test: isTestSeal(sealedBy) });
}

/** The part, and of one whose holder is known by digests only, how to ask whether they are somebody's. */
export function partOf({ part, identifiers }: PresentedPart, engine: Pick<Engine, 'hash'>): EarnedPart {
  if (!identifiers) return part;
  return { ...part, learner: { ...part.learner, answersTo: answering(identifiers, engine.hash) } };
}

const PRESENTED: readonly string[] = ['json', 'pdf', 'vc-jwt', 'badge-jwt', 'badge-png', 'badge-svg'];

/**
 * A credential that the register has kept the digest of, so that it need not be proven anew by whom it is sealed; only
 * what is sealed is asked. Problems: as `readPresented`.
 */
export async function readKept(bytes: Uint8Array, engine: Engine): Promise<Outcome<PresentedPart>> {
  const kind = kindOf(bytes);
  if (kind !== 'json' && kind !== 'pdf' && kind !== 'vc-jwt')
    return refused({ code: 'stack.file-unreadable' });
  const integrity = await KEPT[kind](bytes, engine);
  if (!integrity.ok) return refused(unproven(integrity.subIndication));
  return kind === 'pdf'
    ? readKept(integrity.payload, engine)
    : readSealed(integrity.payload, integrity.signer);
}

const KEPT = { json: checkJson, pdf: checkPdf, 'vc-jwt': checkVcJwt } as const;

function readSealed(payload: Uint8Array, signer: Certificate): Outcome<PresentedPart> {
  const read = readEuropeanCredential(payload);
  if (!read) return refused({ code: 'stack.file-unreadable' });
  const { issuer, ...told } = read;
  const sealedBy = signer.subject.organizationIdentifier;
  // Whoever has a trusted seal could otherwise name anybody as the issuer.
  if (sealedBy === undefined || sealedBy !== issuer)
    return refused(unproven(`${issuer} ≠ ${sealedBy ?? '–'}`));
  return done({ part: { ...told, sealedBy, revocation: 'unknown' }, test: isTestSeal(signer) });
}

/** `reason` is a term of EN 319 102-1, the same in every language. */
function unproven(reason: string): Problem {
  return { code: 'stack.file-unproven', facts: { reason } };
}
