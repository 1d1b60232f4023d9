import {
  type AlgorithmIdentifier,
  type EncryptedContentInfo,
  getCrypto,
  PBES2Params,
  PBKDF2Params,
} from 'pkijs';
import { decryptLegacy, decryptTripleDes, isLegacy, readLegacyParameters } from './pkcs12-legacy.ts';
import type { Pkcs12Password } from './pkcs12-password.ts';
import type { Pkcs12Work } from './pkcs12-work.ts';

/** Prices in rounds of PBKDF2 with SHA-256: JavaScript, for a key of two digests and an initial value. */
const LEGACY_PRICE = 12;
/** A key of at most 64 octets, from HMACs of WebCrypto. */
const PBKDF2_PRICES: Readonly<Record<string, number>> = { 'SHA-1': 2, 'SHA-384': 3, 'SHA-512': 3 };

const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const TRIPLE_DES = '1.2.840.113549.3.7';

/** Names for people; RFC 7292 appendix C. Nobody is known to have written these for a key. */
const REFUSED: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.12.1.1': 'PBE SHA-1 RC4-128',
  '1.2.840.113549.1.12.1.2': 'PBE SHA-1 RC4-40',
  '1.2.840.113549.3.2': 'PBES2 RC2',
};

const AES_CBC = new Set(['2.16.840.1.101.3.4.1.2', '2.16.840.1.101.3.4.1.22', '2.16.840.1.101.3.4.1.42']);

/** hmacWithSHA1 (the default), 256, 384 and 512. */
const HMACS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'SHA-1',
  '1.2.840.113549.2.9': 'SHA-256',
  '1.2.840.113549.2.10': 'SHA-384',
  '1.2.840.113549.2.11': 'SHA-512',
};
const HMAC_SHA1 = '1.2.840.113549.2.7';

/** What in an encryption algorithm is beyond the readers here, in words or as an OID; undefined when all is well. */
export function findUnsupported(
  { algorithmId, algorithmParams }: AlgorithmIdentifier,
  work: Pkcs12Work,
): string | undefined {
  if (isLegacy(algorithmId)) {
    const { iterations } = readLegacyParameters(derOf(algorithmParams));
    return work.bears(iterations, LEGACY_PRICE) ? undefined : 'PBE iterations';
  }
  if (algorithmId !== PBES2) return nameOf(algorithmId);
  const { keyDerivationFunc, encryptionScheme } = new PBES2Params({ schema: algorithmParams });
  const { algorithmId: scheme } = encryptionScheme;
  if (!AES_CBC.has(scheme) && scheme !== TRIPLE_DES) return nameOf(scheme);
  return findUnsupportedDerivation(keyDerivationFunc, work);
}

/** The same of a key derivation function, which must be PBKDF2. */
export function findUnsupportedDerivation(
  derivation: AlgorithmIdentifier,
  work: Pkcs12Work,
): string | undefined {
  if (derivation.algorithmId !== PBKDF2) return nameOf(derivation.algorithmId);
  const { iterationCount, prf } = new PBKDF2Params({ schema: derivation.algorithmParams });
  const hash = hmacHash(prf?.algorithmId ?? HMAC_SHA1);
  if (hash === undefined) return nameOf(prf?.algorithmId ?? '');
  return work.bears(iterationCount, PBKDF2_PRICES[hash] ?? 1) ? undefined : 'PBKDF2 iterations';
}

/** WebCrypto's name of the hash in an HMAC (RFC 8018 appendix B.1). */
export function hmacHash(oid: string): string | undefined {
  return HMACS[oid];
}

function nameOf(oid: string): string {
  return REFUSED[oid] ?? oid;
}

/**
 * Takes the encryption off that `findUnsupported` has nothing against.
 * @throws whatever the ciphers throw for a wrong password or spoilt bytes.
 */
export async function decrypt(content: EncryptedContentInfo, password: Pkcs12Password): Promise<ArrayBuffer> {
  const { algorithmId, algorithmParams } = content.contentEncryptionAlgorithm;
  const plain = isLegacy(algorithmId)
    ? await decryptLegacy(algorithmId, derOf(algorithmParams), octetsIn(content), password.text)
    : await decryptPbes2(content, password);
  if (!plain) throw new Error('wrong padding');
  return new Uint8Array(plain).buffer;
}

async function decryptPbes2(
  content: EncryptedContentInfo,
  { octets }: Pkcs12Password,
): Promise<Uint8Array | undefined> {
  const { algorithmParams } = content.contentEncryptionAlgorithm;
  const { keyDerivationFunc, encryptionScheme } = new PBES2Params({ schema: algorithmParams });
  if (encryptionScheme.algorithmId === TRIPLE_DES) {
    const iv = new Uint8Array(encryptionScheme.algorithmParams.getValue());
    return decryptTripleDes(await derivePbkdf2(keyDerivationFunc, octets, 24), iv, octetsIn(content));
  }
  const plain = await getCrypto(true).decryptEncryptedContentInfo({
    password: octets,
    encryptedContentInfo: content,
  });
  return new Uint8Array(plain);
}

/** PBKDF2 (RFC 8018 clause 5.2) as `derivation` says. */
export async function derivePbkdf2(
  derivation: AlgorithmIdentifier,
  password: ArrayBuffer,
  length: number,
): Promise<Uint8Array> {
  const { salt, iterationCount, prf } = new PBKDF2Params({ schema: derivation.algorithmParams });
  const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
  const how = {
    name: 'PBKDF2',
    salt: salt.getValue(),
    iterations: iterationCount,
    hash: hmacHash(prf?.algorithmId ?? HMAC_SHA1) ?? '',
  };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 8 * length));
}

function octetsIn(content: EncryptedContentInfo): Uint8Array {
  return new Uint8Array(content.getEncryptedContent());
}

function derOf(parameters: AlgorithmIdentifier['algorithmParams']): Uint8Array {
  return new Uint8Array(parameters.toBER(false));
}
