import type { AlgorithmIdentifier } from 'pkijs';
import type { HashAlgorithm } from '../engine.ts';
import type { PublicKeyInfo } from '../sealing/certificate.ts';
import { type DerValue, derChildren, derOidText, expectTag, NotDer, readDer } from '../sealing/der-reader.ts';
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
  return schemeOfDer(new Uint8Array(algorithm.toSchema().toBER(false)), key, digest);
}

/** The same of an AlgorithmIdentifier in DER. */
export function schemeOfDer(
  algorithm: Uint8Array,
  key: PublicKeyInfo,
  digest?: HashAlgorithm,
): SignatureScheme | undefined {
  try {
    const [id, parameters] = derChildren(readDer(algorithm));
    return schemeNamed(derOidText(id), parameters, key, digest);
  } catch (cause) {
    if (cause instanceof NotDer) return undefined;
    throw cause;
  }
}

function schemeNamed(
  oid: string,
  parameters: DerValue | undefined,
  key: PublicKeyInfo,
  digest: HashAlgorithm | undefined,
): SignatureScheme | undefined {
  if (key.kind === 'EC') {
    const hash = ECDSA[oid];
    return hash && key.curve ? { kind: 'ECDSA', hash, curve: key.curve, encoding: 'der' } : undefined;
  }
  if (key.kind !== 'RSA') return undefined;
  if (oid === RSA_ENCRYPTION) return digest && { kind: 'RSASSA-PKCS1-v1_5', hash: digest };
  if (oid === RSASSA_PSS) return pssScheme(parameters);
  const hash = RSA_PKCS1[oid];
  return hash && { kind: 'RSASSA-PKCS1-v1_5', hash };
}

/**
 * RFC 4055 clause 3.1: `SEQUENCE { hashAlgorithm [0], maskGenAlgorithm [1], saltLength [2], trailerField [3] }`, all with
 * defaults, the first two of SHA-1. The mask generation hash must be the message's, as every profile in use has it.
 */
function pssScheme(parameters: DerValue | undefined): SignatureScheme | undefined {
  const fields = new Map(
    derChildren(parameters).map((field) => [field.tag, derChildren(field, field.tag)[0]] as const),
  );
  const hash = hashOf(derOidText(derChildren(fields.get(0xa0))[0]));
  const [maskId, maskHash] = derChildren(fields.get(0xa1));
  if (!hash || derOidText(maskId) !== MGF1 || hashOf(derOidText(derChildren(maskHash)[0])) !== hash)
    return undefined;
  const salt = fields.get(0xa2);
  const trailer = fields.get(0xa3);
  if (trailer && (trailer.contents.length !== 1 || trailer.contents[0] !== 1)) return undefined;
  const saltLength = salt ? expectTag(salt, 0x02).contents.reduce((sum, octet) => sum * 256 + octet, 0) : 20;
  return { kind: 'RSA-PSS', hash, saltLength };
}
