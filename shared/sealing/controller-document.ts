import { encodeBase64 } from './base64.ts';
import type { Certificate } from './certificate.ts';
import { didWeb } from './controller-id.ts';
import type { Seal } from './seal.ts';

/** Says which keys speak for a controller (W3C Controlled Identifiers 1.0 clause 2; W3C DID 1.0 clause 5). */
export interface ControllerDocument {
  readonly '@context': readonly string[];
  readonly id: string;
  readonly verificationMethod: readonly VerificationMethod[];
  readonly assertionMethod: readonly string[];
}

export type VerificationMethod = Multikey | JsonWebKeyMethod;

export interface Multikey {
  readonly id: string;
  readonly type: 'Multikey';
  readonly controller: string;
  readonly publicKeyMultibase: string;
}

export interface JsonWebKeyMethod {
  readonly id: string;
  readonly type: 'JsonWebKey';
  readonly controller: string;
  /** Public members only, and the certificates in `x5c` (RFC 7517 clause 4.7). */
  readonly publicKeyJwk: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * The `did.json` that makes an institution's web host its identifier (did:web method, clause 2.5.2): to be served at
 * `https://<host>/.well-known/did.json`.
 * @param host a domain name, with its port when it has one: `halcyon.example`, `halcyon.example:8443`.
 */
export function didDocument(seal: Seal, host: string): Promise<ControllerDocument> {
  return controllerDocument(seal, didWeb(host));
}

/**
 * @param controller the issuer's `id`: its https URL, at which the document is to be served, or a DID.
 * @returns a document naming the seal's key as JsonWebKey with its certificates, for JOSE, and where Data Integrity can
 *   use the key (P-256, P-384) as Multikey too.
 */
export async function controllerDocument(seal: Seal, controller: string): Promise<ControllerDocument> {
  const jwk = await publicJwk(seal);
  const jsonWebKey: JsonWebKeyMethod = {
    id: verificationMethodId(controller, seal.certificate),
    type: 'JsonWebKey',
    controller,
    publicKeyJwk: { ...jwk, alg: seal.algorithm.jose, x5c: seal.chain.map(encodeBase64) },
  };
  const multikey = curveOf(seal) && (await multikeyOf(controller, seal.certificate, jwk));
  const methods = multikey ? [jsonWebKey, multikey] : [jsonWebKey];
  return {
    '@context': [
      controller.startsWith('did:') ? 'https://www.w3.org/ns/did/v1' : 'https://www.w3.org/ns/cid/v1',
      'https://w3id.org/security/jwk/v1',
      'https://w3id.org/security/multikey/v1',
    ],
    id: controller,
    verificationMethod: methods,
    assertionMethod: methods.map(({ id }) => id),
  };
}

/** Name of a key within its controller; the same for as long as the certificate is. */
export function verificationMethodId(controller: string, certificate: Certificate): string {
  return `${controller}#seal-${certificate.serialNumber}`;
}

/** The same key for Data Integrity, which wants it as Multikey. */
export function multikeyId(controller: string, certificate: Certificate): string {
  return `${verificationMethodId(controller, certificate)}-multikey`;
}

/** The curve Data Integrity can use the seal's key on (W3C VC-DI-ECDSA clause 2.1.1), if any. */
export function curveOf({ algorithm, certificate }: Seal): 'P-256' | 'P-384' | undefined {
  const { curve } = certificate.publicKey;
  if (algorithm.key !== 'EC') return undefined;
  return curve === 'P-256' || curve === 'P-384' ? curve : undefined;
}

/** `publicKeyMultibase` of the certificate's key, where Data Integrity can use it. */
export async function multikeyOfCertificate(certificate: Certificate): Promise<string | undefined> {
  const { spki, curve } = certificate.publicKey;
  if (curve !== 'P-256' && curve !== 'P-384') return undefined;
  return multibaseOf(await jwkOf(spki, { name: 'ECDSA', namedCurve: curve }));
}

async function multikeyOf(controller: string, certificate: Certificate, jwk: PublicJwk): Promise<Multikey> {
  const publicKeyMultibase = await multibaseOf(jwk);
  return { id: multikeyId(controller, certificate), type: 'Multikey', controller, publicKeyMultibase };
}

async function multibaseOf(jwk: PublicJwk): Promise<string> {
  const { fromJwk } = await import('@digitalbazaar/ecdsa-multikey');
  return (await fromJwk({ jwk: { ...jwk, key_ops: ['verify'] } })).publicKeyMultibase;
}

export type PublicJwk =
  | { readonly kty: 'RSA'; readonly n: string; readonly e: string }
  | { readonly kty: 'EC'; readonly crv: string; readonly x: string; readonly y: string };

/** The seal's public key as RFC 7518 clause 6 writes it, from its certificate. */
async function publicJwk({ algorithm, certificate }: Seal): Promise<PublicJwk> {
  const { spki, curve } = certificate.publicKey;
  const named =
    algorithm.key === 'EC'
      ? { name: 'ECDSA', namedCurve: curve ?? '' }
      : { name: 'RSASSA-PKCS1-v1_5', hash: algorithm.hash };
  return jwkOf(spki, named);
}

async function jwkOf(spki: Uint8Array, named: Parameters<SubtleCrypto['importKey']>[2]): Promise<PublicJwk> {
  const key = await crypto.subtle.importKey('spki', new Uint8Array(spki), named, true, ['verify']);
  const { kty, n = '', e = '', crv = '', x = '', y = '' } = await crypto.subtle.exportKey('jwk', key);
  return kty === 'EC' ? { kty, crv, x, y } : { kty: 'RSA', n, e };
}
