import type { SealReport } from '../../shared/desk/seal.ts';
import { type Certificate, type PublicKeyInfo, readCertificate } from '../../shared/sealing/certificate.ts';
import { type Fitness, isTestSeal } from '../../shared/sealing/fitness.ts';
import { inspectSeal } from '../../shared/sealing/inspection.ts';
import type { OpenSeal } from '../seals/open-seal.ts';

/** All that an opened seal's certificates say, and what `fitness` makes of it. */
export function reportOf(opened: OpenSeal, fitness: Fitness): SealReport {
  const { algorithm, certificate, chain, kept } = opened;
  const { subject, qcStatements } = certificate;
  const { ids: _, ...statements } = qcStatements;
  const { may, until, standing } = inspectSeal(
    certificate,
    chain,
    { algorithm: algorithm.name, kept },
    fitness,
  );
  return {
    subject: subject.text,
    ...(subject.organisation !== undefined && { organisation: subject.organisation }),
    ...(subject.organizationIdentifier !== undefined && {
      organizationIdentifier: subject.organizationIdentifier,
    }),
    ...(subject.country !== undefined && { country: subject.country }),
    issuer: certificate.issuer.text,
    serialNumber: certificate.serialNumber,
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    key: keyOf(certificate.publicKey),
    kept,
    algorithm: algorithm.name,
    keyUsage: certificate.keyUsage,
    extendedKeyUsage: certificate.extendedKeyUsage,
    policies: certificate.policies,
    qcStatements: statements,
    chain: chain.flatMap((der) => {
      const read = readCertificate(der);
      return read.ok ? [linkOf(read.value)] : [];
    }),
    revocation: {
      crl: certificate.crlUrls,
      ocsp: certificate.ocspUrls,
      never: certificate.neverRevoked,
    },
    issuerCertificates: certificate.caIssuersUrls,
    test: isTestSeal(certificate),
    standing,
    may,
    until: { date: until.date.toISOString(), because: until.because },
    fit: may !== 'not-seal',
    problems: [...fitness.problems, ...fitness.warnings],
  };
}

function linkOf({ subject, issuer, notAfter, publicKey }: Certificate): SealReport['chain'][number] {
  return {
    subject: subject.text,
    issuer: issuer.text,
    notAfter: notAfter.toISOString(),
    key: keyOf(publicKey),
  };
}

function keyOf({ kind, curve, bits }: PublicKeyInfo): string {
  return `${kind} ${curve ?? bits}`;
}
