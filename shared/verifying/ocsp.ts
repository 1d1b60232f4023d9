import { hexSerial, owned, sameBytes } from '../sealing/bytes.ts';
import { type Certificate, readCertificate } from '../sealing/certificate.ts';
import {
  type DerValue,
  derChildren,
  derDate,
  derOidText,
  expectTag,
  NotDer,
  readDer,
} from '../sealing/der-reader.ts';
import { isIssuedBy } from './issued.ts';
import { signatureHolds } from './signature.ts';
import { schemeOfDer } from './x509-algorithm.ts';

/** A responder's answer about one or more certificates (RFC 6960 clause 4.2.1), not yet believed. */
export interface StatusAnswer {
  /** OCSPResponse, DER. */
  readonly der: Uint8Array;
  readonly producedAt: Date;
  /** Contents of the nonce's OCTET STRING (RFC 9654), when one was repeated. */
  readonly nonce: Uint8Array | undefined;
  readonly statuses: readonly CertificateStatus[];
  /** Of the responder, DER; trusted only when the issuer has signed them for this. */
  readonly certificates: readonly Uint8Array[];
  /** ResponseData, the AlgorithmIdentifier and the signature over it. */
  readonly signed: Uint8Array;
  readonly algorithm: Uint8Array;
  readonly signature: Uint8Array;
}

export interface CertificateStatus {
  readonly hash: 'SHA-1' | 'SHA-256' | undefined;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  /** As `Certificate.serialNumber` has it. */
  readonly serialNumber: string;
  readonly status: 'good' | 'unknown' | { readonly revoked: Date };
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
}

const BASIC_RESPONSE = '1.3.6.1.5.5.7.48.1.1';
export const OCSP_NONCE = '1.3.6.1.5.5.7.48.1.2';
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
/** CertID's digests only tell certificates apart, so SHA-1 does no harm in them (RFC 6960 clause 4.3). */
const ID_HASHES = new Map<string, 'SHA-1' | 'SHA-256'>([
  ['1.3.14.3.2.26', 'SHA-1'],
  ['2.16.840.1.101.3.4.2.1', 'SHA-256'],
]);
const LARGEST_ANSWER = 64 * 1024;
const MOST_STATUSES = 64;

/** Undefined for anything but a successful BasicOCSPResponse. */
export function readStatusAnswer(der: Uint8Array): StatusAnswer | undefined {
  if (der.length > LARGEST_ANSWER) return undefined;
  try {
    const [status, wrapped] = derChildren(readDer(der));
    if (expectTag(status, 0x0a).contents.join() !== '0') return undefined;
    const [type, response] = derChildren(derChildren(expectTag(wrapped, 0xa0), 0xa0)[0]);
    if (derOidText(type) !== BASIC_RESPONSE) return undefined;
    const [data, algorithm, signature, certificates] = derChildren(
      readDer(expectTag(response, 0x04).contents),
    );
    const [unused, ...octets] = expectTag(signature, 0x03).contents;
    if (unused !== 0) return undefined;
    const fields = derChildren(data);
    const [, producedAt, responses, extensions] = fields.slice(fields[0]?.tag === 0xa0 ? 1 : 0);
    const inside = certificates ? derChildren(derChildren(certificates, 0xa0)[0]) : [];
    return {
      der,
      producedAt: derDate(producedAt),
      nonce: nonceIn(extensions),
      statuses: derChildren(responses).slice(0, MOST_STATUSES).map(readStatus),
      certificates: inside.map(({ whole }) => whole),
      signed: expectTag(data, 0x30).whole,
      algorithm: expectTag(algorithm, 0x30).whole,
      signature: Uint8Array.from(octets),
    };
  } catch (cause) {
    if (cause instanceof NotDer) return undefined;
    throw cause;
  }
}

function nonceIn(extensions: DerValue | undefined): Uint8Array | undefined {
  if (extensions?.tag !== 0xa1) return undefined;
  for (const extension of derChildren(derChildren(extensions, 0xa1)[0])) {
    const parts = derChildren(extension);
    if (derOidText(parts[0]) !== OCSP_NONCE) continue;
    return expectTag(readDer(expectTag(parts.at(-1), 0x04).contents), 0x04).contents;
  }
  return undefined;
}

