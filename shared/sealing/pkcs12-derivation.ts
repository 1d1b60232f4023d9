import type { md } from 'node-forge';

/** `ID` of RFC 7292 appendix B.3: what the derived octets are for. */
export const KEY_MATERIAL = 1;
export const INITIAL_VALUE = 2;

export interface Pkcs12Derivation {
  readonly purpose: typeof KEY_MATERIAL | typeof INITIAL_VALUE;
  readonly salt: Uint8Array;
  readonly iterations: number;
  /** Octets wanted. */
  readonly length: number;
}

/** Octets of a block and of a digest of SHA-1: `v` and `u` of the appendix, divided by eight. */
const BLOCK = 64;

/**
 * Octets from a password with SHA-1 as older PKCS#12 files want them (RFC 7292 appendix B.2).
 * @param sha1 makes an empty SHA-1; WebCrypto's promise for each of many thousand rounds would take minutes.
 */
export function deriveSha1(
  sha1: () => md.MessageDigest,
  password: string,
  { purpose, salt, iterations, length }: Pkcs12Derivation,
): Uint8Array {
  const diversifier = new Uint8Array(BLOCK).fill(purpose);
  // Steps 2 to 4: salt and password, each repeated to whole blocks.
  const input = new Uint8Array([...repeated(salt), ...repeated(bmpOf(password))]);
  const derived: number[] = [];
  while (derived.length < length) {
    let digest = binary(diversifier) + binary(input);
    for (let round = 0; round < iterations; round++) {
      digest = sha1().update(digest, 'raw').digest().getBytes();
    }
    const octets = octetsOf(digest);
    derived.push(...octets);
    // Step 6 C: every block of the input plus the repeated digest plus one, modulo 2^512.
    for (let block = 0; block < input.length; block += BLOCK) {
      let carry = 1;
      for (let at = BLOCK - 1; at >= 0; at--) {
        carry += (input[block + at] ?? 0) + (octets[at % octets.length] ?? 0);
        input[block + at] = carry & 0xff;
        carry >>= 8;
      }
    }
  }
  return new Uint8Array(derived.slice(0, length));
}

/** Appendix B.1: UTF-16, big-endian, ended by two zero octets. */
function bmpOf(text: string): Uint8Array {
  const octets = new Uint8Array(2 * text.length + 2);
  const view = new DataView(octets.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at));
  return octets;
}

function repeated(octets: Uint8Array): Uint8Array {
  const whole = BLOCK * Math.ceil(octets.length / BLOCK);
  return Uint8Array.from({ length: whole }, (_, at) => octets[at % octets.length] ?? 0);
}

/** node-forge's strings: one character for each octet. */
export function binary(octets: Uint8Array): string {
  return Array.from(octets, (octet) => String.fromCharCode(octet)).join('');
}

export function octetsOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
