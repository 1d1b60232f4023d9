import { joinBytes } from '../../sealing/bytes.ts';
import { crc32 } from '../../zlib.ts';

/*
 * PNG as baking needs it (W3C PNG, third edition): the row of chunks, not the picture.
 */

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Length, type and CRC around a chunk's data. */
const FRAME = 12;
/** More than any badge has; each costs a look. */
const MOST_CHUNKS = 10_000;

export interface PngChunk {
  /** Four Latin letters. */
  readonly type: string;
  readonly data: Uint8Array;
  /** Where the chunk begins in the file. */
  readonly start: number;
  readonly end: number;
}

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((octet, at) => bytes[at] === octet);
}

/**
 * The chunks in order.
 * @returns undefined for a file that is cut short, has a wrong CRC, does not begin with IHDR, or does not end with IEND.
 */
export function readChunks(bytes: Uint8Array): readonly PngChunk[] | undefined {
  if (!isPng(bytes)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: PngChunk[] = [];
  for (let start = SIGNATURE.length; start < bytes.length; ) {
    if (start + FRAME > bytes.length || chunks.length === MOST_CHUNKS) return undefined;
    const length = view.getUint32(start);
    const end = start + FRAME + length;
    if (end > bytes.length || crc32(bytes.subarray(start + 4, end - 4)) !== view.getUint32(end - 4)) {
      return undefined;
    }
    const type = String.fromCharCode(...bytes.subarray(start + 4, start + 8));
    chunks.push({ type, data: bytes.subarray(start + 8, end - 4), start, end });
    start = end;
  }
  return chunks[0]?.type === 'IHDR' && chunks.at(-1)?.type === 'IEND' ? chunks : undefined;
}

/** Clause 5.3. */
export function writeChunk(type: string, ...data: readonly Uint8Array[]): Uint8Array {
  const chunk = joinBytes(new Uint8Array(4), ascii.encode(type), ...data, new Uint8Array(4));
  const view = new DataView(chunk.buffer);
  view.setUint32(0, chunk.length - FRAME);
  view.setUint32(chunk.length - 4, crc32(chunk.subarray(4, -4)));
  return chunk;
}

/** The text of an iTXt chunk (clause 11.3.3.4) under `keyword`; undefined for another, or one that is compressed. */
export function readText({ type, data }: PngChunk, keyword: string): Uint8Array | undefined {
  const head = ascii.encode(`${keyword}\0\0\0`);
  if (type !== 'iTXt' || !head.every((octet, at) => data[at] === octet)) return undefined;
  const language = data.indexOf(0, head.length);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  return translated < 0 ? undefined : data.subarray(translated + 1);
}

/** An uncompressed iTXt chunk in no language. */
export function writeText(keyword: string, text: Uint8Array): Uint8Array {
  return writeChunk('iTXt', ascii.encode(`${keyword}\0\0\0\0\0`), text);
}

const ascii = new TextEncoder();
