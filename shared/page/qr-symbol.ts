import type { QrSymbol } from './placed.ts';
import { shapeOf } from './qr-shape.ts';

/**
 * A QR code (ISO/IEC 18004) as the proof needs it for every learner: error correction M, which mends 15 %, mask 2, one
 * segment in the alphanumeric or else the byte mode.
 * @throws RangeError for more than version 40 holds.
 */
export function encodeSymbol(text: string): QrSymbol {
  const segment = segmentOf(text);
  const version = versionFor(segment);
  const { size, ground, order } = shapeOf(version);
  const words = interleave(codewords(segment, version), version);
  const dark = ground.slice();
  // Bits left over at the end are 0 (clause 7.7.3).
  for (let at = 0; at < 8 * words.length; at++) {
    const place = order[at] as number;
    dark[place] = (dark[place] as number) ^ (((words[at >> 3] as number) >> (7 - (at & 7))) & 1);
  }
  return { size, dark };
}

/** How many modules a side of the code has. */
export function sizeOfSymbol(text: string): number {
  return 17 + 4 * versionFor(segmentOf(text));
}

/** The alphanumeric mode's characters in the order of their values (table 5). */
const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const NONE = 255;
const VALUES = new Uint8Array(128).fill(NONE);
for (let value = 0; value < ALPHANUMERIC.length; value++) VALUES[ALPHANUMERIC.charCodeAt(value)] = value;

/** Error correction codewords of each block, and blocks, at level M by version (table 9). */
// biome-ignore format: two rows of the standard's table
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28];
// biome-ignore format: as above
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49];

/** Values of characters or bytes. */
interface Segment {
  readonly alphanumeric: boolean;
  readonly values: Uint8Array;
}

function segmentOf(text: string): Segment {
  const values = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const value = VALUES[text.charCodeAt(at)] ?? NONE;
    if (value === NONE) return { alphanumeric: false, values: new TextEncoder().encode(text) };
    values[at] = value;
  }
  return { alphanumeric: true, values };
}

/** Bits of the character count (table 3). */
function countBits({ alphanumeric }: Segment, version: number): number {
  if (alphanumeric) return version < 10 ? 9 : version < 27 ? 11 : 13;
  return version < 10 ? 8 : 16;
}

function versionFor(segment: Segment): number {
  const { alphanumeric, values } = segment;
  const data = alphanumeric ? 11 * (values.length >> 1) + 6 * (values.length & 1) : 8 * values.length;
  for (let version = 1; version <= 40; version++)
    if (4 + countBits(segment, version) + data <= 8 * dataWords(version)) return version;
  throw new RangeError(`${values.length} characters are more than a QR code holds`);
}

/** All codewords of a version: what function patterns, format and version leave free (clause 7.1). */
function allWords(version: number): number {
  const alignments = version === 1 ? 0 : Math.floor(version / 7) + 2;
  let modules = (16 * version + 128) * version + 64;
  if (version > 1) modules -= (25 * alignments - 10) * alignments - 55;
  if (version > 6) modules -= 36;
  return modules >> 3;
}

function dataWords(version: number): number {
  return allWords(version) - (CORRECTION[version - 1] ?? 0) * (BLOCKS[version - 1] ?? 0);
}

/** Mode, count, data, terminator and padding (clauses 7.4.1 to 7.4.10). */
function codewords(segment: Segment, version: number): Uint8Array {
  const { alphanumeric, values } = segment;
  const words = new Uint8Array(dataWords(version));
  let at = 0;
  let held = 0;
  let count = 0;
  const put = (value: number, bits: number) => {
    held = (held << bits) | value;
    count += bits;
    for (; count >= 8; count -= 8) words[at++] = held >> (count - 8);
    held &= 0xff;
  };
  put(alphanumeric ? 2 : 4, 4);
  put(values.length, countBits(segment, version));
  if (alphanumeric) {
    const pairs = values.length & ~1;
    for (let from = 0; from < pairs; from += 2)
      put(45 * (values[from] as number) + (values[from + 1] as number), 11);
    if (pairs < values.length) put(values[pairs] as number, 6);
  } else for (const byte of values) put(byte, 8);
  const free = 8 * (words.length - at) - count;
  put(0, Math.min(4, free));
  if (count > 0) put(0, 8 - count);
  for (let padding = 0xec; at < words.length; padding ^= 0xec ^ 0x11) words[at++] = padding;
  return words;
}

