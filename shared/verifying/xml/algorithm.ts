import type { HashAlgorithm } from '../../engine.ts';
import type { PublicKeyInfo } from '../../sealing/certificate.ts';
import { XML_DIGESTS } from '../../sealing/xades.ts';
import type { DigestName } from '../digest.ts';
import type { SignatureScheme } from '../signature.ts';
import type { CanonicalForm } from './canonicalise.ts';

const MORE_2001 = 'http://www.w3.org/2001/04/xmldsig-more#';
const MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#';

const DIGESTS = new Map(Object.entries(XML_DIGESTS).map(([hash, uri]) => [uri, hash as HashAlgorithm]));

const FORMS: Readonly<Record<string, CanonicalForm>> = {
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315': { kind: 'inclusive-1.0', comments: false },
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments': { kind: 'inclusive-1.0', comments: true },
  'http://www.w3.org/2006/12/xml-c14n11': { kind: 'inclusive-1.1', comments: false },
  'http://www.w3.org/2006/12/xml-c14n11#WithComments': { kind: 'inclusive-1.1', comments: true },
  'http://www.w3.org/2001/10/xml-exc-c14n#': { kind: 'exclusive', comments: false },
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments': { kind: 'exclusive', comments: true },
};

type Family = 'ECDSA' | 'RSASSA-PKCS1-v1_5' | 'RSA-PSS';

/** SignatureMethods of RFC 9231 clauses 2.3.2, 2.3.6 and 2.3.10; none with SHA-1 or MD5, none with a shared secret. */
const METHODS: Readonly<Record<string, readonly [Family, HashAlgorithm]>> = {
  [`${MORE_2001}ecdsa-sha256`]: ['ECDSA', 'SHA-256'],
  [`${MORE_2001}ecdsa-sha384`]: ['ECDSA', 'SHA-384'],
  [`${MORE_2001}ecdsa-sha512`]: ['ECDSA', 'SHA-512'],
  [`${MORE_2001}rsa-sha256`]: ['RSASSA-PKCS1-v1_5', 'SHA-256'],
  [`${MORE_2001}rsa-sha384`]: ['RSASSA-PKCS1-v1_5', 'SHA-384'],
  [`${MORE_2001}rsa-sha512`]: ['RSASSA-PKCS1-v1_5', 'SHA-512'],
  [`${MORE_2007}sha256-rsa-MGF1`]: ['RSA-PSS', 'SHA-256'],
  [`${MORE_2007}sha384-rsa-MGF1`]: ['RSA-PSS', 'SHA-384'],
  [`${MORE_2007}sha512-rsa-MGF1`]: ['RSA-PSS', 'SHA-512'],
};

const HASH_BYTES: Readonly<Record<HashAlgorithm, number>> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };

/** SHA-1 among them, which is compared and then not believed. */
export function digestNamed(uri: string): DigestName | undefined {
  return uri === SHA1 ? 'SHA-1' : DIGESTS.get(uri);
}

export const SHA1 = 'http://www.w3.org/2000/09/xmldsig#sha1';

export function formNamed(uri: string): CanonicalForm | undefined {
  return Object.hasOwn(FORMS, uri) ? FORMS[uri] : undefined;
}

/** Undefined when the method is not believed or does not fit the key. */
export function schemeNamed(uri: string, key: PublicKeyInfo): SignatureScheme | undefined {
  const method = Object.hasOwn(METHODS, uri) ? METHODS[uri] : undefined;
  if (!method) return undefined;
  const [family, hash] = method;
  if (family === 'ECDSA') {
    return key.kind === 'EC' && key.curve
      ? { kind: 'ECDSA', hash, curve: key.curve, encoding: 'raw' }
      : undefined;
  }
  if (key.kind !== 'RSA') return undefined;
  // RFC 9231 clause 2.3.10: the salt is as long as the hash.
  return family === 'RSA-PSS' ? { kind: family, hash, saltLength: HASH_BYTES[hash] } : { kind: family, hash };
}
