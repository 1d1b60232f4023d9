import { createPrivateKey, type KeyObject } from 'node:crypto';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { readPem } from '../../shared/sealing/certificate.ts';
import { openEncryptedKey } from '../../shared/sealing/pkcs12-key.ts';
import { readPrivateKey, sealWithKey } from './key.ts';
import type { OpenSeal, OpenSealOptions } from './open-seal.ts';

/** What PEM (RFC 7468, and before it RFC 1421) calls private keys. */
const KEY_BLOCK = /-----BEGIN ((?:ENCRYPTED |RSA |EC )?PRIVATE KEY)-----[\s\S]*?-----END \1-----/;
/** Encryption of a single key with one round of MD5: old, weak, and still what some offices have. */
const OLD_ENCRYPTION = /^Proc-Type: *4, *ENCRYPTED/m;

/** True for text with a private key or certificate in it. */
export function looksLikePem(bytes: Uint8Array): boolean {
  return /-----BEGIN (?:CERTIFICATE|(?:ENCRYPTED |RSA |EC )?PRIVATE KEY)-----/.test(textOf(bytes));
}

/**
 * Opens the e-seal in two PEM files: certificates, of which one belongs to the key, and the private key; both may be
 * one file.
 * @param password of the key; a key that has none takes any.
 * @returns `seal.unreadable`, `seal.key-missing`, `seal.password-missing`, `seal.password-wrong`,
 * `seal.encryption-unsupported` and the problems of `sealWithKey`.
 */
export async function openPemSeal(
  certificates: Uint8Array,
  privateKey: Uint8Array,
  password: string,
  options: OpenSealOptions = {},
): Promise<Outcome<OpenSeal>> {
  const ders = readPem(certificates);
  if (ders.length === 0) return refused({ code: 'seal.unreadable' });
  const block = KEY_BLOCK.exec(textOf(privateKey));
  if (!block) return refused({ code: 'seal.key-missing' });
  const [pem, label = ''] = block;
  const encrypted = label.startsWith('ENCRYPTED') || OLD_ENCRYPTION.test(pem);
  if (encrypted && password === '') return refused({ code: 'seal.password-missing' });
  const key = await openKey(pem, label, password);
  if (!key.ok) return key;
  const seal = sealWithKey(key.value, ders, options);
  return seal.ok ? done({ ...seal.value, unprotected: !encrypted }) : seal;
}

async function openKey(pem: string, label: string, password: string): Promise<Outcome<KeyObject>> {
  if (label.startsWith('ENCRYPTED')) {
    // Read here and not by the cryptographic library, which in a browser engine knows fewer ciphers.
    const [der] = readPem(Buffer.from(pem), label);
    if (!der) return refused({ code: 'seal.unreadable' });
    const opened = await openEncryptedKey(der, password);
    if (!opened.ok) return opened;
    const key = readPrivateKey(opened.value);
    return key ? done(key) : refused({ code: 'seal.key-unsupported' });
  }
  const old = OLD_ENCRYPTION.test(pem);
  try {
    return done(createPrivateKey(old ? { key: pem, passphrase: password } : { key: pem }));
  } catch {
    return refused({ code: old ? 'seal.password-wrong' : 'seal.unreadable' });
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
