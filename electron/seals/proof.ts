import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { SealAlgorithm } from '../../shared/sealing/algorithms.ts';
import type { Certificate } from '../../shared/sealing/certificate.ts';
import { HASH_NAMES } from './key.ts';

/** Tells whether a signature that came from elsewhere (r‖s for EC) is the certificate's key's over `bytes`. */
export type Prove = (bytes: Uint8Array, signature: Uint8Array) => boolean;

export function proveWith({ publicKey }: Certificate, { hash, key, name }: SealAlgorithm): Prove {
  let own: KeyObject | undefined;
  return (bytes, signature) => {
    try {
      own ??= createPublicKey({ key: Buffer.from(publicKey.spki), format: 'der', type: 'spki' });
      const how = {
        key: own,
        ...(key === 'EC' && { dsaEncoding: 'ieee-p1363' as const }),
        ...(name === 'PS256' && {
          padding: constants.RSA_PKCS1_PSS_PADDING,
          saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
        }),
      };
      return verify(HASH_NAMES[hash], bytes, how, signature);
    } catch {
      return false;
    }
  };
}
