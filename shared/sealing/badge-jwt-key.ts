import { encodeBase64Url } from './base64.ts';
import type { PublicKeyInfo } from './certificate.ts';
import { derChildren, expectTag, NotDer, readDer } from './der-reader.ts';

/** A public key as RFC 7518 clause 6 writes it. */
export type PublicKeyJwk =
  | { readonly kty: 'RSA'; readonly n: string; readonly e: string }
  | { readonly kty: 'EC'; readonly crv: string; readonly x: string; readonly y: string };

/**
 * The key of a certificate, from its SubjectPublicKeyInfo and without WebCrypto, which would take a promise for it.
 * @throws NotDer for a key that is neither RSA nor an uncompressed point on a NIST curve.
 */
export function readJwk({ kind, curve, spki }: PublicKeyInfo): PublicKeyJwk {
  const [, bitString] = derChildren(readDer(spki));
  const key = expectTag(bitString, 0x03).contents.subarray(1);
  if (kind === 'RSA') {
    const [modulus, exponent] = derChildren(readDer(key));
    return { kty: 'RSA', n: magnitude(modulus), e: magnitude(exponent) };
  }
  // RFC 5480 clause 2.2: 04 says that x and y follow in full.
  if (kind !== 'EC' || curve === undefined || key[0] !== 0x04) throw new NotDer('no such key');
  const half = (key.length - 1) / 2;
  return {
    kty: 'EC',
    crv: curve,
    x: encodeBase64Url(key.subarray(1, 1 + half)),
    y: encodeBase64Url(key.subarray(1 + half)),
  };
}

/** A positive INTEGER as Base64urlUInt (RFC 7518 clause 2): without the octet that only keeps it positive. */
function magnitude(value: ReturnType<typeof readDer> | undefined): string {
  const { contents } = expectTag(value, 0x02);
  const start = contents.findIndex((octet) => octet !== 0);
  return encodeBase64Url(contents.subarray(start));
}
