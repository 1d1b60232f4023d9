import { sameBytes } from '../sealing/bytes.ts';
import { type DerValue, derChildren, derOidText, expectTag, NotDer, readDer } from '../sealing/der-reader.ts';

/** What is tested of a certificate's own signature (RFC 5280 clause 4.1.1). */
export interface CertificateSignature {
  readonly signed: Uint8Array;
  /** AlgorithmIdentifier, DER. */
  readonly algorithm: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * @returns undefined where the algorithm outside is not the one that is signed (clause 4.1.1.2: "MUST contain the same
 *   algorithm identifier"), or the signature is not whole octets: bytes that nobody would check.
 */
export function signatureOf(der: Uint8Array): CertificateSignature | undefined {
  const [tbs, outside, bits] = derChildren(readDer(der));
  const fields = derChildren(tbs);
  const inside = fields[fields[0]?.tag === 0xa0 ? 2 : 1];
  if (!tbs || !outside || !inside || !sameBytes(outside.whole, inside.whole)) return undefined;
  const { contents } = expectTag(bits, 0x03);
  if (contents[0] !== 0) return undefined;
  return { signed: tbs.whole, algorithm: outside.whole, signature: contents.subarray(1) };
}

export interface Extension {
  readonly critical: boolean;
  readonly value: DerValue;
}

/** Extensions by OID (clause 4.2). @throws NotDer */
export function extensionsOf(der: Uint8Array): ReadonlyMap<string, Extension> {
  const [tbs] = derChildren(readDer(der));
  const wrapped = derChildren(tbs).find(({ tag }) => tag === 0xa3);
  const [extensions] = wrapped ? derChildren(wrapped, 0xa3) : [];
  return new Map(
    (extensions ? derChildren(extensions) : []).map((extension) => {
      const [id, ...rest] = derChildren(extension);
      const critical = rest.length === 2 && expectTag(rest[0], 0x01).contents[0] !== 0;
      const value = readDer(expectTag(rest[rest.length - 1], 0x04).contents);
      return [derOidText(id), { critical, value }] as const;
    }),
  );
}

/** `read`, or undefined for bytes that are no DER. */
export function strictly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof NotDer) return undefined;
    throw cause;
  }
}
