import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { SEAL_ALGORITHMS, type SealAlgorithmName } from '../../shared/sealing/algorithms.ts';
import { type Certificate, type PublicKeyInfo, readCertificate } from '../../shared/sealing/certificate.ts';
import { readPkcs12 } from '../../shared/sealing/pkcs12.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import { signWith } from './key.ts';

export interface OpenSealOptions {
  /** What the key can do by default: RS256 for RSA, the ES algorithm of its curve for EC. */
  readonly algorithm?: SealAlgorithmName;
}

/**
 * Opens the e-seal in a PKCS#12 file. Whether its certificate is fit for sealing is asked of `judgeFitness`.
 * @returns the problems of `readPkcs12`; `seal.key-mismatch` when no certificate belongs to the key;
 * `seal.key-unsupported` for a key that no format here knows or that cannot do `options.algorithm`.
 */
export async function openSeal(
  bytes: Uint8Array,
  password: string,
  options: OpenSealOptions = {},
): Promise<Outcome<Seal>> {
  const contents = await readPkcs12(bytes, password);
  if (!contents.ok) return contents;
  const certificates: Certificate[] = [];
  for (const der of contents.value.certificates) {
    const read = readCertificate(der);
    if (!read.ok) return read;
    certificates.push(read.value);
  }
  const key = readKey(contents.value.privateKey);
  if (!key) return refused({ code: 'seal.key-unsupported' });
  const certificate = certificates.find(({ publicKey }) => belongsTo(publicKey, key));
  if (!certificate) return refused({ code: 'seal.key-mismatch' });
  const name = chooseAlgorithm(certificate.publicKey, options.algorithm);
  if (!name) return refused({ code: 'seal.key-unsupported' });
  const algorithm = SEAL_ALGORITHMS[name];
  return done({
    algorithm,
    certificate,
    chain: buildChain(certificate, certificates),
    sign: signWith(key, algorithm),
  });
}

/** Undefined for a key that this build of the cryptographic library does not know, such as one on a Brainpool curve. */
function readKey(pkcs8: Uint8Array): KeyObject | undefined {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}

function belongsTo({ spki }: PublicKeyInfo, key: KeyObject): boolean {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }).equals(
      createPublicKey(key),
    );
  } catch {
    return false;
  }
}

const BY_CURVE = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' } as const;

function chooseAlgorithm(
  { kind, curve }: PublicKeyInfo,
  wished: SealAlgorithmName | undefined,
): SealAlgorithmName | undefined {
  const able: readonly SealAlgorithmName[] =
    kind === 'RSA' ? ['RS256', 'PS256'] : curve ? [BY_CURVE[curve]] : [];
  return wished === undefined ? able[0] : able.find((name) => name === wished);
}

/** Upwards by issuer name and signature as far as the file goes; a self-signed root stays out of it. */
function buildChain(certificate: Certificate, others: readonly Certificate[]): [Uint8Array, ...Uint8Array[]] {
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
