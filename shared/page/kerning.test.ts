import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create } from 'fontkit';
import { loadFonts } from '../../electron/files/fonts.ts';
import { type Face, readFonts } from './fonts.ts';

const set = loadFonts();
const LETTERS = [...'AÁFLPTVWYaecfgorsvwyÿßþ1247 .,-’–«ΑΓΔΛΤΥΩαγδλτυΐАГДЛТУФагдлтуф'];
/** Nothing but kerning. */
const SHAPING = { kern: true, liga: false, clig: false, calt: false, rlig: false, ccmp: false, locl: false };

/** Every pair of the letters is moved as fontkit's own shaping of the two moves it. @returns how many are moved. */
function assertAsShaped(bytes: Uint8Array): number {
  const font = create(Buffer.from(bytes));
  assert.ok('layout' in font);
  const face = faceOf(bytes);
  const pairs = LETTERS.flatMap((left) =>
    LETTERS.map((right) => {
      const { glyphs, positions } = font.layout(left + right, SHAPING);
      const [first, second] = glyphs;
      assert.ok(first && second && glyphs.length === 2, left + right);
      const theirs = (positions[0]?.xAdvance ?? 0) - first.advanceWidth;
      return { pair: left + right, theirs, ours: face.kern(first.id, second.id) };
    }),
  );
  assert.deepEqual(
    pairs.filter(({ theirs, ours }) => theirs !== ours),
    [],
  );
  return pairs.filter(({ ours }) => ours !== 0).length;
}

test('pairs of one script and of two are kerned as fontkit does, whether scripts share their lookups or not', () => {
  for (const key of ['sans', 'serif-italic', 'display'] as const)
    assert.ok(assertAsShaped(set[key]) > 300, key);
});

test('a font without GPOS is kerned by the parts of its table `kern` that are for lines across, all together', () => {
  const [a = 0, v = 0, t = 0, o = 0] = [...'AVTo'].map((letter) =>
    faceOf(set.sans).glyph(letter.charCodeAt(0)),
  );
  const pairs: readonly Pair[] = [
    [a, v, -90],
    [t, o, -70],
  ];
  const parts = [partOf(1, pairs), partOf(0, [[v, a, -55]]), partOf(1, [[a, v, -5]])];
  const bytes = set.sans.slice();
  const { entry, offset } = placeOfGpos(bytes);
  bytes.set(new TextEncoder().encode('kern'), entry);
  bytes.set([...u16(0), ...u16(parts.length), ...parts.flat()], offset);
  assert.equal(assertAsShaped(bytes), 2);
  const face = faceOf(bytes);
  assert.deepEqual([face.kern(a, v), face.kern(t, o), face.kern(v, a)], [-95, -70, 0]);
});

test('a GPOS table that leads out of itself moves a letter by some number all the same', () => {
  for (const kept of [9, 40, 2000, 9000, 40_000]) {
    const bytes = set.serif.slice();
    const { offset, length } = placeOfGpos(bytes);
    bytes.fill(0xff, offset + kept, offset + length);
    const face = faceOf(bytes);
    for (let glyph = 1; glyph < 300; glyph++) assert.ok(Number.isFinite(face.kern(glyph, 300 - glyph)));
  }
});

function faceOf(bytes: Uint8Array): Face {
  const face = readFonts({ sans: bytes }).face('sans');
  assert.ok(face);
  return face;
}

/** Where the font's directory has the entry, and where the table lies. */
function placeOfGpos(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let entry = 12; ; entry += 16)
    if (String.fromCharCode(...bytes.subarray(entry, entry + 4)) === 'GPOS')
      return { entry, offset: view.getUint32(entry + 8), length: view.getUint32(entry + 12) };
}

type Pair = readonly [left: number, right: number, value: number];

/** A subtable of format 0; bit 0 of `coverage`: for lines across. */
function partOf(coverage: number, pairs: readonly Pair[]): readonly number[] {
  const body = [pairs.length, 0, 0, 0, ...pairs.flat()].flatMap(u16);
  return [...u16(0), ...u16(6 + body.length), 0, coverage, ...body];
}

function u16(value: number): readonly number[] {
  return [(value >> 8) & 0xff, value & 0xff];
}
