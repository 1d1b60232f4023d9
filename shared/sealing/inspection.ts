import { endOfAlgorithm, endOfCertificateSignature } from './algorithm-ends.ts';
import type { SealAlgorithmName } from './algorithms.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { type Fitness, isTestSeal, type KeyUse } from './fitness.ts';

/**
 * What a seal may be called (Regulation (EU) 910/2014 articles 3(26) and 3(27)). `qualified-claimed` repeats what the
 * certificate says and no more: whether its issuer is a qualified provider stands in the trusted lists.
 */
export type Standing = 'advanced' | 'advanced-qualified-certificate' | 'qualified-claimed';

/** Whether a certificate may seal, and for how long that will be of use. */
export interface Inspection {
  readonly may: 'seal' | 'seal-with-remarks' | 'not-seal';
  /** Until when a seal of level B can be verified, and what ends it. */
  readonly until: { readonly date: Date; readonly because: 'certificate' | 'authority' | 'algorithm' };
  readonly standing: Standing;
}

/**
 * Reads the whole of a certificate as a traffic light.
 * @param chain DER, the seal's own certificate first.
 * @param fitness as `judgeFitness` found it.
 */
export function inspectSeal(
  certificate: Certificate,
  chain: readonly Uint8Array[],
  use: KeyUse & { readonly algorithm: SealAlgorithmName },
  { problems, warnings }: Fitness,
): Inspection {
  return {
    may: problems.length > 0 ? 'not-seal' : warnings.length > 0 ? 'seal-with-remarks' : 'seal',
    until: findEnd(certificate, chain, use.algorithm),
    standing: standing(certificate, use.kept),
  };
}

/**
 * The first of what ends: the certificate, one above it, the algorithm of the seal or of a signature in the chain.
 * Without a time-stamp all of them have to hold on the day of the question (EN 319 102-1 clause 5.3).
 */
function findEnd(
  certificate: Certificate,
  chain: readonly Uint8Array[],
  algorithm: SealAlgorithmName,
): Inspection['until'] {
  const path = [
    certificate,
    ...chain.slice(1).flatMap((der) => {
      const read = readCertificate(der);
      return read.ok ? [read.value] : [];
    }),
  ];
  const algorithms = [
    endOfAlgorithm(algorithm, certificate.publicKey),
    ...path.map(({ signatureAlgorithm }, index) =>
      endOfCertificateSignature(signatureAlgorithm, path[index + 1]?.publicKey.bits),
    ),
  ];
  const ends: Inspection['until'][] = [
    { date: certificate.notAfter, because: 'certificate' },
    ...path.slice(1).map(({ notAfter }) => ({ date: notAfter, because: 'authority' }) as const),
    ...algorithms.flatMap((date) => (date ? [{ date, because: 'algorithm' } as const] : [])),
  ];
  return ends.reduce((first, end) => (end.date < first.date ? end : first));
}

/**
 * What a seal of this certificate may be called. Never more than the certificate claims (ETSI EN 319 412-5 clauses
 * 4.2.1 to 4.2.3), and never qualified when the key lies in a file: a file is no qualified device.
 */
export function standing(certificate: Certificate, kept: KeyUse['kept'] = 'file'): Standing {
  const { compliance, qscd, types, legislation } = certificate.qcStatements;
  // With countries named it is qualified under their law, not under the Union's (clause 4.2.4).
  const claimed =
    compliance && types.includes('eSeal') && legislation.length === 0 && !isTestSeal(certificate);
  if (!claimed) return 'advanced';
  return qscd && kept !== 'file' ? 'qualified-claimed' : 'advanced-qualified-certificate';
}
