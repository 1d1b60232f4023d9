import { createHash, type Hash, hash as hashOnce, randomFillSync } from 'node:crypto';
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import type { Engine, HashAlgorithm, Hashing } from '../shared/engine.ts';

/** Node's own hashing, zlib and randomness, and resvg. */
export const nodeEngine: Engine = {
  hash(algorithm, ...parts) {
    const [part, ...more] = parts;
    if (part && more.length === 0) return plain(hashOnce(NODE_NAMES[algorithm], part, 'buffer'));
    const hash = createHash(NODE_NAMES[algorithm]);
    for (const part of parts) hash.update(part);
    return plain(hash.digest());
  },

  begin: (algorithm) => hashing(createHash(NODE_NAMES[algorithm])),

  deflate(bytes, ending, level = 9) {
    const finishFlush = ending === 'flush' ? constants.Z_FULL_FLUSH : constants.Z_FINISH;
    const how = level === 'huffman' ? { level: 1, strategy: constants.Z_HUFFMAN_ONLY } : { level };
    // Making ready the large tables takes longer than compressing a few hundred bytes with small ones.
    const tables = bytes.length <= SMALL ? { windowBits: 11, memLevel: 5, chunkSize: SMALL } : {};
    return plain(deflateRawSync(bytes, { ...how, ...tables, finishFlush }));
  },

  inflate(bytes, limit) {
    // As large as what mostly comes of it: each further piece is one more copy.
    const chunkSize = Math.min(LARGEST_CHUNK, Math.max(SMALLEST_CHUNK, bytes.length * 4));
    return plain(inflateRawSync(bytes, { maxOutputLength: limit, chunkSize }));
  },

  rasterise(svg, width) {
    const image = new Resvg(svg, {
      fitTo: { mode: 'width', value: width },
      font: { loadSystemFonts: false },
    }).render();
    return { width: image.width, height: image.height, rgba: straight(plain(image.pixels)) };
  },

  random(length) {
    return randomFillSync(new Uint8Array(length));
  },
};

function hashing(begun: Hash): Hashing {
  const wentOn = (parts: readonly Uint8Array[]) => {
    const hash = begun.copy();
    for (const part of parts) hash.update(part);
    return hash;
  };
  return {
    after: (part) => hashing(wentOn([part])),
    digest: (...parts) => plain(wentOn(parts).digest()),
  };
}

const SMALLEST_CHUNK = 16 * 1024;
const LARGEST_CHUNK = 1024 * 1024;

/** Fits the window of 11 bits. */
const SMALL = 2048;

const NODE_NAMES: Readonly<Record<HashAlgorithm, string>> = {
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** The same memory without Buffer's own `slice`, which shares where Uint8Array's copies. */
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** resvg hands out premultiplied colour. */
function straight(rgba: Uint8Array): Uint8Array {
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3] ?? 0;
    if (alpha === 0 || alpha === 255) continue;
    for (let channel = at; channel < at + 3; channel++) {
      rgba[channel] = Math.min(255, Math.round(((rgba[channel] ?? 0) * 255) / alpha));
    }
  }
  return rgba;
}
