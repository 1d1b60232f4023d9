import { type AlgorithmIdentifier, RSASSAPSSParams } from 'pkijs';
import type { HashAlgorithm } from '../engine.ts';
import type { PublicKeyInfo } from '../sealing/certificate.ts';
import type { SignatureScheme } from './signature.ts';

/** Hashes Sealwright believes; SHA-1 and MD5 are refused (ETSI TS 119 312 table 1). */
const HASHES: Readonly<Record<string, HashAlgorithm>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

const RSA_PKCS1: Readonly<Record<string, HashAlgorithm>> = {
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
};

const ECDSA: Readonly<Record<string, HashAlgorithm>> = {
  '1.2.840.10045.4.3.2': 'SHA-256',
  '1.2.840.10045.4.3.3': 'SHA-384',
  '1.2.840.10045.4.3.4': 'SHA-512',
};

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const RSASSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';

export function hashOf(oid: string): HashAlgorithm | undefined {
  return HASHES[oid];
}

/**
 * How a CMS, certificate or CRL signature is to be tested, or undefined when its algorithm is not believed or does not
 * fit the key. `digest` serves the SignerInfos that name the key's algorithm alone (rsaEncryption, RFC 3370 3.2).
 */
export function schemeOf(
  algorithm: AlgorithmIdentifier,
  key: PublicKeyInfo,
  digest?: HashAlgorithm,
): SignatureScheme | undefined {
  const oid = algorithm.algorithmId;
  if (key.kind === 'EC') {
    const hash = ECDSA[oid];
    return hash && key.curve ? { kind: 'ECDSA', hash, curve: key.curve, encoding: 'der' } : undefined;
  }
  if (key.kind !== 'RSA') return undefined;
  if (oid === RSA_ENCRYPTION) return digest && { kind: 'RSASSA-PKCS1-v1_5', hash: digest };
  if (oid === RSASSA_PSS) return pssScheme(algorithm);
  const hash = RSA_PKCS1[oid];
  return hash && { kind: 'RSASSA-PKCS1-v1_5', hash };
}

/** RFC 4055 clause 3.1: the mask generation hash must be the message's, as every profile in use has it. */
function pssScheme(algorithm: AlgorithmIdentifier): SignatureScheme | undefined {
  const parameters = new RSASSAPSSParams({ schema: algorithm.algorithmParams });
  const hash = hashOf(parameters.hashAlgorithm.algorithmId);
  if (!hash || parameters.trailerField !== 1) return undefined;
  if (parameters.maskGenAlgorithm.algorithmId !== MGF1) return undefined;
  const mask: unknown = parameters.maskGenAlgorithm.algorithmParams?.valueBlock?.value?.[0];
  const maskOid = (mask as { valueBlock?: { toString(): string } } | undefined)?.valueBlock?.toString();
  if (maskOid === undefined || hashOf(maskOid) !== hash) return undefined;
  return { kind: 'RSA-PSS', hash, saltLength: parameters.saltLength };
}
