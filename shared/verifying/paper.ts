import type { Engine } from '../engine.ts';
import type { ProofClaims } from '../proof/claims.ts';
import { readCodeTexts } from '../proof/code-text.ts';
import { readPaperProof } from '../proof/paper.ts';
import { type Certificate, readCertificate } from '../sealing/certificate.ts';
import { isTestSeal } from '../sealing/fitness.ts';
import type { Trust } from './trust.ts';
import type { Verdict } from './verdict.ts';

/** What a sheet of paper says of itself, and whether the seal in its QR code holds. */
export interface PaperVerdict {
  readonly verdict: Verdict;
  /** Read from the proof, only when its seal holds. */
  readonly claims?: ProofClaims;
}

/**
 * Judges the texts of a sheet's QR codes (docs/paper-proof.md). A proof names its certificate by a thumbprint and does not
 * bring it along: it has to be among those at hand, or in a code beside it.
 * @param certificates DER of sealers and authorities; only `trust` decides who is believed.
 * @returns undefined for texts without a proof of ours.
 */
export async function verifyPaperProof(
  texts: readonly string[],
  certificates: readonly Uint8Array[],
  trust: Trust,
  at: Date,
  engine: Engine,
): Promise<PaperVerdict | undefined> {
  const codes = readCodeTexts(texts, engine);
  for (const proof of codes.proofs) {
    const read = await verifyProof(proof, [...certificates, ...codes.certificates], trust, at, engine);
    if (read) return read;
  }
  return undefined;
}

async function verifyProof(
  proof: Uint8Array,
  certificates: readonly Uint8Array[],
  trust: Trust,
  at: Date,
  engine: Engine,
): Promise<PaperVerdict | undefined> {
  const read = await readPaperProof(proof, certificates.flatMap(certificateOf), engine);
  const unknown = { revocation: 'unknown', test: false } as const;
  if (!read.ok) {
    switch (read.reason) {
      case 'not-a-proof':
        return undefined;
      case 'signature-wrong':
        return {
          verdict: {
            ...unknown,
            indication: 'TOTAL-FAILED',
            subIndication: 'SIG_CRYPTO_FAILURE',
            reason: 'signature-wrong',
          },
        };
      case 'certificate-unknown':
        return {
          verdict: {
            ...unknown,
            indication: 'INDETERMINATE',
            subIndication: 'NO_SIGNING_CERTIFICATE_FOUND',
            reason: 'certificate-elsewhere',
          },
        };
    }
  }
  const { claims, signer } = read;
  const path = await trust.judge(signer, certificates, at);
  const known = {
    sealedBy: signer,
    claimedAt: new Date(claims.issuedAt * 1000),
    ...(path.ok && { path: path.chain }),
    revocation: path.revocation,
    test: claims.test || isTestSeal(signer),
  };
  if (path.ok) return { claims, verdict: { ...known, indication: 'TOTAL-PASSED', reason: 'passed' } };
  const { subIndication, reason } = path;
  return { claims, verdict: { ...known, indication: 'INDETERMINATE', subIndication, reason } };
}

function certificateOf(der: Uint8Array): Certificate[] {
  const read = readCertificate(der);
  return read.ok ? [read.value] : [];
}

/** True for the pictures a scanner or telephone makes: PNG (ISO/IEC 15948) and JPEG (ISO/IEC 10918-1). */
export function isPicture(bytes: Uint8Array): boolean {
  const starts = (...octets: readonly number[]) => octets.every((octet, index) => bytes[index] === octet);
  return starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff);
}
