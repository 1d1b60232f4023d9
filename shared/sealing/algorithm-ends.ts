import type { SealAlgorithmName } from './algorithms.ts';
import type { PublicKeyInfo } from './certificate-key.ts';

/** Of one way of signing with keys from `bits` upwards. */
interface Usability {
  readonly bits: number;
  /** The first day on which it is not recommended any more; untold while no end is set. */
  readonly end?: string;
}

/**
 * How long signatures are held to be safe: ETSI TS 119 312 v1.5.1 (2024) as EU DSS 6.4 writes it into its default
 * policy (policy/constraint.xml, AlgoExpirationDate). The largest size that a key reaches counts.
 */
const ENDS: Readonly<Record<'RSA' | 'RSA-PSS' | 'ECDSA', readonly Usability[]>> = {
  RSA: [
    { bits: 786, end: '2010-08-01' },
    { bits: 1024, end: '2019-10-01' },
    { bits: 1900, end: '2029-01-01' },
  ],
  'RSA-PSS': [
    { bits: 786, end: '2010-08-01' },
    { bits: 1024, end: '2019-10-01' },
    { bits: 1900, end: '2029-01-01' },
    { bits: 3000 },
  ],
  ECDSA: [{ bits: 160, end: '2012-08-01' }, { bits: 224, end: '2021-10-01' }, { bits: 256 }],
};

/** The end of the hash alone: SHA-1 2012-08-01, MD5 2004-08-01; of SHA-2 none is set but for SHA-224. */
const CERTIFICATE_SIGNATURES: Readonly<
  Record<string, { readonly scheme: keyof typeof ENDS; readonly hashEnd?: string }>
> = {
  '1.2.840.113549.1.1.4': { scheme: 'RSA', hashEnd: '2004-08-01' },
  '1.2.840.113549.1.1.5': { scheme: 'RSA', hashEnd: '2012-08-01' },
  '1.2.840.113549.1.1.10': { scheme: 'RSA-PSS' },
  '1.2.840.113549.1.1.11': { scheme: 'RSA' },
  '1.2.840.113549.1.1.12': { scheme: 'RSA' },
  '1.2.840.113549.1.1.13': { scheme: 'RSA' },
  '1.2.840.113549.1.1.14': { scheme: 'RSA', hashEnd: '2029-01-01' },
  '1.2.840.10045.4.1': { scheme: 'ECDSA', hashEnd: '2012-08-01' },
  '1.2.840.10045.4.3.1': { scheme: 'ECDSA', hashEnd: '2029-01-01' },
  '1.2.840.10045.4.3.2': { scheme: 'ECDSA' },
  '1.2.840.10045.4.3.3': { scheme: 'ECDSA' },
  '1.2.840.10045.4.3.4': { scheme: 'ECDSA' },
};

/** Keys of this size are common for authorities; assumed while the certificate above is not at hand. */
const USUAL_BITS = { RSA: 3000, 'RSA-PSS': 3000, ECDSA: 256 } as const;

/** The first day on which a seal by this algorithm and key is not recommended any more; undefined while no end is set. */
export function endOfAlgorithm(algorithm: SealAlgorithmName, { bits }: PublicKeyInfo): Date | undefined {
  const scheme = algorithm === 'RS256' ? 'RSA' : algorithm === 'PS256' ? 'RSA-PSS' : 'ECDSA';
  return dayOf(endOf(scheme, bits));
}

/**
 * The same of the signature on a certificate.
 * @param issuerBits of the key above it, when known.
 */
export function endOfCertificateSignature(oid: string, issuerBits?: number): Date | undefined {
  const known = CERTIFICATE_SIGNATURES[oid];
  if (!known) return undefined;
  const ends = [known.hashEnd, endOf(known.scheme, issuerBits ?? USUAL_BITS[known.scheme])];
  return dayOf(ends.filter((end) => end !== undefined).sort()[0]);
}

function endOf(scheme: keyof typeof ENDS, bits: number): string | undefined {
  const reached = ENDS[scheme].findLast((size) => bits >= size.bits);
  // What is smaller than all of them was never safe.
  return reached ? reached.end : ENDS[scheme][0]?.end;
}

function dayOf(day: string | undefined): Date | undefined {
  return day === undefined ? undefined : new Date(`${day}T00:00:00Z`);
}
