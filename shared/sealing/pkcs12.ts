import { type AsnType, OctetString } from 'asn1js';
import {
  AuthenticatedSafe,
  CertBag,
  ContentInfo,
  EncryptedContentInfo,
  EncryptedData,
  getCrypto,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeContents,
} from 'pkijs';
import { done, type Outcome, type Problem, refused } from '../problem.ts';
import { findUnsupported, findUnsupportedMac, hashNamed } from './pkcs12-encryption.ts';

export interface Pkcs12Contents {
  /** PKCS#8 PrivateKeyInfo, DER. */
  readonly privateKey: Uint8Array;
  /** DER, in the file's order. */
  readonly certificates: readonly Uint8Array[];
}

/** A key and a chain take some ten kilobytes. */
const LARGEST = 1024 * 1024;
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1';

/**
 * Opens a PKCS#12 file (RFC 7292) protected by a password: PBES2 with AES-CBC (RFC 8018) and the MAC of RFC 7292.
 * Of several keys the first counts.
 * @returns `seal.unreadable` for anything malformed or spoilt, `seal.password-wrong`, `seal.key-missing`, and
 * `seal.encryption-unsupported` for the RC2 and Triple DES of older files.
 */
export async function readPkcs12(bytes: Uint8Array, password: string): Promise<Outcome<Pkcs12Contents>> {
  if (bytes.length > LARGEST) return refused({ code: 'seal.unreadable' });
  try {
    return await open(PFX.fromBER(new Uint8Array(bytes)), utf8.encode(password).buffer);
  } catch (error) {
    if (error instanceof Stopped) return refused(error.problem);
    // pkijs and WebCrypto answer malformed input with errors of many kinds.
    return refused({ code: 'seal.unreadable' });
  }
}

const utf8 = new TextEncoder();

/** Carries a problem out of the nested readers below; never leaves this file. */
class Stopped extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

async function open(pfx: PFX, password: ArrayBuffer): Promise<Outcome<Pkcs12Contents>> {
  const safe = octetsOf(pfx.authSafe, ContentInfo.DATA);
  if (!(await macHolds(pfx, safe, password))) return refused({ code: 'seal.password-wrong' });
  const keys: Uint8Array[] = [];
  const certificates: Uint8Array[] = [];
  for (const contentInfo of AuthenticatedSafe.fromBER(safe).safeContents) {
    const contents = SafeContents.fromBER(await plainContents(contentInfo, password));
    for (const { bagValue } of contents.safeBags) {
      if (bagValue instanceof PKCS8ShroudedKeyBag) {
        const { encryptionAlgorithm, encryptedData } = bagValue;
        const shrouded = new EncryptedContentInfo({
          contentEncryptionAlgorithm: encryptionAlgorithm,
          encryptedContent: encryptedData,
        });
        keys.push(new Uint8Array(await decrypt(shrouded, password)));
      } else if (bagValue instanceof PrivateKeyInfo) {
        keys.push(new Uint8Array(bagValue.toSchema().toBER(false)));
      } else if (bagValue instanceof CertBag && bagValue.certId === X509_CERTIFICATE) {
        if (bagValue.certValue instanceof OctetString) {
          certificates.push(new Uint8Array(bagValue.certValue.getValue()));
        }
      }
    }
  }
  const [privateKey] = keys;
  return privateKey ? done({ privateKey, certificates }) : refused({ code: 'seal.key-missing' });
}

function octetsOf({ contentType, content }: ContentInfo, expected: string): ArrayBuffer {
  const value: AsnType = content;
  if (contentType !== expected || !(value instanceof OctetString))
    throw new Error(`content is ${contentType}`);
  return value.getValue();
}

/** RFC 7292 clause 5.1 step 5; a file without a MAC cannot tell a wrong password from a spoilt file and is not opened. */
async function macHolds({ macData }: PFX, safe: ArrayBuffer, password: ArrayBuffer): Promise<boolean> {
  if (!macData) throw new Error('no MAC');
  const algorithm = findUnsupportedMac(macData);
  if (algorithm !== undefined)
    throw new Stopped({ code: 'seal.encryption-unsupported', facts: { algorithm } });
  const { mac, macSalt, iterations = 1 } = macData;
  return getCrypto(true).verifyDataStampedWithPassword({
    password,
    hashAlgorithm: hashNamed(mac.digestAlgorithm.algorithmId) ?? '',
    salt: macSalt.getValue(),
    iterationCount: iterations,
    contentToVerify: safe,
    signatureToVerify: mac.digest.getValue(),
  });
}

async function plainContents(contentInfo: ContentInfo, password: ArrayBuffer): Promise<ArrayBuffer> {
  if (contentInfo.contentType !== ContentInfo.ENCRYPTED_DATA) return octetsOf(contentInfo, ContentInfo.DATA);
  return decrypt(new EncryptedData({ schema: contentInfo.content }).encryptedContentInfo, password);
}

function decrypt(encryptedContentInfo: EncryptedContentInfo, password: ArrayBuffer): Promise<ArrayBuffer> {
  const algorithm = findUnsupported(encryptedContentInfo.contentEncryptionAlgorithm);
  if (algorithm !== undefined)
    throw new Stopped({ code: 'seal.encryption-unsupported', facts: { algorithm } });
  return getCrypto(true).decryptEncryptedContentInfo({ password, encryptedContentInfo });
}
