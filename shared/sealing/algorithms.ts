import type { HashAlgorithm } from '../engine.ts';

/** Everything the formats need to know about one way of signing, in one place. */
export interface SealAlgorithm {
  readonly name: SealAlgorithmName;
  readonly hash: HashAlgorithm;
  /** `alg` of RFC 7518 clause 3.1. */
  readonly jose: string;
  /** SignatureMethod of RFC 9231. */
  readonly xml: string;
  /** signatureAlgorithm OID of SignerInfo (RFC 5652 / RFC 5754 / RFC 4055). */
  readonly cms: string;
  /** `alg` of RFC 9053. */
  readonly cose: number;
  readonly key: 'RSA' | 'EC';
  /** Bytes of r and of s, for EC keys. */
  readonly coordinate?: number;
}

export type SealAlgorithmName = 'RS256' | 'PS256' | 'ES256' | 'ES384' | 'ES512';

const XML_MORE = 'http://www.w3.org/2001/04/xmldsig-more#';

export const SEAL_ALGORITHMS: Readonly<Record<SealAlgorithmName, SealAlgorithm>> = {
  RS256: {
    name: 'RS256',
    hash: 'SHA-256',
    jose: 'RS256',
    xml: `${XML_MORE}rsa-sha256`,
    cms: '1.2.840.113549.1.1.11',
    cose: -257,
    key: 'RSA',
  },
  PS256: {
    name: 'PS256',
    hash: 'SHA-256',
    jose: 'PS256',
    xml: 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
    cms: '1.2.840.113549.1.1.10',
    cose: -37,
    key: 'RSA',
  },
  ES256: {
    name: 'ES256',
    hash: 'SHA-256',
    jose: 'ES256',
    xml: `${XML_MORE}ecdsa-sha256`,
    cms: '1.2.840.10045.4.3.2',
    cose: -7,
    key: 'EC',
    coordinate: 32,
  },
  ES384: {
    name: 'ES384',
    hash: 'SHA-384',
    jose: 'ES384',
    xml: `${XML_MORE}ecdsa-sha384`,
    cms: '1.2.840.10045.4.3.3',
    cose: -35,
    key: 'EC',
    coordinate: 48,
  },
  ES512: {
    name: 'ES512',
    hash: 'SHA-512',
    jose: 'ES512',
    xml: `${XML_MORE}ecdsa-sha512`,
    cms: '1.2.840.10045.4.3.4',
    cose: -36,
    key: 'EC',
    coordinate: 66,
  },
};
