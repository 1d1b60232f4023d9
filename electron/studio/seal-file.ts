import type { SealReport, Secret } from '../../shared/desk.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { readCertificate } from '../../shared/sealing/certificate.ts';
import { isTestSeal, judgeFitness, standing } from '../../shared/sealing/fitness.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import { inFile, placed, readBounded } from '../files/read.ts';
import { openSeal } from '../seals/pkcs12.ts';

/** A PKCS#12 file holds a key and a handful of certificates. */
const LARGEST_SEAL = 1024 * 1024;

/** The seal in `path`, opened but not judged. */
export async function openSealFile(path: string, password: Secret): Promise<Outcome<Seal>> {
  const file = await readBounded(path, LARGEST_SEAL);
  if (!file.ok) return file;
  if (password === '') return refused({ code: 'seal.password-missing', where: { file: path } });
  return inFile(path, await openSeal(file.value, password));
}

/** The seal in `path` when it may be used at `at`; its warnings beside it. */
export async function openFitSeal(
  path: string,
  password: Secret,
  at: Date,
): Promise<Outcome<{ readonly seal: Seal; readonly warnings: SealReport['problems'] }>> {
  const opened = await openSealFile(path, password);
  if (!opened.ok) return opened;
  const { certificate, chain } = opened.value;
  const fitness = judgeFitness(certificate, chain, at);
  const [first, ...more] = fitness.problems.map((problem) => placed(path, problem));
  if (first) return refused(first, ...more);
  return done({ seal: opened.value, warnings: fitness.warnings.map((problem) => placed(path, problem)) });
}

export async function reportSeal(path: string, password: Secret, at: Date): Promise<Outcome<SealReport>> {
  const opened = await openSealFile(path, password);
  if (!opened.ok) return opened;
  const { algorithm, certificate, chain } = opened.value;
  const { subject, publicKey, qcStatements } = certificate;
  const fitness = judgeFitness(certificate, chain, at);
  return done({
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
    key: publicKey.curve ? `${publicKey.kind} ${publicKey.curve}` : `${publicKey.kind} ${publicKey.bits}`,
    algorithm: algorithm.name,
    keyUsage: certificate.keyUsage,
    policies: certificate.policies,
    qcStatements: {
      compliance: qcStatements.compliance,
      qscd: qcStatements.qscd,
      types: qcStatements.types,
    },
    chain: chain.map((der) => {
      const read = readCertificate(der);
      return read.ok ? read.value.subject.text : '';
    }),
    test: isTestSeal(certificate),
    standing: standing(certificate),
    fit: fitness.problems.length === 0,
    problems: [...fitness.problems, ...fitness.warnings].map((problem) => placed(path, problem)),
  });
}
