import type { cipher as ciphers, rc2 } from 'node-forge';
import { derChildren, expectTag, NotDer, readDer } from './der-reader.ts';
import {
  binary,
  derivePkcs12,
  INITIAL_VALUE,
  KEY_MATERIAL,
  octetsOf,
  type Pkcs12Derivation,
} from './pkcs12-derivation.ts';

type Cipher = 'Triple DES' | 'RC2';

/** The password-based encryption of RFC 7292 appendix C that files of before about 2022 have; all in CBC mode. */
const LEGACY: Readonly<Record<string, { readonly cipher: Cipher; readonly octets: number }>> = {
  '1.2.840.113549.1.12.1.3': { cipher: 'Triple DES', octets: 24 },
  '1.2.840.113549.1.12.1.4': { cipher: 'Triple DES', octets: 16 },
  '1.2.840.113549.1.12.1.5': { cipher: 'RC2', octets: 16 },
  '1.2.840.113549.1.12.1.6': { cipher: 'RC2', octets: 5 },
};

const BLOCK = 8;

export function isLegacy(algorithm: string): boolean {
  return Object.hasOwn(LEGACY, algorithm);
}

/**
 * `pkcs-12PbeParams ::= SEQUENCE { salt OCTET STRING, iterations INTEGER }` (RFC 7292 appendix C).
 * @param der the parameters' encoding
 * @throws NotDer
 */
export function readLegacyParameters(der: Uint8Array): Pick<Pkcs12Derivation, 'salt' | 'iterations'> {
  const [salt, iterations] = derChildren(readDer(der));
  const octets = expectTag(iterations, 0x02).contents;
  // Four octets hold every count that is borne; a longer one is told as far more than that.
  const count =
    octets.length > 4 ? Number.MAX_SAFE_INTEGER : octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return { salt: expectTag(salt, 0x04).contents, iterations: count };
}

/**
 * Takes older encryption off. Pure JavaScript, since the cryptographic library of a browser engine has neither cipher.
 * @returns undefined when the padding is wrong: the password is, or the bytes are spoilt.
 */
export async function decryptLegacy(
  algorithm: string,
  parameters: Uint8Array,
  encrypted: Uint8Array,
  password: string,
): Promise<Uint8Array | undefined> {
  const legacy = LEGACY[algorithm];
  if (!legacy) throw new NotDer(`not an older algorithm: ${algorithm}`);
  const derive = (purpose: Pkcs12Derivation['purpose'], length: number) =>
    derivePkcs12('SHA-1', password, { ...readLegacyParameters(parameters), purpose, length });
  const key = derive(KEY_MATERIAL, legacy.octets);
  return decryptCbc(legacy.cipher, key, derive(INITIAL_VALUE, BLOCK), encrypted);
}

/** Triple DES in CBC mode under a key of 24 octets, as PBES2 of older files names it (RFC 8018 appendix B.2.2). */
export function decryptTripleDes(
  key: Uint8Array,
  iv: Uint8Array,
  encrypted: Uint8Array,
): Promise<Uint8Array | undefined> {
  return decryptCbc('Triple DES', key, iv, encrypted);
}

async function decryptCbc(
  cipher: Cipher,
  key: Uint8Array,
  iv: Uint8Array,
  encrypted: Uint8Array,
): Promise<Uint8Array | undefined> {
  const forge = await loadForge();
  if (encrypted.length === 0 || encrypted.length % BLOCK !== 0) return undefined;
  const finish = (decipher: rc2.cipher | ciphers.BlockCipher): Uint8Array | undefined => {
    decipher.update(forge.util.createBuffer(binary(encrypted)));
    return decipher.finish() ? octetsOf(decipher.output.getBytes()) : undefined;
  };
  if (cipher === 'RC2') {
    const decipher = forge.rc2.createDecryptionCipher(binary(key), 8 * key.length);
    decipher.start(binary(iv));
    return finish(decipher);
  }
  // Two keys stand for three of which the third is the first (ANSI X9.52).
  const three = key.length === 16 ? new Uint8Array([...key, ...key.subarray(0, 8)]) : key;
  const decipher = forge.cipher.createDecipher('3DES-CBC', binary(three));
  decipher.start({ iv: binary(iv) });
  return finish(decipher);
}

/** Only for those who have an older file: nobody else waits for it to load. */
async function loadForge() {
  return (await import('node-forge')).default;
}
