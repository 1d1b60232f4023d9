import { type AsnType, OctetString } from 'asn1js';
import {
  AuthenticatedSafe,
  CertBag,
  ContentInfo,
  EncryptedContentInfo,
  EncryptedData,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeContents,
} from 'pkijs';
import { done, type Outcome, type Problem, refused } from '../problem.ts';
import { decrypt, findUnsupported } from './pkcs12-encryption.ts';
import { findUnsupportedMac, macHolds } from './pkcs12-mac.ts';
import { type Pkcs12Password, readingsOf } from './pkcs12-password.ts';
import { Pkcs12Work } from './pkcs12-work.ts';

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
 * Opens a PKCS#12 file (RFC 7292) protected by a password: PBES2 (RFC 8018), and the Triple DES and RC2 of older files;
 * integrity by the MAC of RFC 7292 or PBMAC1 (RFC 9579). Of several keys the first counts.
 * @returns `seal.unreadable` for anything malformed or spoilt, `seal.password-wrong`, `seal.key-missing`, and
 * `seal.encryption-unsupported` for any other protection.
 */
export async function readPkcs12(bytes: Uint8Array, password: string): Promise<Outcome<Pkcs12Contents>> {
  if (bytes.length > LARGEST) return refused({ code: 'seal.unreadable' });
  try {
    return await open(PFX.fromBER(new Uint8Array(bytes)), readingsOf(password));
  } catch (error) {
    if (error instanceof Stopped) return refused(error.problem);
    // pkijs and WebCrypto answer malformed input with errors of many kinds.
    return refused({ code: 'seal.unreadable' });
  }
}

/** Carries a problem out of the nested readers below; never leaves this file. */
class Stopped extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

async function open(pfx: PFX, readings: ReturnType<typeof readingsOf>): Promise<Outcome<Pkcs12Contents>> {
  const safe = octetsOf(pfx.authSafe, ContentInfo.DATA);
  const { macData } = pfx;
  const work = new Pkcs12Work();
  if (!macData) return openUnproven(safe, readings[0], work);
  for (const password of readings) {
    const algorithm = findUnsupportedMac(macData, work);
    if (algorithm !== undefined)
      return refused({ code: 'seal.encryption-unsupported', facts: { algorithm } });
    if (await macHolds(macData, safe, password)) return read(safe, password, work);
  }
  return refused({ code: 'seal.password-wrong' });
}

/** Without a MAC only the padding tells a wrong password from a right one; a spoilt file looks the same. */
async function openUnproven(
  safe: ArrayBuffer,
  password: Pkcs12Password,
  work: Pkcs12Work,
): Promise<Outcome<Pkcs12Contents>> {
  try {
    return await read(safe, password, work);
  } catch (error) {
    if (error instanceof Stopped) throw error;
    return refused({ code: 'seal.password-wrong' });
  }
}

async function read(
  safe: ArrayBuffer,
  password: Pkcs12Password,
  work: Pkcs12Work,
): Promise<Outcome<Pkcs12Contents>> {
  const keys: Uint8Array[] = [];
  const certificates: Uint8Array[] = [];
  for (const contentInfo of AuthenticatedSafe.fromBER(safe).safeContents) {
    const contents = SafeContents.fromBER(await plainContents(contentInfo, password, work));
    for (const { bagValue } of contents.safeBags) {
      if (bagValue instanceof PKCS8ShroudedKeyBag) {
        const { encryptionAlgorithm, encryptedData } = bagValue;
        const shrouded = new EncryptedContentInfo({
          contentEncryptionAlgorithm: encryptionAlgorithm,
          encryptedContent: encryptedData,
        });
        keys.push(new Uint8Array(await unlock(shrouded, password, work)));
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

async function plainContents(
  contentInfo: ContentInfo,
  password: Pkcs12Password,
  work: Pkcs12Work,
): Promise<ArrayBuffer> {
  if (contentInfo.contentType !== ContentInfo.ENCRYPTED_DATA) return octetsOf(contentInfo, ContentInfo.DATA);
  return unlock(new EncryptedData({ schema: contentInfo.content }).encryptedContentInfo, password, work);
}

function unlock(
  content: EncryptedContentInfo,
  password: Pkcs12Password,
  work: Pkcs12Work,
): Promise<ArrayBuffer> {
  const algorithm = findUnsupported(content.contentEncryptionAlgorithm, work);
  if (algorithm !== undefined)
    throw new Stopped({ code: 'seal.encryption-unsupported', facts: { algorithm } });
  return decrypt(content, password);
}
