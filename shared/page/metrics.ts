import { codePointOf, type Face } from './fonts.ts';
import type { PlacedGlyph } from './placed.ts';

/** A face with its letter spacing: what turns words into glyphs, whatever their size. */
export interface Setting {
  readonly face: Face;
  readonly space: PlacedGlyph;
  /** Shown at the end of a line that is broken at a soft hyphen. */
  readonly hyphen: PlacedGlyph;
  /** Extra space after each letter, thousandths of the size. */
  readonly tracking: number;
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

/** Enough for the words of a template and the names of a batch; beyond it the memory starts anew. */
const WORDS_REMEMBERED = 20_000;

const NO_BREAK_SPACE = 0xa0;
const SPACE = 0x20;

export function settingOf(face: Face, tracking: number): Setting {
  const words = new Map<string, SetWord>();
  return {
    face,
    tracking,
    space: glyphOf(face, SPACE, tracking),
    hyphen: glyphOf(face, 0x2d, tracking),
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

  let total = 0;
  const glyphs: PlacedGlyph[] = [];
  for (const [at, id] of ids.entries()) {
    const width = face.width(id);
    const next = ids[at + 1];
    const advance = width + tracking + (next === undefined ? 0 : face.kern(id, next));
    glyphs.push({ id, width, advance, codePoints: [codePoints[at] ?? 0] });
    total += advance;
  }
  return { text: word, glyphs, width: total, missing };
}

function glyphOf(face: Face, codePoint: number, tracking: number): PlacedGlyph {
  const id = face.glyph(codePoint) ?? 0;
  const width = face.width(id);
  return { id, width, advance: width + tracking, codePoints: [codePoint] };
}
