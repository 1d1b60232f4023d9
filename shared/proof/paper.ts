import type { Credential } from '../credential/credential.ts';
import type { Engine } from '../engine.ts';
import { sameBytes } from '../sealing/bytes.ts';
import type { Certificate } from '../sealing/certificate.ts';
import type { Seal } from '../sealing/seal.ts';
import { type SignatureScheme, signatureHolds } from '../verifying/signature.ts';
import { claimsOf, decodeClaims, encodeClaims, type ProofClaims } from './claims.ts';
import { type PackedProof, packProof } from './code-text.ts';
import { prepareSign1, readSign1, type Sign1, thumbprintOf } from './cose.ts';

export interface PaperProof {
  /**
   * @param digest SHA-256 of the full credential's data, when the sheet is to be tied to it.
   * @returns what the QR code holds, in one of the forms of code-text.ts.
   */
  make(credential: Credential, digest?: Uint8Array): Promise<PackedProof>;
  /** Of the same size, proves nothing: for looking at a page, and for finding out whether its code fits. */
  imitate(credential: Credential, digest?: Uint8Array): PackedProof;
}

/**
 * The proof that stands on paper: a CWT (RFC 8392) signed as COSE_Sign1 (RFC 9052) by the e-seal's key, zlib (RFC
 * 1950), base45 (RFC 9285): the form that carried the EU Digital COVID Certificate.
 */
export function preparePaperProof(seal: Seal, engine: Engine): PaperProof {
  const maker = prepareSign1(seal, engine);
  return {
    async make(credential, digest) {
      return packProof(await maker.sign(encodeClaims(claimsOf(credential, digest))), engine);
    },
    imitate: (credential, digest) =>
      packProof(maker.imitate(encodeClaims(claimsOf(credential, digest))), engine),
  };
}

export type PaperReading =
  | { readonly ok: true; readonly claims: ProofClaims; readonly signer: Certificate }
  | { readonly ok: false; readonly reason: 'not-a-proof' | 'certificate-unknown' | 'signature-wrong' };

/**
 * Tests a COSE_Sign1 under the certificates at hand; whether these are trusted is asked elsewhere. The thumbprint is 64
 * bits, so every certificate that fits it is tried.
 */
export async function readPaperProof(
  proof: Uint8Array,
  certificates: readonly Certificate[],
  engine: Engine,
): Promise<PaperReading> {
  const sign1 = readSign1(proof);
  const claims = sign1 && decodeClaims(sign1.payload);
  if (!sign1 || !claims) return { ok: false, reason: 'not-a-proof' };
  const fitting = certificates.filter(({ der }) => sameBytes(thumbprintOf(der, engine), sign1.thumbprint));
  for (const signer of fitting) {
    const scheme = schemeOf(sign1, signer);
    if (!scheme) continue;
    const { signature, signed } = sign1;
    if (await signatureHolds({ spki: signer.publicKey.spki, scheme, signature, signed })) {
      return { ok: true, claims, signer };
    }
  }
  return { ok: false, reason: fitting.length > 0 ? 'signature-wrong' : 'certificate-unknown' };
}

/** The algorithm must be one the certificate's key can have made (RFC 9053 clauses 2.1 and 2.2, RFC 8230). */
function schemeOf({ algorithm }: Sign1, { publicKey }: Certificate): SignatureScheme | undefined {
  const { hash, name } = algorithm;
  if (algorithm.key !== publicKey.kind) return undefined;
  if (name === 'RS256') return { kind: 'RSASSA-PKCS1-v1_5', hash };
  if (name === 'PS256') return { kind: 'RSA-PSS', hash, saltLength: 32 };
  const { curve } = publicKey;
  return curve && { kind: 'ECDSA', hash, curve, encoding: 'raw' };
}
