import { AlgorithmIdentifier, type MacData } from 'pkijs';
import { derChildren, expectTag, readDer } from './der-reader.ts';
import { derivePkcs12, MAC_KEY, type Pkcs12Hash } from './pkcs12-derivation.ts';
import { derivePbkdf2, findUnsupportedDerivation, hmacHash } from './pkcs12-encryption.ts';
import type { Pkcs12Password } from './pkcs12-password.ts';
import type { Pkcs12Work } from './pkcs12-work.ts';

/** Of a round in JavaScript, in rounds of PBKDF2 with SHA-256. */
const MAC_PRICES: Readonly<Record<Pkcs12Hash, number>> = {
  'SHA-1': 4,
  'SHA-256': 6,
  'SHA-384': 15,
  'SHA-512': 15,
};

const PBMAC1 = '1.2.840.113549.1.5.14';

/** SHA-1 still protects integrity here: it is keyed. */
const HASHES: Readonly<Partial<Record<string, Pkcs12Hash>>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

/** What in a MAC is beyond the readers here, in words or as an OID; undefined when all is well. Asked before each try. */
export function findUnsupportedMac({ mac, iterations = 1 }: MacData, work: Pkcs12Work): string | undefined {
  const { algorithmId, algorithmParams } = mac.digestAlgorithm;
  if (algorithmId === PBMAC1) {
    const { derivation, hash, length } = readPbmac1(new Uint8Array(algorithmParams.toBER(false)));
    if (!hash || length === undefined) return 'PBMAC1';
    return findUnsupportedDerivation(derivation, work);
  }
  const name = HASHES[algorithmId];
  if (!name) return algorithmId;
  return work.bears(iterations, MAC_PRICES[name]) ? undefined : 'MAC iterations';
}

/** RFC 7292 clause 5.1 step 5, and RFC 9579. */
export async function macHolds(
  { mac, macSalt, iterations = 1 }: MacData,
  content: ArrayBuffer,
  password: Pkcs12Password,
): Promise<boolean> {
  const { algorithmId, algorithmParams } = mac.digestAlgorithm;
  if (algorithmId === PBMAC1) {
    const { derivation, hash = '', length = 0 } = readPbmac1(new Uint8Array(algorithmParams.toBER(false)));
    const octets = new Uint8Array(await derivePbkdf2(derivation, password.octets, length));
    const key = await crypto.subtle.importKey('raw', octets, { name: 'HMAC', hash }, false, ['verify']);
    return crypto.subtle.verify('HMAC', key, mac.digest.getValue(), content);
  }
  const hash = HASHES[algorithmId];
  if (!hash) return false;
  const derivation = { purpose: MAC_KEY, salt: new Uint8Array(macSalt.getValue()), iterations } as const;
  const octets = new Uint8Array(derivePkcs12(hash, password.text, derivation));
  const key = await crypto.subtle.importKey('raw', octets, { name: 'HMAC', hash }, false, ['verify']);
  return crypto.subtle.verify('HMAC', key, mac.digest.getValue(), content);
}

/** A shorter key would let a MAC be guessed without the password (RFC 9579 clause 9). */
const SHORTEST_KEY = 20;
/** The longest digest there is here; more is nobody's wish. */
const LONGEST_KEY = 64;

/**
 * `PBMAC1-params ::= SEQUENCE { keyDerivationFunc AlgorithmIdentifier, messageAuthScheme AlgorithmIdentifier }`
 * (RFC 8018 appendix A.5). RFC 9579 clause 4 wants the key's length told.
 * @throws NotDer
 */
function readPbmac1(parameters: Uint8Array) {
  const [derivation, scheme] = derChildren(readDer(parameters));
  const identifier = AlgorithmIdentifier.fromBER(new Uint8Array(expectTag(derivation, 0x30).whole));
  const hmac = AlgorithmIdentifier.fromBER(new Uint8Array(expectTag(scheme, 0x30).whole));
  // PBKDF2-params ::= SEQUENCE { salt, iterationCount INTEGER, keyLength INTEGER OPTIONAL, prf DEFAULT }
  const [, , keyLength] = derChildren(derChildren(derivation)[1]);
  const length =
    keyLength?.tag === 0x02 && keyLength.contents.length === 1 ? keyLength.contents[0] : undefined;
  const bearable = length !== undefined && length >= SHORTEST_KEY && length <= LONGEST_KEY;
  return { derivation: identifier, hash: hmacHash(hmac.algorithmId), length: bearable ? length : undefined };
}
