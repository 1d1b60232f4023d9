import type { KeyObject } from 'node:crypto';
import type { SealAlgorithmName } from '../../shared/sealing/algorithms.ts';
import type { PublicKeyInfo } from '../../shared/sealing/certificate.ts';
import type { Seal } from '../../shared/sealing/seal.ts';

export interface OpenSealOptions {
  /** What the key can do by default: RS256 for RSA, the ES algorithm of its curve for EC. */
  readonly algorithm?: SealAlgorithmName;
  /** Where a key in memory signs: in the thread pool, for who has one thread, or in their own, for one of a crew. */
  readonly threads?: 'pool' | 'own';
}

/** A seal and the place its key is kept in, to be let go of after use. */
export interface OpenSeal extends Seal {
  readonly kept: 'file' | 'token' | 'service';
  /** A key held in memory, with which other threads may sign too. */
  readonly key?: KeyObject;
  /** True for a key that lies in its file without a password. */
  readonly unprotected?: boolean;
  /** Ends what was begun with the token or service; the seal cannot be used afterwards. */
  close(): void;
}

const BY_CURVE = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' } as const;

/** What a key is to sign with; undefined when it cannot do what is wished, or nothing that a format here knows. */
export function chooseAlgorithm(
  { kind, curve }: PublicKeyInfo,
  wished: SealAlgorithmName | undefined,
): SealAlgorithmName | undefined {
  const able: readonly SealAlgorithmName[] =
    kind === 'RSA' ? ['RS256', 'PS256'] : curve ? [BY_CURVE[curve]] : [];
  return wished === undefined ? able[0] : able.find((name) => name === wished);
}
