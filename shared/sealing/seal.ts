import type { SealAlgorithm } from './algorithms.ts';
import type { Certificate } from './certificate.ts';

/**
 * The only door to the institution's key. A file, a token or a remote service stands behind it; no format knows which.
 */
export interface Seal {
  readonly algorithm: SealAlgorithm;
  /** The e-seal certificate. */
  readonly certificate: Certificate;
  /** The e-seal certificate and those above it up to, not including, the root; DER. */
  readonly chain: readonly [Uint8Array, ...Uint8Array[]];
  /**
   * Hashes `bytes` with the algorithm's hash and signs. RSA: the signature octets. EC: r‖s, each `coordinate` bytes
   * (as XML and JOSE want it; CMS re-encodes).
   * @throws StudioFault `seal.unavailable` when the key cannot be used any more (token pulled, session lost).
   */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}
