import type { Font } from 'fontkit';

/** What two glyphs that follow one another are moved together (negative) or apart, in units of the font. */
export type Kerning = (left: number, right: number) => number;

/**
 * A font's kerning: its GPOS feature `kern`, lookups of type 2 (ISO/IEC 14496-22, pair adjustment), or else the pairs of
 * the older table `kern`. What depends on more than two glyphs (type 8) is left out. GPOS is read where a pair is asked
 * for: measured, fontkit's taking it apart was most of the time before a thread's first page.
 */
export function readKerning(bytes: Uint8Array, font: Font): Kerning {
  const place = font.directory.tables.GPOS;
  const gpos = place && bytes.subarray(place.offset, place.offset + place.length);
  const lookups = gpos ? pairLookups(gpos) : [];
  if (!gpos || lookups.length === 0) return olderKerning(font);
  return (left, right) => {
    let sum = 0;
    for (const tables of lookups) {
      for (const table of tables) {
        const moved = adjustment(gpos, table, left, right);
        if (moved === undefined) continue;
        // Those after it in the same lookup are not asked.
        sum += moved;
        break;
      }
    }
    return sum;
  };
}

/** Where the pair tables of each lookup begin. All scripts' together: each has its lookups for its own letters. */
function pairLookups(gpos: Uint8Array): readonly (readonly number[])[] {
  const features = u16(gpos, 6);
  const list = u16(gpos, 8);
  const kern = new Set<number>();
  for (let nth = 0; nth < count(gpos, features); nth++) {
    const record = features + 2 + 6 * nth;
    if (u32(gpos, record) !== KERN) continue;
    const feature = features + u16(gpos, record + 4);
    for (let each = 0; each < count(gpos, feature + 2); each++) kern.add(u16(gpos, feature + 4 + 2 * each));
  }
  return [...kern].slice(0, MOST_LOOKUPS).map((index) => {
    const lookup = list + u16(gpos, list + 2 + 2 * index);
    const type = u16(gpos, lookup);
    const tables = Array.from(
      { length: count(gpos, lookup + 4) },
      (_, nth) => lookup + u16(gpos, lookup + 6 + 2 * nth),
    );
    if (type === PAIRS) return tables;
    // An extension only leads to a table that lies further away.
    const led = tables.filter((table) => type === EXTENSION && u16(gpos, table + 2) === PAIRS);
    return led.map((table) => table + u32(gpos, table + 4));
  });
}

/** More than any font has; what a list claims beyond is not read. */
const MOST = 1024;
const MOST_LOOKUPS = 64;

function count(gpos: Uint8Array, at: number): number {
  return Math.min(u16(gpos, at), MOST);
}

/** The tag `kern`. */
const KERN = 0x6b65726e;
/** Types of lookups. */
const PAIRS = 2;
const EXTENSION = 9;

/** How this table of pairs moves the second glyph; undefined when it says nothing of the two. */
function adjustment(gpos: Uint8Array, table: number, left: number, right: number): number | undefined {
  const covered = coverageIndex(gpos, table + u16(gpos, table + 2), left);
  if (covered === undefined) return undefined;
  const format = u16(gpos, table + 4);
  const size = sizeOf(format) + sizeOf(u16(gpos, table + 6));
  const values =
    u16(gpos, table) === 2
      ? valuesOfClasses(gpos, table, size, left, right)
      : valuesOfPair(gpos, table + u16(gpos, table + 10 + 2 * covered), size, right);
  if (values === undefined) return undefined;
  return (format & X_ADVANCE) === 0 ? 0 : i16(gpos, values + sizeOf(format & BEFORE_ADVANCE));
}

function valuesOfClasses(gpos: Uint8Array, table: number, size: number, left: number, right: number): number {
  const first = classOf(gpos, table + u16(gpos, table + 8), left);
  const second = classOf(gpos, table + u16(gpos, table + 10), right);
  return table + 16 + (first * u16(gpos, table + 14) + second) * size;
}

function valuesOfPair(gpos: Uint8Array, set: number, size: number, right: number): number | undefined {
  const pair = find(gpos, set, { size: 2 + size, last: 0 }, right);
  return pair === undefined ? undefined : pair + 2;
}

/** Bits of a value's format, each for two octets of the value. */
const X_ADVANCE = 4;
const BEFORE_ADVANCE = 3;

function sizeOf(format: number): number {
  let size = 0;
  for (let bits = format & 0xff; bits > 0; bits >>= 1) size += 2 * (bits & 1);
  return size;
}

function coverageIndex(gpos: Uint8Array, at: number, glyph: number): number | undefined {
  if (u16(gpos, at) === 1) {
    const found = find(gpos, at + 2, { size: 2, last: 0 }, glyph);
    return found === undefined ? undefined : (found - at - 4) / 2;
  }
  const range = find(gpos, at + 2, RANGE, glyph);
  return range === undefined ? undefined : u16(gpos, range + 4) + glyph - u16(gpos, range);
}

/** Glyphs that are not named are of class 0. */
function classOf(gpos: Uint8Array, at: number, glyph: number): number {
  if (u16(gpos, at) === 1) {
    const nth = glyph - u16(gpos, at + 2);
    return nth >= 0 && nth < u16(gpos, at + 4) ? u16(gpos, at + 6 + 2 * nth) : 0;
  }
  const range = find(gpos, at + 2, RANGE, glyph);
  return range === undefined ? 0 : u16(gpos, range + 4);
}

/** First glyph, last glyph, and what is said of them. */
const RANGE = { size: 6, last: 2 } as const;

/** The record for a glyph in a list with its length before it, ordered by first glyph; each holds its last one at `last`. */
function find(
  bytes: Uint8Array,
  list: number,
  { size, last }: { readonly size: number; readonly last: number },
  glyph: number,
): number | undefined {
  let low = 0;
  let high = u16(bytes, list) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const record = list + 2 + middle * size;
    if (glyph < u16(bytes, record)) high = middle - 1;
    else if (glyph > u16(bytes, record + last)) low = middle + 1;
    else return record;
  }
  return undefined;
}

/** Beyond the end of a table that is cut off there are zeros. */
function u16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function i16(bytes: Uint8Array, at: number): number {
  return (u16(bytes, at) << 16) >> 16;
}

function u32(bytes: Uint8Array, at: number): number {
  return u16(bytes, at) * 0x10000 + u16(bytes, at + 2);
}

/** Pairs one by one (format 0), as fonts have them that are older than GPOS. */
function olderKerning({ kern }: Font): Kerning {
  const pairs = new Map<number, number>();
  for (const { format, coverage, subtable } of kern?.tables ?? []) {
    const across = coverage.crossStream || coverage.vertical || coverage.horizontal === false;
    if (format !== 0 || across) continue;
    for (const { left, right, value } of subtable.pairs) {
      const pair = left * 0x10000 + right;
      pairs.set(pair, value + (pairs.get(pair) ?? 0));
    }
  }
  return (left, right) => pairs.get(left * 0x10000 + right) ?? 0;
}
