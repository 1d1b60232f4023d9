import { BADGE_ALGORITHMS } from './badge-jwt.ts';
import { readJwk } from './badge-jwt-key.ts';
import { decodeBase64 } from './base64.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { NotDer } from './der-reader.ts';

/** A Compact JWS taken apart (RFC 7515 clause 7.1); nothing of it is proven yet. */
export interface BadgeJwt {
  /** The payload, UTF-8. */
  readonly payload: Uint8Array;
  readonly header: Readonly<Record<string, unknown>>;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]+)\s*$/;
/** What stands in a header that Open Badges 3.0 clause 8.2.3 allows. */
const ALLOWED = ['alg', 'jwk', 'kid', 'typ'];
const WEAKEST_RSA = 2048;

/** Undefined for what is no Compact JWS with a JSON header and one spelling. */
export function readBadgeJwt(bytes: Uint8Array): BadgeJwt | undefined {
  const [, head = '', body = '', end = ''] = COMPACT.exec(new TextDecoder().decode(bytes)) ?? [];
  const header = decodeBase64(head, 'base64url');
  const payload = decodeBase64(body, 'base64url');
  const signature = decodeBase64(end, 'base64url');
  if (!header?.length || !payload || !signature) return undefined;
  let members: unknown;
  try {
    members = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(header));
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof TypeError) return undefined;
    throw cause;
  }
  if (typeof members !== 'object' || members === null || Array.isArray(members)) return undefined;
  const signed = new TextEncoder().encode(`${head}.${body}`);
  return { payload, header: members as BadgeJwt['header'], signed, signature };
}

/**
 * `holds`: signed with the key in the header, which is the certificate's when there is one. That somebody holds a key
 * says nothing of who it is: without a certificate that is trusted, it is a seal of the file's own word.
 */
export type BadgeProof =
  | { readonly proof: 'holds'; readonly certificates: readonly Certificate[] }
  | { readonly proof: 'wrong' }
  /** `method`: the algorithm, the header member or the address of a key that nobody here can use. */
  | { readonly proof: 'unverifiable'; readonly method: string };

/** Open Badges 3.0 clause 8.2.5, with nothing fetched: `kid` names a key elsewhere and is not followed. */
export async function checkBadgeJwt({ header, signature, signed }: BadgeJwt): Promise<BadgeProof> {
  const { alg, jwk, kid, typ } = header;
  const unverifiable = (method: unknown): BadgeProof => ({
    proof: 'unverifiable',
    method: String(method).slice(0, 120),
  });
  const foreign = Object.keys(header).find((name) => !ALLOWED.includes(name));
  // `crit` above all: what a reader must understand and does not, it must refuse (RFC 7515 clause 4.1.11).
  if (foreign !== undefined) return unverifiable(foreign);
  if (typ !== undefined && typ !== 'JWT') return unverifiable(typ);
  if (!BADGE_ALGORITHMS.some((name) => name === alg)) return unverifiable(alg);
  if (kid !== undefined || !isObject(jwk)) return unverifiable(kid ?? 'jwk');

  const key = await importKey(alg === 'RS256' ? 'RS256' : 'ES256', jwk);
  if (!key) return { proof: 'wrong' };
  const scheme = alg === 'RS256' ? { name: 'RSASSA-PKCS1-v1_5' } : { name: 'ECDSA', hash: 'SHA-256' };
  if (!(await crypto.subtle.verify(scheme, key, copyOf(signature), copyOf(signed))))
    return { proof: 'wrong' };
  const certificates = readChain(jwk);
  return certificates ? { proof: 'holds', certificates } : { proof: 'wrong' };
}

type Jwk = Readonly<Record<string, unknown>>;

/** Undefined for a key of another kind, one that is too weak, and one that should never have left its owner. */
async function importKey(algorithm: 'RS256' | 'ES256', jwk: Jwk): Promise<CryptoKey | undefined> {
  const { crv, d, e, kty, n, x, y } = jwk;
  if (d !== undefined) return undefined;
  try {
    if (algorithm === 'ES256') {
      if (kty !== 'EC' || crv !== 'P-256') return undefined;
      const point = { kty, crv, x, y } as JsonWebKey;
      return await crypto.subtle.importKey('jwk', point, { name: 'ECDSA', namedCurve: 'P-256' }, false, [
        'verify',
      ]);
    }
    if (kty !== 'RSA' || typeof n !== 'string' || n.length * 6 < WEAKEST_RSA) return undefined;
    const numbers = { kty, n, e } as JsonWebKey;
    const scheme = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    return await crypto.subtle.importKey('jwk', numbers, scheme, false, ['verify']);
  } catch {
    return undefined;
  }
}

/**
 * The certificates in `x5c`, none when there is no such member.
 * @returns undefined when they cannot be read, or when the first is another key's: "The key in the first certificate
 *   MUST match the public key represented by other members of the JWK" (RFC 7517 clause 4.7).
 */
function readChain(jwk: Jwk): readonly Certificate[] | undefined {
  const { x5c } = jwk;
  if (x5c === undefined) return [];
  if (!Array.isArray(x5c) || x5c.length === 0 || x5c.length > 10) return undefined;
  const certificates: Certificate[] = [];
  for (const text of x5c as readonly unknown[]) {
    const der = typeof text === 'string' ? decodeBase64(text, 'base64') : undefined;
    const certificate = der && readCertificate(der);
    if (!certificate?.ok) return undefined;
    certificates.push(certificate.value);
  }
  const [own] = certificates;
  try {
    const members: readonly (readonly [string, string])[] = own ? Object.entries(readJwk(own.publicKey)) : [];
    return members.every(([name, value]) => jwk[name] === value) ? certificates : undefined;
  } catch (error) {
    if (error instanceof NotDer) return undefined;
    throw error;
  }
}

function isObject(value: unknown): value is Jwk {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** WebCrypto wants bytes in a buffer of their own kind. */
function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
