import { codePointOf, type Face } from './fonts.ts';
import type { Syllables } from './hyphenation.ts';
import type { PlacedGlyph } from './placed.ts';

/** A face with its letter spacing: what turns words into glyphs, whatever their size. */
export interface Setting {
  readonly face: Face;
  readonly space: PlacedGlyph;
  /** Shown at the end of a line that is broken at a soft hyphen. */
  readonly hyphen: PlacedGlyph;
  /** Extra space after each letter, thousandths of the size. */
  readonly tracking: number;
  /** Told when words may be divided. */
  readonly syllables?: Syllables | undefined;
  /** `word` is normalised. Words are remembered, for names share their parts. */
  set(word: string): SetWord;
}

export interface SetWord {
  readonly text: string;
  readonly glyphs: readonly PlacedGlyph[];
  /** Sum of the advances, thousandths of the size. */
  readonly width: number;
  /** Letters the face lacks; they have no glyph above. */
  readonly missing: readonly string[];
  /** Of a word set in other faces than its paragraph; `glyphs` is empty then. */
  readonly parts?: readonly SetPart[];
}

export interface SetPart {
  readonly setting: Setting;
  readonly word: SetWord;
}

/**
 * More than any template has. Names and numbers are mostly met once, and a word takes a kilobyte: beyond this the memory starts
 * anew. With 20,000 each thread of a large batch kept 40 MB of them.
 */
const WORDS_REMEMBERED = 4_000;

const NO_BREAK_SPACE = 0xa0;
const SPACE = 0x20;
const SOFT_HYPHEN = 0xad;

export function settingOf(face: Face, tracking: number, syllables?: Syllables): Setting {
  const words = new Map<string, SetWord>();
  return {
    face,
    tracking,
    syllables,
    space: glyphOf(face, SPACE, tracking),
    hyphen: softHyphenOf(face, tracking),
    set(word) {
      const known = words.get(word);
      if (known) return known;
      const made = setWord(word, face, tracking);
      if (words.size >= WORDS_REMEMBERED) words.clear();
      words.set(word, made);
      return made;
    },
  };
}

function setWord(word: string, face: Face, tracking: number): SetWord {
  const missing: string[] = [];
  const ids: number[] = [];
  const codePoints: number[] = [];
  for (const letter of word) {
    const codePoint = codePointOf(letter);
    const id = face.glyph(codePoint) ?? (codePoint === NO_BREAK_SPACE ? face.glyph(SPACE) : undefined);
    if (id === undefined) {
      missing.push(letter);
      continue;
    }
    ids.push(id);
    codePoints.push(codePoint);
  }

  const shapes = tracking === 0 ? joinLigatures(ids, codePoints, face) : undefined;
  let total = 0;
  const glyphs: PlacedGlyph[] = [];
  const count = shapes?.length ?? ids.length;
  for (let at = 0; at < count; at++) {
    const id = shapes?.[at]?.id ?? ids[at] ?? 0;
    const next = shapes ? shapes[at + 1]?.id : ids[at + 1];
    const width = face.width(id);
    const advance = width + tracking + (next === undefined ? 0 : face.kern(id, next));
    glyphs.push({ id, width, advance, codePoints: shapes?.[at]?.codePoints ?? [codePoints[at] ?? 0] });
    total += advance;
  }
  return { text: word, glyphs, width: total, missing };
}

interface Shape {
  readonly id: number;
  readonly codePoints: readonly number[];
}

/** With ligatures in the place of letters; undefined when there is none. Spaced letters are never joined. */
function joinLigatures(
  ids: readonly number[],
  codePoints: readonly number[],
  face: Face,
): readonly Shape[] | undefined {
  let joined = false;
  const shapes: Shape[] = [];
  for (let at = 0; at < ids.length; ) {
    const ligature = face.ligature(ids, at);
    const length = ligature?.of.length ?? 1;
    shapes.push({ id: ligature?.glyph ?? ids[at] ?? 0, codePoints: codePoints.slice(at, at + length) });
    joined ||= ligature !== undefined;
    at += length;
  }
  return joined ? shapes : undefined;
}

/**
 * U+00AD, left out again by whoever copies the text (ISO 32000-1 14.8.2.2.3). Drawn by the face's own glyph for it,
 * where it has one that is seen, so that the glyph says what it means; else by that of the hyphen.
 */
function softHyphenOf(face: Face, tracking: number): PlacedGlyph {
  const soft = face.glyph(SOFT_HYPHEN);
  const seen = soft !== undefined && face.width(soft) > 0 && face.outline(soft).length > 0;
  return seen
    ? glyphOf(face, SOFT_HYPHEN, tracking)
    : { ...glyphOf(face, 0x2d, tracking), codePoints: [SOFT_HYPHEN] };
}

function glyphOf(face: Face, codePoint: number, tracking: number): PlacedGlyph {
  const id = face.glyph(codePoint) ?? 0;
  const width = face.width(id);
  return { id, width, advance: width + tracking, codePoints: [codePoint] };
}
