import type { Engine, HashAlgorithm } from '../engine.ts';

/** SHA-1 is no longer believed (ETSI TS 119 312), but a file that fits it is old and one that does not is changed. */
export type DigestName = HashAlgorithm | 'SHA-1';

export function digestOf(engine: Engine, name: DigestName, ...parts: readonly Uint8Array[]): Uint8Array {
  return name === 'SHA-1' ? sha1(parts) : engine.hash(name, ...parts);
}

/** FIPS 180-4 clause 6.1. */
function sha1(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const padded = new Uint8Array(Math.ceil((length + 9) / 64) * 64);
  let at = 0;
  for (const part of parts) {
    padded.set(part, at);
    at += part.length;
  }
  padded[length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(length) * 8n);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const words = new Int32Array(80);
  for (let block = 0; block < padded.length; block += 64) mix(state, words, view, block);
  const out = new DataView(new ArrayBuffer(20));
  for (const [index, word] of state.entries()) out.setInt32(4 * index, word);
  return new Uint8Array(out.buffer);
}

function mix(state: Int32Array, words: Int32Array, view: DataView, block: number): void {
  for (let t = 0; t < 16; t++) words[t] = view.getInt32(block + 4 * t);
  for (let t = 16; t < 80; t++) {
    words[t] = rotated(at(words, t - 3) ^ at(words, t - 8) ^ at(words, t - 14) ^ at(words, t - 16), 1);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (let t = 0; t < 80; t++) {
    const choice = t < 20 ? (b & c) | (~b & d) : t < 40 || t >= 60 ? b ^ c ^ d : (b & c) | (b & d) | (c & d);
    const next = (rotated(a, 5) + choice + e + (CONSTANTS[Math.floor(t / 20)] ?? 0) + at(words, t)) | 0;
    [a, b, c, d, e] = [next, a, rotated(b, 30), c, d];
  }
  for (const [index, word] of [a, b, c, d, e].entries()) state[index] = (at(state, index) + word) | 0;
}

const CONSTANTS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc | 0, 0xca62c1d6 | 0];

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function at(words: Int32Array, index: number): number {
  return words[index] ?? 0;
}
