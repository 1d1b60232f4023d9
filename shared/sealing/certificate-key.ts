import { type DerValue, derChildren, derOidText, expectTag, readDer } from './der-reader.ts';

export interface PublicKeyInfo {
  readonly kind: 'RSA' | 'EC' | 'other';
  /** Modulus or curve size in bits. */
  readonly bits: number;
  readonly curve?: 'P-256' | 'P-384' | 'P-521';
  /** Of an RSA key, big-endian. */
  readonly modulus?: Uint8Array;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
}

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';

const CURVES: Readonly<Record<string, NonNullable<PublicKeyInfo['curve']>>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
};
const CURVE_BITS = { 'P-256': 256, 'P-384': 384, 'P-521': 521 } as const;

/**
 * `SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }` (RFC 5280 clause
 * 4.1.2.7). A key limited to RSASSA-PSS by its own OID is `other`: no format here may name it as RSA.
 * @throws NotDer
 */
export function readPublicKey(value: DerValue | undefined): PublicKeyInfo {
  const [algorithm, bitString] = derChildren(value);
  const spki = expectTag(value, 0x30).whole;
  const [oid, parameters] = derChildren(algorithm);
  const key = expectTag(bitString, 0x03).contents.subarray(1);
  switch (derOidText(oid)) {
    case RSA_ENCRYPTION: {
      const modulus = expectTag(derChildren(readDer(key))[0], 0x02).contents;
      return { kind: 'RSA', bits: bitsOf(modulus), modulus, spki };
    }
    case EC_PUBLIC_KEY: {
      const curve = parameters?.tag === 0x06 ? CURVES[derOidText(parameters)] : undefined;
      // An uncompressed point is 04 ‖ x ‖ y.
      const bits = curve ? CURVE_BITS[curve] : 4 * (key.length - 1);
      return { kind: 'EC', bits, ...(curve && { curve }), spki };
    }
    default:
      return { kind: 'other', bits: 8 * key.length, spki };
  }
}

function bitsOf(magnitude: Uint8Array): number {
  const start = magnitude.findIndex((octet) => octet !== 0);
  if (start < 0) return 0;
  return 8 * (magnitude.length - start) - Math.clz32(magnitude[start] ?? 0) + 24;
}
