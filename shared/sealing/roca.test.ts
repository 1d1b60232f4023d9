import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { isRocaModulus } from './roca.ts';

/** From the tests of roca-detect 1.2.12 (CRoCS, Masaryk University; MIT): a 512-bit and a 2048-bit key of such devices. */
const KNOWN = [
  'a23475d6b86e7deb1e1483747c0e1aaa1390f24dcbc0d05399d025c985861601d91ba7a1ce5dd9d9721fac7b65cbf73f9fa39399f6cbf33edc6e094f9eda639f',
  '9dcd7420e420c270a68060eb8b5aa7457a9f6648f86fafed2775cc1f79ae962f1e63f1b9e51c55f9ea6fdc7332e9b0058c9ff2eb1fc89855029cf6aafe21e689feb38ac9ffb12f1ce371bb5d0e9aae64161abce74b4244bf68f1edb4411f756a097c8929c14740245ea355f8332d1aa36bb50c7dcb4505da8de02e4e53d38f8df06097da7524df0df93db48eac8cc4af2d3a16257eb2b2adca6ba464e5974fa92550d31b1babf161e7692d00b86e3dd886ecab4abfbe1a8f8cc263ff4af55cdb45f4249a5193925f5e983d762f0b6800943eb0267b08f42ed311ce1f5c86eacbc8ce4d3cb7a2fee1ef5641423a1cf4114e5ecf50034a60a412523af9e6f4aa11',
];

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

test('moduli of flawed devices are known by their fingerprint, with the zero octet of DER and without', () => {
  for (const modulus of KNOWN) {
    assert.equal(isRocaModulus(bytes(modulus)), true);
    assert.equal(isRocaModulus(bytes(`00${modulus}`)), true);
  }
});

test('two more is no such modulus, nor is a key of OpenSSL', () => {
  for (const modulus of KNOWN) {
    const other = bytes(modulus);
    other[other.length - 1] = (other.at(-1) ?? 0) ^ 2;
    assert.equal(isRocaModulus(other), false);
  }
  for (let made = 0; made < 4; made += 1) {
    const { n = '' } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
      format: 'jwk',
    });
    assert.equal(isRocaModulus(new Uint8Array(Buffer.from(n, 'base64url'))), false);
  }
});
