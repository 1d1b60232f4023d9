import type { Engine } from '../engine.ts';
import { joinBytes } from '../sealing/bytes.ts';
import { adler32, crc32 } from '../zlib.ts';

/**
 * A piece of a PNG's image data, compressed by itself and wrapped as an IDAT chunk of its own (ISO/IEC 15948 11.2.4
 * allows any number in a row), so that rows no learner touches are compressed once for all.
 */
export interface Piece {
  readonly chunk: Uint8Array;
  /** Adler-32 of the bytes before compression, and how many they are. */
  readonly adler: number;
  readonly length: number;
}

/** `rows` are filtered rows, each led by its filter type. */
export function compressRows(rows: Uint8Array, engine: Engine, level: number): Piece {
  const chunk = chunkOf('IDAT', engine.deflate(rows, 'flush', level));
  return { chunk, adler: adler32(rows), length: rows.length };
}

/** The whole file, its colours from a palette of 8 bits (colour type 3). */
export function writePng(
  width: number,
  height: number,
  palette: Uint8Array,
  pieces: readonly Piece[],
): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 3, 0, 0, 0], 8);

  const end = new Uint8Array(6);
  // An empty final block, then the checksum of all rows (RFC 1950).
  end.set([0x03, 0x00]);
  new DataView(end.buffer).setUint32(
    2,
    pieces.reduce((sum, piece) => joinAdler(sum, piece), 1),
  );

  const parts = [
    SIGNATURE,
    chunkOf('IHDR', header),
    chunkOf('PLTE', palette),
    ZLIB_HEADER,
    ...pieces.map(({ chunk }) => chunk),
    chunkOf('IDAT', end),
    END,
  ];
  return joinBytes(...parts);
}

const SIGNATURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Deflate with a window of 32 KiB, no dictionary (RFC 1950 2.2), as a chunk before all pieces. */
const ZLIB_HEADER = chunkOf('IDAT', new Uint8Array([0x78, 0xda]));
const END = chunkOf('IEND', new Uint8Array(0));

function chunkOf(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(data.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  for (let at = 0; at < 4; at++) chunk[4 + at] = type.charCodeAt(at);
  chunk.set(data, 8);
  view.setUint32(data.length + 8, crc32(chunk.subarray(4, data.length + 8)));
  return chunk;
}

const ADLER_BASE = 65521;

/** The checksum of what came before and a piece together. */
function joinAdler(before: number, { adler, length }: Piece): number {
  const [a, b] = [before & 0xffff, before >>> 16];
  const sumA = (a + (adler & 0xffff) + ADLER_BASE - 1) % ADLER_BASE;
  // Each byte of the piece carries the earlier first sum along, once.
  const carried = ((length % ADLER_BASE) * (a + ADLER_BASE - 1)) % ADLER_BASE;
  const sumB = (b + (adler >>> 16) + carried) % ADLER_BASE;
  return ((sumB << 16) | sumA) >>> 0;
}
