import { done, type Outcome, refused } from '../problem.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { hexSerial } from './bytes.ts';
import { type CertificateExtensions, readExtensions } from './certificate-extensions.ts';
import { type PublicKeyInfo, readPublicKey } from './certificate-key.ts';
import { type DistinguishedName, readName } from './certificate-name.ts';
import { derChildren, derDate, derOidText, expectTag, NotDer, readDer } from './der-reader.ts';

export type { PublicKeyInfo } from './certificate-key.ts';
export type { DistinguishedName } from './certificate-name.ts';
export type { QcStatements } from './qc-statements.ts';

/** What Sealwright reads of an X.509 certificate (RFC 5280, ETSI EN 319 412). */
export interface Certificate extends CertificateExtensions {
  readonly der: Uint8Array;
  /** Lower-case hexadecimal, without leading zeros. */
  readonly serialNumber: string;
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  /** DER of the issuer Name, for IssuerSerial and path building. */
  readonly issuerDer: Uint8Array;
  readonly subjectDer: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: PublicKeyInfo;
  readonly signatureAlgorithm: string;
}

/** A certificate larger than this is none that anybody issues. */
const LARGEST = 64 * 1024;

/**
 * Reads an X.509 version 3 certificate (RFC 5280 clause 4.1); its signature is not tested here.
 * @returns `seal.unreadable` for anything but one well-formed DER certificate.
 */
export function readCertificate(der: Uint8Array): Outcome<Certificate> {
  if (der.length > LARGEST) return refused({ code: 'seal.unreadable' });
  try {
    return done(readFields(der));
  } catch (error) {
    if (error instanceof NotDer) return refused({ code: 'seal.unreadable' });
    throw error;
  }
}

function readFields(der: Uint8Array): Certificate {
  const [tbs, algorithm, signature] = derChildren(readDer(der));
  expectTag(signature, 0x03);
  const fields = derChildren(tbs);
  // version [0] EXPLICIT DEFAULT v1: absent from certificates of the last century only.
  const [serialNumber, , issuer, validity, subject, spki, ...rest] = fields.slice(
    fields[0]?.tag === 0xa0 ? 1 : 0,
  );
  const [notBefore, notAfter] = derChildren(validity);
  const wrapped = rest.find(({ tag }) => tag === 0xa3);
  return {
    der,
    serialNumber: hexSerial(expectTag(serialNumber, 0x02).contents),
    subject: readName(subject),
    issuer: readName(issuer),
    issuerDer: expectTag(issuer, 0x30).whole,
    subjectDer: expectTag(subject, 0x30).whole,
    notBefore: derDate(notBefore),
    notAfter: derDate(notAfter),
    publicKey: readPublicKey(spki),
    signatureAlgorithm: derOidText(derChildren(algorithm)[0]),
    ...readExtensions(wrapped && derChildren(wrapped, 0xa3)[0]),
  };
}

/**
 * The DER values in a file: every block of `label` when it is PEM (RFC 7468), the file itself when it is DER, none when
 * it is neither.
 */
export function readPem(bytes: Uint8Array, label = 'CERTIFICATE'): Uint8Array[] {
  if (bytes[0] === 0x30) return [bytes];
  const text = new TextDecoder().decode(bytes);
  const block = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]*)-----END ${label}-----`, 'g');
  return Array.from(text.matchAll(block)).flatMap(
    ([, body = '']) => decodeBase64(body.replace(/\s+/g, ''), 'base64') ?? [],
  );
}

/** RFC 7468 clause 2. */
export function writePem(der: Uint8Array, label = 'CERTIFICATE'): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