/** Blocks with their error correction, a codeword of each in turn (clauses 7.5.2 and 7.6). */
function interleave(data: Uint8Array, version: number): Uint8Array {
  const blocks = BLOCKS[version - 1] ?? 1;
  const correction = CORRECTION[version - 1] ?? 0;
  const short = Math.floor(data.length / blocks);
  const longs = data.length % blocks;
  const words = new Uint8Array(data.length + blocks * correction);
  for (let block = 0, from = 0; block < blocks; block++) {
    const length = short + (block < blocks - longs ? 0 : 1);
    const own = data.subarray(from, from + length);
    for (let at = 0; at < short; at++) words[at * blocks + block] = own[at] as number;
    if (length > short) words[short * blocks + block - (blocks - longs)] = own[short] as number;
    const remainder = remainderOf(own, correction);
    for (let at = 0; at < correction; at++)
      words[data.length + at * blocks + block] = remainder[at] as number;
    from += length;
  }
  return words;
}

/** Powers of 2 in GF(256) over x⁸ + x⁴ + x³ + x² + 1, twice over, and their logarithms (clause 7.5.2). */
const POWERS = new Uint8Array(510);
const LOGARITHMS = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power++) {
  POWERS[power] = POWERS[power + 255] = value;
  LOGARITHMS[value] = power;
  value = (value << 1) ^ (value > 127 ? 0x11d : 0);
}

function times(a: number, b: number): number {
  return a && b ? (POWERS[(LOGARITHMS[a] as number) + (LOGARITHMS[b] as number)] as number) : 0;
}

const generators = new Map<number, Int32Array>();

/** For each first term, the generator polynomial of this degree times it, without its own first term (annex A); four terms a number. */
function multiplesOf(degree: number): Int32Array {
  const known = generators.get(degree);
  if (known) return known;
  let polynomial = [1];
  for (let power = 0; power < degree; power++)
    polynomial = [...polynomial, 0].map(
      (term, at) => term ^ times(polynomial[at - 1] ?? 0, POWERS[power] as number),
    );
  const length = Math.ceil(degree / 4);
  const multiples = new Int32Array(256 * length);
  for (let factor = 0; factor < 256; factor++)
    for (let at = 0; at < degree; at++) {
      const four = factor * length + (at >> 2);
      const term = times(polynomial[at + 1] as number, factor);
      multiples[four] = (multiples[four] as number) | (term << shiftOf(at));
    }
  generators.set(degree, multiples);
  return multiples;
}

/** Reed–Solomon: what is left of the data divided by the generator polynomial. */
function remainderOf(data: Uint8Array, degree: number): Uint8Array {
  const multiples = multiplesOf(degree);
  const length = Math.ceil(degree / 4);
  const rest = new Int32Array(length + 1);
  for (let at = 0; at < data.length; at++) {
    const from = ((data[at] as number) ^ ((rest[0] as number) >>> 24)) * length;
    for (let four = 0; four < length; four++) {
      const next = ((rest[four] as number) << 8) | ((rest[four + 1] as number) >>> 24);
      rest[four] = next ^ (multiples[from + four] as number);
    }
  }
  return Uint8Array.from({ length: degree }, (_, at) => (rest[at >> 2] as number) >>> shiftOf(at));
}

/** Where a term stands in the number that holds it with three others. */
function shiftOf(term: number): number {
  return 24 - 8 * (term & 3);
}
