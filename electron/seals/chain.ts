import { X509Certificate } from 'node:crypto';
import { done, type Outcome } from '../../shared/problem.ts';
import { type Certificate, readCertificate } from '../../shared/sealing/certificate.ts';

/** Every one of them read; the problems of the first that cannot be. */
export function readCertificates(ders: readonly Uint8Array[]): Outcome<readonly Certificate[]> {
  const certificates: Certificate[] = [];
  for (const der of ders) {
    const read = readCertificate(der);
    if (!read.ok) return read;
    certificates.push(read.value);
  }
  return done(certificates);
}

/** Upwards by issuer name and signature as far as `others` go; a self-signed root stays out of it. DER. */
export function buildChain(
  certificate: Certificate,
  others: readonly Certificate[],
): [Uint8Array, ...Uint8Array[]] {
  const chain: [Uint8Array, ...Uint8Array[]] = [certificate.der];
  let last = certificate;
  while (chain.length <= others.length) {
    const issuer = others.find((other) => !isSelfIssued(other) && isIssuedBy(last, other));
    if (!issuer || chain.includes(issuer.der)) break;
    chain.push(issuer.der);
    last = issuer;
  }
  return chain;
}

function isSelfIssued({ issuerDer, subjectDer }: Certificate): boolean {
  return Buffer.from(issuerDer).equals(subjectDer);
}

function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (!Buffer.from(certificate.issuerDer).equals(issuer.subjectDer)) return false;
  try {
    return new X509Certificate(certificate.der).verify(new X509Certificate(issuer.der).publicKey);
  } catch {
    return false;
  }
}
