import type { HashAlgorithm } from '../engine.ts';
import { derBoolean, derInteger, derNull, derOctets, derOid, derSequence, derSmallInteger } from './der.ts';

/** The door to time-stamping authorities, as `Seal` is the door to the key: no format knows where they are. */
export interface Timestamper {
  /**
   * @returns a TimeStampToken (RFC 3161 clause 2.4.2; ContentInfo, DER) over `bytes`, already checked, of at most
   *   `TIMESTAMP_ROOM` bytes.
   * @throws StudioFault `timestamp.…` when no authority gives a good one.
   */
  stamp(bytes: Uint8Array): Promise<Uint8Array>;
}

/**
 * Bytes kept free for a token where room must be fixed before there is one. A token with its certificates takes 2 to
 * 7 KB at the authorities in use; see docs/decisions/0017-levels.md.
 */
export const TIMESTAMP_ROOM = 8192;

/** id-aa-signatureTimeStampToken (RFC 3161 appendix A; ETSI EN 319 122-1 clause 5.3). */
export const SIGNATURE_TIMESTAMP = '1.2.840.113549.1.9.16.2.14';

/** AlgorithmIdentifiers of RFC 5754 clause 2. */
export const DIGEST_OIDS: Readonly<Record<HashAlgorithm, string>> = {
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
};

/** What is sent to be time-stamped: a digest, so that no authority learns what was sealed. */
export interface TimestampQuery {
  readonly hash: HashAlgorithm;
  readonly digest: Uint8Array;
  /** Random octets, read as a non-negative number. */
  readonly nonce: Uint8Array;
}

/** TimeStampReq of RFC 3161 clause 2.4.1, DER, asking for the authority's certificate. */
export function encodeTimestampQuery({ hash, digest, nonce }: TimestampQuery): Uint8Array {
  // NULL and absent parameters mean the same (RFC 5754 clause 2); older authorities know the former only.
  const algorithm = derSequence(derOid(DIGEST_OIDS[hash]), derNull());
  return derSequence(
    derSmallInteger(1),
    derSequence(algorithm, derOctets(digest)),
    derInteger(nonce),
    derBoolean(true),
  );
}
