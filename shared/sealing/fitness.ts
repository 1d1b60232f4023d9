import type { Problem, ProblemCode } from '../problem.ts';
import { endOfAlgorithm } from './algorithm-ends.ts';
import type { SealAlgorithmName } from './algorithms.ts';
import { sameBytes } from './bytes.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { isRocaModulus } from './roca.ts';
import { TEST_SEAL_POLICY, TEST_SEAL_STATEMENT } from './test-seal.ts';

export interface Fitness {
  /** Any of these forbids sealing. */
  readonly problems: readonly Problem[];
  /** These are told and forbid nothing. */
  readonly warnings: readonly Problem[];
}

/** How the seal's key is used and where it lies; what is untold is taken to be RS256 for RSA, in a file. */
export interface KeyUse {
  readonly algorithm?: SealAlgorithmName;
  readonly kept?: 'file' | 'token' | 'service';
}

/** RSA below 2048 bits and EC below 256 bits are not recommended any more (ETSI TS 119 312 clause 6.2). */
const LEAST_RSA_BITS = 2048;

/** MD5 and SHA-1 with RSA, SHA-1 with ECDSA and DSA. */
const WEAK_SIGNATURES = new Set([
  '1.2.840.113549.1.1.4',
  '1.2.840.113549.1.1.5',
  '1.3.14.3.2.29',
  '1.2.840.10045.4.1',
  '1.2.840.10040.4.3',
]);

/**
 * Whether a seal may be used at the moment `at`, judged by its certificate and the `chain` above it (DER, the seal's
 * own certificate first). Trust is not judged here: that is for those who receive what was sealed.
 */
export function judgeFitness(
  certificate: Certificate,
  chain: readonly Uint8Array[],
  at: Date,
  use: KeyUse = {},
): Fitness {
  const above = chain.slice(1).flatMap((der) => {
    const read = readCertificate(der);
    return read.ok ? [read.value] : [];
  });
  return {
    problems: [
      ...[certificate, ...above].flatMap((each) => [...judgeDates(each, at), ...judgeStrength(each)]),
      ...judgePurpose(certificate),
    ],
    warnings: [
      ...findWarnings(certificate, use),
      ...findGaps(certificate, chain),
      ...judgeEnd(certificate, use),
    ],
  };
}

function judgeDates({ notBefore, notAfter, subject }: Certificate, at: Date): Problem[] {
  const name = subject.text;
  if (at < notBefore) return [{ code: 'seal.not-yet-valid', facts: { name, date: dayOf(notBefore) } }];
  if (at > notAfter) return [{ code: 'seal.expired', facts: { name, date: dayOf(notAfter) } }];
  return [];
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function judgeStrength({ publicKey, signatureAlgorithm, subject }: Certificate): Problem[] {
  const { bits, curve, kind, modulus } = publicKey;
  const name = subject.text;
  const problems: Problem[] = [];
  if (kind === 'RSA' && bits < LEAST_RSA_BITS)
    problems.push({ code: 'seal.key-weak', facts: { name, bits } });
  if (modulus && isRocaModulus(modulus)) problems.push({ code: 'seal.roca', facts: { name } });
  if (kind === 'other' || (kind === 'EC' && !curve))
    problems.push({ code: 'seal.key-unsupported', facts: { name } });
  if (WEAK_SIGNATURES.has(signatureAlgorithm)) problems.push({ code: 'seal.hash-weak', facts: { name } });
  return problems;
}

/** ETSI EN 319 412-2 clause 4.3.2: nonRepudiation, digitalSignature or both. */
function judgePurpose({ ca, keyUsage }: Certificate): Problem[] {
  const problems: Problem[] = [];
  if (ca) problems.push({ code: 'seal.is-authority' });
  const usable = keyUsage.includes('nonRepudiation') || keyUsage.includes('digitalSignature');
  if (keyUsage.length > 0 && !usable) {
    problems.push({ code: 'seal.wrong-usage', facts: { usage: keyUsage.join(', ') } });
  }
  return problems;
}

function findWarnings(certificate: Certificate, { kept = 'file' }: KeyUse): Problem[] {
  const { keyUsage, qcStatements, subject } = certificate;
  const selfSigned = sameBytes(certificate.issuerDer, certificate.subjectDer);
  const warnings: readonly (readonly [boolean, ProblemCode])[] = [
    [selfSigned, 'seal.self-signed'],
    [keyUsage.length === 0, 'seal.usage-untold'],
    [
      keyUsage.includes('digitalSignature') && !keyUsage.includes('nonRepudiation'),
      'seal.usage-signature-only',
    ],
    [qcStatements.types.includes('eSign'), 'seal.person'],
    // A file is no qualified device whatever its certificate says.
    [qcStatements.qscd && kept === 'file', 'seal.key-in-file'],
    [subject.organisation === undefined, 'seal.organisation-missing'],
    [subject.organizationIdentifier === undefined, 'seal.organisation-identifier-untold'],
  ];
  return warnings.flatMap(([found, code]) => (found ? [{ code }] : []));
}

/** What a verifier will look for beside the certificate itself. */
function findGaps(certificate: Certificate, chain: readonly Uint8Array[]): Problem[] {
  const { crlUrls, ocspUrls, neverRevoked, caIssuersUrls, issuer } = certificate;
  const gaps: Problem[] = [];
  if (crlUrls.length + ocspUrls.length === 0 && !neverRevoked) gaps.push({ code: 'seal.revocation-untold' });
  // ETSI EN 319 412-2 clause 4.4.1: a certificate tells where its issuer's lies unless a root has issued it.
  if (chain.length === 1 && caIssuersUrls.length > 0) {
    gaps.push({ code: 'seal.issuer-missing', facts: { name: issuer.text } });
  }
  return gaps;
}

/** An algorithm that ends before the certificate does will take the seals with it. */
function judgeEnd({ publicKey, notAfter }: Certificate, { algorithm = 'RS256' }: KeyUse): Problem[] {
  if (publicKey.kind !== 'RSA') return [];
  const end = endOfAlgorithm(algorithm, publicKey);
  if (!end || notAfter < end) return [];
  return [{ code: 'seal.algorithm-ends', facts: { algorithm, date: dayOf(end) } }];
}

/** True for a seal that proves nothing about an institution. Names are for people; the mark alone decides. */
export function isTestSeal({ policies, qcStatements }: Certificate): boolean {
  return policies.includes(TEST_SEAL_POLICY) || qcStatements.ids.includes(TEST_SEAL_STATEMENT);
}
