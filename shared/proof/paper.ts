import type { Credential } from '../credential/credential.ts';
import type { Engine } from '../engine.ts';
import { sameBytes } from '../sealing/bytes.ts';
import type { Certificate } from '../sealing/certificate.ts';
import type { Seal } from '../sealing/seal.ts';
import { type SignatureScheme, signatureHolds } from '../verifying/signature.ts';
import { unzlib, zlib } from '../zlib.ts';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { claimsOf, decodeClaims, encodeClaims, type ProofClaims } from './claims.ts';
import { prepareSign1, readSign1, type Sign1, thumbprintOf } from './cose.ts';

/** Says what follows: a micro-credential's or degree's CWT, version 1. In the alphanumeric mode of QR codes. */
const PREFIX = 'MC1:';
/** A QR code of version 40 holds 4,296 characters; what they inflate to is bounded far above any honest proof. */
const LONGEST_TEXT = 4296;
const LARGEST_PROOF = 64 * 1024;

export interface PaperProof {
  /**
   * @param digest SHA-256 of the full credential's data, when the sheet is to be tied to it.
   * @returns the text of the QR code.
   */
  make(credential: Credential, digest?: Uint8Array): Promise<string>;
  /** A text of the same size that proves nothing: for looking at a page, and for finding out whether its code fits. */
  imitate(credential: Credential, digest?: Uint8Array): string;
}

/**
 * The proof that stands on paper: a CWT (RFC 8392) signed as COSE_Sign1 (RFC 9052) by the e-seal's key, zlib (RFC
 * 1950), base45 (RFC 9285): the form that carried the EU Digital COVID Certificate.
 */
export function preparePaperProof(seal: Seal, engine: Engine): PaperProof {
  const maker = prepareSign1(seal, engine);
  const pack = (bytes: Uint8Array) => PREFIX + encodeBase45(zlib(engine, bytes, 9));
  return {
    async make(credential, digest) {
      return pack(await maker.sign(encodeClaims(claimsOf(credential, digest))));
    },
    imitate: (credential, digest) => pack(maker.imitate(encodeClaims(claimsOf(credential, digest)))),
  };
}

export type PaperReading =
  | { readonly ok: true; readonly claims: ProofClaims; readonly signer: Certificate }
  | { readonly ok: false; readonly reason: 'not-a-proof' | 'certificate-unknown' | 'signature-wrong' };

/**
 * Tests the text of a QR code under the certificates at hand; whether these are trusted is asked elsewhere. The
 * thumbprint is 64 bits, so every certificate that fits it is tried.
 */
export async function readPaperProof(
  text: string,
  certificates: readonly Certificate[],
  engine: Engine,
): Promise<PaperReading> {
  const sign1 = unpack(text, engine);
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

function unpack(text: string, engine: Engine): Sign1 | undefined {
  if (!text.startsWith(PREFIX) || text.length > LONGEST_TEXT) return undefined;
  const packed = decodeBase45(text.slice(PREFIX.length));
  if (!packed) return undefined;
  try {
    const bytes = unzlib(engine, packed, LARGEST_PROOF);
    return bytes && readSign1(bytes);
  } catch {
    // Not DEFLATE, or more than a proof can be.
    return undefined;
  }
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
