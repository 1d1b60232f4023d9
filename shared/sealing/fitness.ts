import type { Problem, ProblemCode } from '../problem.ts';
import { sameBytes } from './bytes.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { TEST_SEAL_POLICY, TEST_SEAL_STATEMENT } from './test-seal.ts';

export interface Fitness {
  /** Any of these forbids sealing. */
  readonly problems: readonly Problem[];
  /** These are told and forbid nothing. */
  readonly warnings: readonly Problem[];
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
export function judgeFitness(certificate: Certificate, chain: readonly Uint8Array[], at: Date): Fitness {
  const above = chain.slice(1).flatMap((der) => {
    const read = readCertificate(der);
    return read.ok ? [read.value] : [];
  });
  return {
    problems: [
      ...[certificate, ...above].flatMap((each) => [...judgeDates(each, at), ...judgeStrength(each)]),
      ...judgePurpose(certificate),
    ],
    warnings: findWarnings(certificate),
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
  const { bits, curve, kind } = publicKey;
  const name = subject.text;
  const problems: Problem[] = [];
  if (kind === 'RSA' && bits < LEAST_RSA_BITS)
    problems.push({ code: 'seal.key-weak', facts: { name, bits } });
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

function findWarnings(certificate: Certificate): Problem[] {
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
    // Every seal is a file so far, and a file is no qualified device whatever its certificate says.
    [qcStatements.qscd, 'seal.key-in-file'],
    [subject.organisation === undefined, 'seal.organisation-missing'],
    [subject.organizationIdentifier === undefined, 'seal.organisation-identifier-untold'],
  ];
  return warnings.flatMap(([found, code]) => (found ? [{ code }] : []));
}

/**
 * What a seal with this certificate may be called. A file cannot be a qualified seal creation device, and a statement
 * in a certificate is no proof that a key lies on one: "qualified electronic seal" is never the answer here.
 * @returns `advanced-qualified-certificate` only when the certificate claims to be a qualified one for seals
 * (ETSI EN 319 412-5 clauses 4.2.1 and 4.2.3) and is no test.
 */
export function standing(certificate: Certificate): 'advanced' | 'advanced-qualified-certificate' {
  const { compliance, types } = certificate.qcStatements;
  const claimed = compliance && types.includes('eSeal') && !isTestSeal(certificate);
  return claimed ? 'advanced-qualified-certificate' : 'advanced';
}

/** True for a seal that proves nothing about an institution. Names are for people; the mark alone decides. */
export function isTestSeal({ policies, qcStatements }: Certificate): boolean {
  return policies.includes(TEST_SEAL_POLICY) || qcStatements.ids.includes(TEST_SEAL_STATEMENT);
}
