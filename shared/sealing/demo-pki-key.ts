import { derEcdsaSignature, derNull, derOid, derSequence } from './der.ts';

export type DemoKeyKind = 'RSA-2048' | 'RSA-3072' | 'P-256' | 'P-384';

export interface DemoKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  /** PKCS#8 PrivateKeyInfo, DER. */
  export(): Promise<Uint8Array>;
  /** AlgorithmIdentifier of what `sign` makes. */
  readonly algorithm: Uint8Array;
  /** Value for the signature BIT STRING of a certificate or CRL. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

const RSA_SHA256 = derSequence(derOid('1.2.840.113549.1.1.11'), derNull());
const ECDSA_SHA256 = derSequence(derOid('1.2.840.10045.4.3.2'));
const ECDSA_SHA384 = derSequence(derOid('1.2.840.10045.4.3.3'));

/** A fresh key from the host's WebCrypto. */
export async function generateDemoKey(kind: DemoKeyKind): Promise<DemoKey> {
  const elliptic = kind === 'P-256' || kind === 'P-384';
  const pair = elliptic
    ? await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: kind }, true, ['sign', 'verify'])
    : await crypto.subtle.generateKey(
        {
          name: 'RSASSA-PKCS1-v1_5',
          hash: 'SHA-256',
          modulusLength: kind === 'RSA-2048' ? 2048 : 3072,
          publicExponent: new Uint8Array([1, 0, 1]),
        },
        true,
        ['sign', 'verify'],
      );
  const hash = kind === 'P-384' ? 'SHA-384' : 'SHA-256';
  const parameters = elliptic ? { name: 'ECDSA', hash } : { name: 'RSASSA-PKCS1-v1_5' };
  return {
    spki: new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)),
    algorithm: !elliptic ? RSA_SHA256 : kind === 'P-384' ? ECDSA_SHA384 : ECDSA_SHA256,
    async export() {
      return new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
    },
    async sign(bytes) {
      const value = new Uint8Array(
        await crypto.subtle.sign(parameters, pair.privateKey, new Uint8Array(bytes)),
      );
      return elliptic ? derEcdsaSignature(value) : value;
    },
  };
}
