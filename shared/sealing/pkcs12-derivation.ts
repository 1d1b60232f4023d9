import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';

/** `ID` of RFC 7292 appendix B.3: what the derived octets are for. */
export const KEY_MATERIAL = 1;
export const INITIAL_VALUE = 2;
export const MAC_KEY = 3;

/** WebCrypto's promise for each of many thousand rounds would take minutes. */
const HASHES = { 'SHA-1': sha1, 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 } as const;
export type Pkcs12Hash = keyof typeof HASHES;

export interface Pkcs12Derivation {
  readonly purpose: typeof KEY_MATERIAL | typeof INITIAL_VALUE | typeof MAC_KEY;
  readonly salt: Uint8Array;
  readonly iterations: number;
  /** Octets wanted; a whole digest when left out. */
  readonly length?: number;
}

/** Octets from a password as PKCS#12 itself has them (RFC 7292 appendix B.2). */
export function derivePkcs12(
  name: Pkcs12Hash,
  password: string,
  { purpose, salt, iterations, length = HASHES[name].outputLen }: Pkcs12Derivation,
): Uint8Array {
  const hash = HASHES[name];
  // `v` of the appendix, divided by eight.
  const block = hash.blockLen;
  // Steps 2 to 4: salt and password, each repeated to whole blocks.
  const input = new Uint8Array([...repeated(salt, block), ...repeated(bmpOf(password), block)]);
  const derived: number[] = [];
  while (derived.length < length) {
    const digest = hash(new Uint8Array([...new Uint8Array(block).fill(purpose), ...input]));
    // One hash begun anew each time: to make another takes longer than the round.
    const blank = hash.create();
    const begun = hash.create();
    for (let round = 1; round < iterations; round++) {
      blank._cloneInto(begun).update(digest).digestInto(digest);
    }
    derived.push(...digest);
    // Step 6 C: every block of the input plus the repeated digest plus one, modulo 2^v.
    for (let start = 0; start < input.length; start += block) {
      let carry = 1;
      for (let at = block - 1; at >= 0; at--) {
        carry += (input[start + at] ?? 0) + (digest[at % digest.length] ?? 0);
        input[start + at] = carry & 0xff;
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

function repeated(octets: Uint8Array, block: number): Uint8Array {
  const whole = block * Math.ceil(octets.length / block);
  return Uint8Array.from({ length: whole }, (_, at) => octets[at % octets.length] ?? 0);
}

/** node-forge's strings: one character for each octet. */
export function binary(octets: Uint8Array): string {
  return Array.from(octets, (octet) => String.fromCharCode(octet)).join('');
}

export function octetsOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
