import {
  constants,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  type SignKeyObjectInput,
  sign,
} from 'node:crypto';
import { done, type Outcome, refused, StudioFault } from '../../shared/problem.ts';
import { SEAL_ALGORITHMS, type SealAlgorithm } from '../../shared/sealing/algorithms.ts';
import type { PublicKeyInfo } from '../../shared/sealing/certificate.ts';
import { rawEcdsaSignature } from '../../shared/sealing/der.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import { buildChain, readCertificates } from './chain.ts';
import { chooseAlgorithm, type OpenSeal, type OpenSealOptions } from './open-seal.ts';

/** Names in node:crypto. */
export const HASH_NAMES = { 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const;

/**
 * The seal of a key held in memory and whichever of the certificates (DER) belongs to it.
 * @returns `seal.unreadable` for a certificate that is none; `seal.key-mismatch` when none belongs to the key;
 * `seal.key-unsupported` for a key that no format here knows or that cannot do `options.algorithm`.
 */
export function sealWithKey(
  key: KeyObject,
  ders: readonly Uint8Array[],
  options: OpenSealOptions,
): Outcome<OpenSeal> {
  const certificates = readCertificates(ders);
  if (!certificates.ok) return certificates;
  const certificate = certificates.value.find(({ publicKey }) => belongsTo(publicKey, key));
  if (!certificate) return refused({ code: 'seal.key-mismatch' });
  const name = chooseAlgorithm(certificate.publicKey, options.algorithm);
  if (!name) return refused({ code: 'seal.key-unsupported' });
  const algorithm = SEAL_ALGORITHMS[name];
  return done({
    algorithm,
    certificate,
    chain: buildChain(certificate, certificates.value),
    sign: signWith(key, algorithm, options.threads ?? 'pool'),
    kept: 'file',
    key,
    close() {},
  });
}

/** Undefined for a key that this build of the cryptographic library does not know, such as one on a Brainpool curve. */
export function readPrivateKey(pkcs8: Uint8Array): KeyObject | undefined {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}

/**
 * Measured: comparing keys of two kinds leaves an error with OpenSSL that the next, innocent call reports. So kinds are
 * compared first.
 */
function belongsTo({ spki }: PublicKeyInfo, key: KeyObject): boolean {
  try {
    const theirs = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    const sameKind =
      theirs.asymmetricKeyType === key.asymmetricKeyType &&
      theirs.asymmetricKeyDetails?.namedCurve === key.asymmetricKeyDetails?.namedCurve;
    return sameKind && theirs.equals(createPublicKey(key));
  } catch {
    return false;
  }
}

/**
 * `Seal.sign` of a key held in memory. Measured: on P-256 a signature takes less time than its way through the thread
 * pool; on every other key the pool wins, since the other cores sign meanwhile. A crew has a thread for each core, and in
 * the pool its signatures would wait behind files that are being synced.
 * @throws StudioFault `seal.unavailable`
 */
function signWith(
  key: KeyObject,
  algorithm: SealAlgorithm,
  threads: Required<OpenSealOptions>['threads'],
): Seal['sign'] {
  const hash = HASH_NAMES[algorithm.hash];
  const how = signingInput(key, algorithm);
  const { coordinate } = algorithm;
  if (algorithm.name === 'ES256' && coordinate !== undefined) {
    return async (bytes) => {
      try {
        // Measured: OpenSSL's own DER, taken apart here, costs half of what Node's `ieee-p1363` does.
        return rawEcdsaSignature(sign(hash, bytes, key), coordinate);
      } catch (cause) {
        throw new StudioFault('seal.unavailable', {}, { cause });
      }
    };
  }
  if (threads === 'own') {
    return async (bytes) => {
      try {
        return sign(hash, bytes, how);
      } catch (cause) {
        throw new StudioFault('seal.unavailable', {}, { cause });
      }
    };
  }
  return (bytes) =>
    new Promise((resolve, reject) => {
      sign(hash, bytes, how, (cause, signature) => {
        if (cause) reject(new StudioFault('seal.unavailable', {}, { cause }));
        else resolve(signature);
      });
    });
}

function signingInput(key: KeyObject, { name, key: kind }: SealAlgorithm): SignKeyObjectInput {
  if (kind === 'EC') return { key, dsaEncoding: 'ieee-p1363' };
  if (name !== 'PS256') return { key, padding: constants.RSA_PKCS1_PADDING };
  return {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  };
}
