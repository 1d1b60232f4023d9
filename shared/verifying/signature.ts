import type { HashAlgorithm } from '../engine.ts';
import { owned } from '../sealing/bytes.ts';

/** A signature value with all a verifier must know to test it. */
export interface SignatureToTest {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly scheme: SignatureScheme;
  readonly signature: Uint8Array;
  readonly signed: Uint8Array;
}

export type SignatureScheme =
  | { readonly kind: 'RSASSA-PKCS1-v1_5'; readonly hash: HashAlgorithm }
  | { readonly kind: 'RSA-PSS'; readonly hash: HashAlgorithm; readonly saltLength: number }
  | {
      readonly kind: 'ECDSA';
      readonly hash: HashAlgorithm;
      readonly curve: 'P-256' | 'P-384' | 'P-521';
      /** CMS and X.509 carry a DER SEQUENCE of r and s; XML and JOSE carry r‖s. */
      readonly encoding: 'der' | 'raw';
    };

const COORDINATE = { 'P-256': 32, 'P-384': 48, 'P-521': 66 } as const;

/** True only when the signature holds. A key that does not fit the scheme, or a malformed value, is simply false. */
export async function signatureHolds(test: SignatureToTest): Promise<boolean> {
  const { scheme } = test;
  try {
    switch (scheme.kind) {
      case 'RSASSA-PKCS1-v1_5': {
        const key = await importKey(test.spki, { name: scheme.kind, hash: scheme.hash });
        return await crypto.subtle.verify(scheme.kind, key, owned(test.signature), owned(test.signed));
      }
      case 'RSA-PSS': {
        const key = await importKey(test.spki, { name: scheme.kind, hash: scheme.hash });
        const algorithm = { name: scheme.kind, saltLength: scheme.saltLength };
        return await crypto.subtle.verify(algorithm, key, owned(test.signature), owned(test.signed));
      }
      case 'ECDSA': {
        const size = COORDINATE[scheme.curve];
        const raw = scheme.encoding === 'raw' ? test.signature : rawFromDer(test.signature, size);
        if (raw === undefined || raw.length !== 2 * size) return false;
        const key = await importKey(test.spki, { name: 'ECDSA', namedCurve: scheme.curve });
        const algorithm = { name: 'ECDSA', hash: scheme.hash };
        return await crypto.subtle.verify(algorithm, key, owned(raw), owned(test.signed));
      }
    }
  } catch {
    return false;
  }
}

/**
 * r‖s of an `ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279 clause 2.2.3); undefined for anything
 * but strict DER of two positive integers that fit, since BER variants would let one signature have many forms.
 */
function rawFromDer(der: Uint8Array, size: number): Uint8Array | undefined {
  const longForm = der[1] === 0x81;
  const start = longForm ? 3 : 2;
  const length = longForm ? der[2] : der[1];
  if (der[0] !== 0x30 || length === undefined || (longForm && length < 0x80)) return undefined;
  if (length !== der.length - start || (!longForm && length > 0x7f)) return undefined;
  const raw = new Uint8Array(2 * size);
  let at = start;
  for (const slot of [size, 2 * size]) {
    const count = der[at + 1];
    if (der[at] !== 0x02 || count === undefined || count === 0 || count > size + 1) return undefined;
    const integer = der.subarray(at + 2, at + 2 + count);
    const [first, second] = integer;
    if (integer.length !== count || first === undefined || first > 0x7f) return undefined;
    if (first === 0 && count > 1 && (second ?? 0) < 0x80) return undefined;
    const digits = first === 0 ? integer.subarray(1) : integer;
    if (digits.length > size) return undefined;
    raw.set(digits, slot - digits.length);
    at += 2 + count;
  }
  return at === der.length ? raw : undefined;
}

/** Imported once per key; a batch verifies thousands of files under one. */
const imported = new Map<string, Promise<CryptoKey>>();
const IMPORTED_LIMIT = 64;

function importKey(spki: Uint8Array, algorithm: RsaHashedImportParams | EcKeyImportParams) {
  const name = `${JSON.stringify(algorithm)}${spki.join()}`;
  const known = imported.get(name);
  if (known) return known;
  if (imported.size >= IMPORTED_LIMIT) imported.clear();
  const key = crypto.subtle.importKey('spki', owned(spki), algorithm, false, ['verify']);
  imported.set(name, key);
  return key;
}
