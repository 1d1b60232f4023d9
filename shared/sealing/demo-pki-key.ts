import { derEcdsaSignature, derNull, derOid, derSequence } from './der.ts';

export type DemoKeyKind = keyof typeof KINDS;

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
const ECDSA_SHA512 = derSequence(derOid('1.2.840.10045.4.3.4'));

const PUBLIC_EXPONENT = new Uint8Array([1, 0, 1]);
const rsa = (modulusLength: number) =>
  ({
    generation: {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength,
      publicExponent: PUBLIC_EXPONENT,
    },
    signing: { name: 'RSASSA-PKCS1-v1_5' },
    algorithm: RSA_SHA256,
    elliptic: false,
  }) as const;
const ec = (namedCurve: string, hash: string, algorithm: Uint8Array) =>
  ({
    generation: { name: 'ECDSA', namedCurve },
    signing: { name: 'ECDSA', hash },
    algorithm,
    elliptic: true,
  }) as const;

const KINDS = {
  'RSA-2048': rsa(2048),
  'RSA-3072': rsa(3072),
  'RSA-4096': rsa(4096),
  'P-256': ec('P-256', 'SHA-256', ECDSA_SHA256),
  'P-384': ec('P-384', 'SHA-384', ECDSA_SHA384),
  'P-521': ec('P-521', 'SHA-512', ECDSA_SHA512),
} as const;

/** A fresh key from the host's WebCrypto. */
export async function generateDemoKey(kind: DemoKeyKind): Promise<DemoKey> {
  const { generation, signing, algorithm, elliptic } = KINDS[kind];
  const pair = await crypto.subtle.generateKey(generation, true, ['sign', 'verify']);
  return {
    spki: new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)),
    algorithm,
    async export() {
      return new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
    },
    async sign(bytes) {
      const value = new Uint8Array(await crypto.subtle.sign(signing, pair.privateKey, new Uint8Array(bytes)));
      return elliptic ? derEcdsaSignature(value) : value;
    },
  };
}