/** `SingleResponse ::= SEQUENCE { certID, certStatus, thisUpdate, nextUpdate [0] OPTIONAL, … }`. */
function readStatus(single: DerValue): CertificateStatus {
  const [id, status, thisUpdate, ...rest] = derChildren(single);
  const [algorithm, name, key, serial] = derChildren(id);
  const next = rest.find(({ tag }) => tag === 0xa0);
  return {
    hash: ID_HASHES.get(derOidText(derChildren(algorithm)[0])),
    issuerNameHash: expectTag(name, 0x04).contents,
    issuerKeyHash: expectTag(key, 0x04).contents,
    serialNumber: hexSerial(expectTag(serial, 0x02).contents),
    status: statusOf(status),
    thisUpdate: derDate(thisUpdate),
    nextUpdate: next && derDate(derChildren(next, 0xa0)[0]),
  };
}

function statusOf(status: DerValue | undefined): CertificateStatus['status'] {
  if (status?.tag === 0x80) return 'good';
  return status?.tag === 0xa1 ? { revoked: derDate(derChildren(status, 0xa1)[0]) } : 'unknown';
}

/** What the answer says of `certificate`, only when the issuer or one it has named responder has signed it. */
export async function statusIn(
  answer: StatusAnswer,
  certificate: Certificate,
  issuer: Certificate,
): Promise<CertificateStatus | undefined> {
  for (const status of answer.statuses) {
    if (status.serialNumber !== certificate.serialNumber || !status.hash) continue;
    const { name, key } = await identityOf(issuer, status.hash);
    if (!sameBytes(status.issuerNameHash, name) || !sameBytes(status.issuerKeyHash, key)) continue;
    return (await responderOf(answer, issuer)) ? status : undefined;
  }
  return undefined;
}

/** issuerNameHash and issuerKeyHash of RFC 6960 clause 4.1.1. */
export async function identityOf(
  issuer: Certificate,
  hash: 'SHA-1' | 'SHA-256',
): Promise<{ readonly name: Uint8Array; readonly key: Uint8Array }> {
  const [, bits] = derChildren(readDer(issuer.publicKey.spki));
  const digest = async (bytes: Uint8Array) => new Uint8Array(await crypto.subtle.digest(hash, owned(bytes)));
  return {
    name: await digest(issuer.subjectDer),
    key: await digest(expectTag(bits, 0x03).contents.subarray(1)),
  };
}

const found = new WeakMap<StatusAnswer, Map<string, Promise<Certificate | undefined>>>();

/**
 * Who signed the answer: the issuer itself, or a certificate that it has signed with id-kp-OCSPSigning and that was valid
 * then (RFC 6960 clause 4.2.2.2). Undefined when nobody who may.
 */
export function responderOf(answer: StatusAnswer, issuer: Certificate): Promise<Certificate | undefined> {
  const known = found.get(answer) ?? new Map<string, Promise<Certificate | undefined>>();
  found.set(answer, known);
  const name = issuer.der.join();
  const before = known.get(name);
  if (before) return before;
  const responder = findResponder(answer, issuer);
  known.set(name, responder);
  return responder;
}

async function findResponder(answer: StatusAnswer, issuer: Certificate): Promise<Certificate | undefined> {
  if (await signed(answer, issuer)) return issuer;
  for (const der of answer.certificates.slice(0, 8)) {
    const read = readCertificate(der);
    if (!read.ok) continue;
    const responder = read.value;
    const { extendedKeyUsage, notBefore, notAfter, unknownCritical } = responder;
    if (!extendedKeyUsage.includes(OCSP_SIGNING) || unknownCritical.length > 0) continue;
    if (answer.producedAt < notBefore || answer.producedAt > notAfter) continue;
    if (!sameBytes(responder.issuerDer, issuer.subjectDer)) continue;
    if ((await signed(answer, responder)) && (await isIssuedBy(responder, issuer))) return responder;
  }
  return undefined;
}

function signed(answer: StatusAnswer, by: Certificate): Promise<boolean> {
  const scheme = schemeOfDer(answer.algorithm, by.publicKey);
  if (!scheme) return Promise.resolve(false);
  const { signature } = answer;
  return signatureHolds({ spki: by.publicKey.spki, scheme, signature, signed: answer.signed });
}
