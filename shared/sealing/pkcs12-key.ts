import { EncryptedContentInfo, PKCS8ShroudedKeyBag } from 'pkijs';
import { done, type Outcome, refused } from '../problem.ts';
import { NotDer, readDer } from './der-reader.ts';
import { decrypt, findUnsupported } from './pkcs12-encryption.ts';
import { readingsOf } from './pkcs12-password.ts';
import { Pkcs12Work } from './pkcs12-work.ts';

/**
 * Opens an EncryptedPrivateKeyInfo (PKCS #8, RFC 5958 clause 3), which PEM calls ENCRYPTED PRIVATE KEY and PKCS #12 a
 * shrouded key bag.
 * @returns PrivateKeyInfo, DER; `seal.unreadable`, `seal.password-wrong` or `seal.encryption-unsupported`. Spoilt bytes
 * count as a wrong password: nothing there tells them apart.
 */
export async function openEncryptedKey(der: Uint8Array, password: string): Promise<Outcome<Uint8Array>> {
  let content: EncryptedContentInfo;
  try {
    const { encryptionAlgorithm, encryptedData } = PKCS8ShroudedKeyBag.fromBER(new Uint8Array(der));
    content = new EncryptedContentInfo({
      contentEncryptionAlgorithm: encryptionAlgorithm,
      encryptedContent: encryptedData,
    });
    const algorithm = findUnsupported(encryptionAlgorithm, new Pkcs12Work());
    if (algorithm !== undefined)
      return refused({ code: 'seal.encryption-unsupported', facts: { algorithm } });
  } catch {
    return refused({ code: 'seal.unreadable' });
  }
  for (const reading of readingsOf(password)) {
    try {
      const plain = new Uint8Array(await decrypt(content, reading));
      // One wrong password in 256 leaves good padding, but no SEQUENCE that ends with the bytes.
      if (isWholeSequence(plain)) return done(plain);
    } catch {
      // The next reading, or wrong.
    }
  }
  return refused({ code: 'seal.password-wrong' });
}

function isWholeSequence(bytes: Uint8Array): boolean {
  try {
    return readDer(bytes).tag === 0x30;
  } catch (error) {
    if (error instanceof NotDer) return false;
    throw error;
  }
}
