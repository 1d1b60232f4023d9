import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { Inflate } from 'fflate';
import type { Engine, HashAlgorithm } from '../shared/engine.ts';

const HASHES: Readonly<Record<HashAlgorithm, typeof sha256 | typeof sha384>> = {
  'SHA-256': sha256,
  'SHA-384': sha384,
  'SHA-512': sha512,
};

/** What verifying needs of a host, in a browser without any help; it makes nothing, so it can make nothing. */
export const browserEngine: Engine = {
  hash(algorithm, ...parts) {
    const hash = HASHES[algorithm].create();
    for (const part of parts) hash.update(part);
    return hash.digest();
  },

  inflate(bytes, limit) {
    const pieces: Uint8Array[] = [];
    let length = 0;
    const inflate = new Inflate((piece) => {
      length += piece.length;
      if (length > limit) throw new RangeError('larger than allowed');
      pieces.push(piece);
    });
    inflate.push(bytes, true);
    const whole = new Uint8Array(length);
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  },

  begin: unavailable,
  deflate: unavailable,
  rasterise: unavailable,
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
};

function unavailable(): never {
  throw new Error('the verifier seals nothing');
}
