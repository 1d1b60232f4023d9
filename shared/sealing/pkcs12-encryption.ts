import { type AlgorithmIdentifier, type MacData, PBES2Params, PBKDF2Params } from 'pkijs';

/** Many times what any program writes today: a hostile file must not keep the machine busy for minutes. */
const MOST_MAC_ITERATIONS = 1_000_000;
const MOST_PBKDF2_ITERATIONS = 5_000_000;

const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';

/** Names for people; RFC 7292 appendix C and RFC 8018 appendix A. */
const REFUSED: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.12.1.1': 'PBE SHA-1 RC4-128',
  '1.2.840.113549.1.12.1.2': 'PBE SHA-1 RC4-40',
  '1.2.840.113549.1.12.1.3': 'PBE SHA-1 Triple DES',
  '1.2.840.113549.1.12.1.4': 'PBE SHA-1 Triple DES (two keys)',
  '1.2.840.113549.1.12.1.5': 'PBE SHA-1 RC2-128',
  '1.2.840.113549.1.12.1.6': 'PBE SHA-1 RC2-40',
  '1.2.840.113549.3.7': 'PBES2 Triple DES',
};

const AES_CBC = new Set(['2.16.840.1.101.3.4.1.2', '2.16.840.1.101.3.4.1.22', '2.16.840.1.101.3.4.1.42']);

/** hmacWithSHA1 (the default), 256, 384 and 512. */
const PRFS = new Set([
  '1.2.840.113549.2.7',
  '1.2.840.113549.2.9',
  '1.2.840.113549.2.10',
  '1.2.840.113549.2.11',
]);

const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

/** WebCrypto's name of the hash that a PKCS#12 MAC uses. SHA-1 still protects integrity there: it is keyed. */
export function hashNamed(oid: string): string | undefined {
  return HASHES[oid];
}

/** What in a MAC is beyond the readers here, as `findUnsupported` says it. */
export function findUnsupportedMac({ mac, iterations = 1 }: MacData): string | undefined {
  const { algorithmId } = mac.digestAlgorithm;
  if (!hashNamed(algorithmId)) return algorithmId;
  return isBearable(iterations, MOST_MAC_ITERATIONS) ? undefined : 'MAC iterations';
}

/** pkijs gives 0 for numbers of four octets and more. */
function isBearable(iterations: number, most: number): boolean {
  return iterations >= 1 && iterations <= most;
}

/** What in an encryption algorithm is beyond the readers here, in words or as an OID; undefined when all is well. */
export function findUnsupported({ algorithmId, algorithmParams }: AlgorithmIdentifier): string | undefined {
  if (algorithmId !== PBES2) return nameOf(algorithmId);
  const { keyDerivationFunc, encryptionScheme } = new PBES2Params({ schema: algorithmParams });
  if (!AES_CBC.has(encryptionScheme.algorithmId)) return nameOf(encryptionScheme.algorithmId);
  if (keyDerivationFunc.algorithmId !== PBKDF2) return nameOf(keyDerivationFunc.algorithmId);
  const { iterationCount, prf } = new PBKDF2Params({ schema: keyDerivationFunc.algorithmParams });
  if (prf && !PRFS.has(prf.algorithmId)) return nameOf(prf.algorithmId);
  return isBearable(iterationCount, MOST_PBKDF2_ITERATIONS) ? undefined : 'PBKDF2 iterations';
}

function nameOf(oid: string): string {
  return REFUSED[oid] ?? oid;
}
