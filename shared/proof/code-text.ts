import type { Engine } from '../engine.ts';
import { decodeBase64, encodeBase64Url } from '../sealing/base64.ts';
import { unzlib, zlib } from '../zlib.ts';
import { decodeBase45, encodeBase45 } from './base45.ts';

/** Says what follows: the CWT of a micro-credential or degree, version 1. In the alphanumeric mode of QR codes. */
const PROOF = 'MC1:';
/** The certificate that such a proof is tested with. */
const CERTIFICATE = 'MCC1:';
/** The proof as the fragment of a page's address, which no browser sends to a server (RFC 9110 clause 4.2.5). */
const FRAGMENT = '#MC1.';
/** A QR code of version 40 holds 4,296 characters; what they inflate to is bounded far above any honest proof. */
const LONGEST_TEXT = 4296;
const LARGEST = 64 * 1024;

/** A proof before it is made text: the COSE_Sign1 in the zlib format (RFC 1950). */
export type PackedProof = Uint8Array;

export function packProof(sign1: Uint8Array, engine: Engine): PackedProof {
  return zlib(engine, sign1, 9);
}

export function proofText(proof: PackedProof): string {
  return PROOF + encodeBase45(proof);
}

/** @param page `https:` address of the institution's verify page, without a fragment. */
export function proofLink(proof: PackedProof, page: string): string {
  return page + FRAGMENT + encodeBase64Url(proof);
}

export function certificateText(der: Uint8Array, engine: Engine): string {
  return CERTIFICATE + encodeBase45(zlib(engine, der, 9));
}

/** What the codes of one sheet hold; nothing in it is believed yet. */
export interface CodesRead {
  /** Bytes of COSE_Sign1. */
  readonly proofs: readonly Uint8Array[];
  /** DER. */
  readonly certificates: readonly Uint8Array[];
}

/** Texts that are neither are passed over. */
export function readCodeTexts(texts: readonly string[], engine: Engine): CodesRead {
  const proofs: Uint8Array[] = [];
  const certificates: Uint8Array[] = [];
  for (const text of texts) {
    if (text.length > LONGEST_TEXT) continue;
    if (text.startsWith(PROOF)) proofs.push(...unpacked(decodeBase45(text.slice(PROOF.length)), engine));
    else if (text.startsWith(CERTIFICATE))
      certificates.push(...unpacked(decodeBase45(text.slice(CERTIFICATE.length)), engine));
    else {
      const [, fragment] = /^(?:https:\/\/[^\s#]+)?#MC1\.([\w-]+)$/.exec(text) ?? [];
      if (fragment !== undefined) proofs.push(...unpacked(decodeBase64(fragment, 'base64url'), engine));
    }
  }
  return { proofs, certificates };
}

function unpacked(packed: Uint8Array | undefined, engine: Engine): readonly Uint8Array[] {
  if (!packed) return [];
  try {
    const bytes = unzlib(engine, packed, LARGEST);
    return bytes ? [bytes] : [];
  } catch {
    // Not DEFLATE, or more than a code honestly holds.
    return [];
  }
}
