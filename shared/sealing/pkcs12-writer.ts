import { getCrypto } from 'pkijs';
import {
  derNull,
  derOctets,
  derOid,
  derSequence,
  derSetOf,
  derSmallInteger,
  derTagged,
  derTaggedPrimitive,
  derValue,
} from './der.ts';
import type { Pkcs12Contents } from './pkcs12.ts';

const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const SHROUDED_KEY_BAG = '1.2.840.113549.1.12.10.1.2';
const CERT_BAG = '1.2.840.113549.1.12.10.1.3';
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1';
const FRIENDLY_NAME = '1.2.840.113549.1.9.20';
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';
const SHA256 = '2.16.840.1.101.3.4.2.1';

const PBKDF2_ITERATIONS = 200_000;
/** As strong a brake on guessing as the one above: either lets a password be tried. */
const MAC_ITERATIONS = 100_000;

export interface Pkcs12Order extends Pkcs12Contents {
  readonly password: string;
  /** What key stores show. */
  readonly friendlyName: string;
  /** 32 random bytes for the MAC. */
  readonly salt: Uint8Array;
}

/**
 * A PKCS#12 file (RFC 7292): PBES2 with PBKDF2 (HMAC SHA-256) and AES-256-CBC, MAC with SHA-256. The first certificate
 * is the one that belongs to the key.
 */
export async function writePkcs12(order: Pkcs12Order): Promise<Uint8Array> {
  const password = new TextEncoder().encode(order.password).buffer;
  // Key stores join key and certificate by this name, not by trying them on one another.
  const attributes = derSetOf(
    derAttribute(FRIENDLY_NAME, derBmp(order.friendlyName)),
    derAttribute(LOCAL_KEY_ID, derOctets(new Uint8Array([1]))),
  );
  const key = await encrypt(order.privateKey, password);
  const keyBag = derSequence(
    derOid(SHROUDED_KEY_BAG),
    derTagged(0, derSequence(key.algorithm, derOctets(key.octets))),
    attributes,
  );
  const certBags = order.certificates.map((certificate, index) =>
    derSequence(
      derOid(CERT_BAG),
      derTagged(0, derSequence(derOid(X509_CERTIFICATE), derTagged(0, derOctets(certificate)))),
      ...(index === 0 ? [attributes] : []),
    ),
  );
  const certificates = await encrypt(derSequence(...certBags), password);
  const encryptedContentInfo = derSequence(
    derOid(DATA),
    certificates.algorithm,
    derTaggedPrimitive(0, certificates.octets),
  );
  const authenticatedSafe = derSequence(
    derSequence(derOid(ENCRYPTED_DATA), derTagged(0, derSequence(derSmallInteger(0), encryptedContentInfo))),
    dataContent(derSequence(keyBag)),
  );
  return derSequence(
    derSmallInteger(3),
    dataContent(authenticatedSafe),
    await macData(authenticatedSafe, password, order.salt),
  );
}

function dataContent(bytes: Uint8Array): Uint8Array {
  return derSequence(derOid(DATA), derTagged(0, derOctets(bytes)));
}

function derAttribute(type: string, value: Uint8Array): Uint8Array {
  return derSequence(derOid(type), derSetOf(value));
}

/** BMPString: UTF-16, big-endian. */
function derBmp(text: string): Uint8Array {
  const octets = new Uint8Array(2 * text.length);
  const view = new DataView(octets.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at));
  return derValue(0x1e, octets);
}

async function encrypt(bytes: Uint8Array, password: ArrayBuffer) {
  const encrypted = await getCrypto(true).encryptEncryptedContentInfo({
    password,
    // pkijs draws the IV itself, though its type asks for one.
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256, iv: new Uint8Array(16) },
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: PBKDF2_ITERATIONS,
    contentToEncrypt: new Uint8Array(bytes).buffer,
    contentType: DATA,
  });
  return {
    algorithm: new Uint8Array(encrypted.contentEncryptionAlgorithm.toSchema().toBER(false)),
    octets: new Uint8Array(encrypted.getEncryptedContent()),
  };
}

/** `MacData ::= SEQUENCE { mac DigestInfo, macSalt OCTET STRING, iterations INTEGER }`. */
async function macData(bytes: Uint8Array, password: ArrayBuffer, salt: Uint8Array): Promise<Uint8Array> {
  const mac = await getCrypto(true).stampDataWithPassword({
    password,
    hashAlgorithm: 'SHA-256',
    salt: new Uint8Array(salt).buffer,
    iterationCount: MAC_ITERATIONS,
    contentToStamp: new Uint8Array(bytes).buffer,
  });
  return derSequence(
    derSequence(derSequence(derOid(SHA256), derNull()), derOctets(new Uint8Array(mac))),
    derOctets(salt),
    derSmallInteger(MAC_ITERATIONS),
  );
}
