import type { Engine } from './engine.ts';

const MODULUS = 65521;
/** Sums stay below 2^31 for this many bytes (RFC 1950 clause 9, NMAX). */
const STRIDE = 5552;

/** The zlib format (RFC 1950) that FlateDecode expects, around the host's raw DEFLATE. `level` as there. */
export function zlib(engine: Engine, bytes: Uint8Array, level: number | 'huffman'): Uint8Array {
  const raw = engine.deflate(bytes, 'finish', level);
  const wrapped = new Uint8Array(raw.length + 6);
  wrapped[0] = 0x78;
  wrapped[1] = 0x9c;
  wrapped.set(raw, 2);
  new DataView(wrapped.buffer).setUint32(raw.length + 2, adler32(bytes));
  return wrapped;
}

/**
 * What a zlib stream holds; undefined unless header and check value are right too, or a changed byte could hide there.
 * @throws what `inflate` throws: not DEFLATE, or more than `limit` bytes.
 */
export function unzlib(engine: Engine, stream: Uint8Array, limit: number): Uint8Array | undefined {
  const [method = 0, flags = 0] = stream;
  if (stream.length < 7 || method !== 0x78 || (method * 256 + flags) % 31 !== 0 || (flags & 0x20) !== 0)
    return undefined;
  const bytes = engine.inflate(stream.subarray(2, -4), limit);
  const check = new DataView(stream.buffer, stream.byteOffset + stream.length - 4).getUint32(0);
  return check === adler32(bytes) ? bytes : undefined;
}

/** The gzip format (RFC 1952) without a name or a time: equal bytes make equal streams. */
export function gzip(engine: Engine, bytes: Uint8Array, level: number): Uint8Array {
  const raw = engine.deflate(bytes, 'finish', level);
  const wrapped = new Uint8Array(raw.length + 18);
  wrapped.set([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
  wrapped.set(raw, 10);
  const view = new DataView(wrapped.buffer);
  view.setUint32(raw.length + 10, crc32(bytes), true);
  view.setUint32(raw.length + 14, bytes.length, true);
  return wrapped;
}

/** Cyclic redundancy code of RFC 1952 clause 8, and of PNG (ISO/IEC 15948 clause 5.5). */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at++) {
    crc = (CRC_TABLE[(crc ^ (bytes[at] as number)) & 0xff] as number) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

/** The check value at the end of a zlib stream (RFC 1950 clause 8.2). */
export function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let start = 0; start < bytes.length; start += STRIDE) {
    const end = Math.min(start + STRIDE, bytes.length);
    for (let at = start; at < end; at++) {
      a += bytes[at] as number;
      b += a;
    }
    a %= MODULUS;
    b %= MODULUS;
  }
  return ((b << 16) | a) >>> 0;
}
