import { createHash } from 'node:crypto';
import type { Mechanism } from 'pkcs11js';
import type { SealAlgorithm } from '../../shared/sealing/algorithms.ts';
import { HASH_NAMES } from './key.ts';
import type { TokenLibrary } from './pkcs11-driver.ts';

/** How a token is asked for one algorithm's signature. */
export interface TokenMechanism {
  readonly mechanism: Mechanism;
  /** What the mechanism wants to be given for `bytes`. */
  readonly input: (bytes: Uint8Array) => Buffer;
}

/** `DigestInfo` of SHA-256 before the digest itself (RFC 8017 clause 9.2, note 1). */
const DIGEST_INFO_SHA256 = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/**
 * Hashing stays here where the token allows it: fewer bytes travel, and any size does. A token that signs nothing but
 * what it hashed itself is given everything.
 * @param able CKM_ values of the token.
 * @returns undefined when the token can do neither.
 */
export function chooseMechanism(
  { driver }: TokenLibrary,
  able: readonly number[],
  { name, hash, key }: SealAlgorithm,
): TokenMechanism | undefined {
  const digest = (bytes: Uint8Array) => createHash(HASH_NAMES[hash]).update(bytes).digest();
  const pss = {
    type: driver.CK_PARAMS_RSA_PSS,
    hashAlg: driver.CKM_SHA256,
    mgf: driver.CKG_MGF1_SHA256,
    saltLen: 32,
  };
  const whole = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ways: readonly TokenMechanism[] =
    key === 'EC'
      ? [
          { mechanism: { mechanism: driver.CKM_ECDSA }, input: digest },
          { mechanism: { mechanism: ECDSA_WITH[hash](driver) }, input: whole },
        ]
      : name === 'PS256'
        ? [
            { mechanism: { mechanism: driver.CKM_RSA_PKCS_PSS, parameter: pss }, input: digest },
            { mechanism: { mechanism: driver.CKM_SHA256_RSA_PKCS_PSS, parameter: pss }, input: whole },
          ]
        : [
            {
              mechanism: { mechanism: driver.CKM_RSA_PKCS },
              input: (bytes) => Buffer.concat([DIGEST_INFO_SHA256, digest(bytes)]),
            },
            { mechanism: { mechanism: driver.CKM_SHA256_RSA_PKCS }, input: whole },
          ];
  return ways.find(({ mechanism }) => able.includes(mechanism.mechanism));
}

const ECDSA_WITH = {
  'SHA-256': (driver: TokenLibrary['driver']) => driver.CKM_ECDSA_SHA256,
  'SHA-384': (driver: TokenLibrary['driver']) => driver.CKM_ECDSA_SHA384,
  'SHA-512': (driver: TokenLibrary['driver']) => driver.CKM_ECDSA_SHA512,
} as const;
