import { create, type Font } from 'fontkit';
import type { FontFamily } from '../template/design.ts';
import type { Hyphenation } from './hyphenation.ts';
import { readKerning } from './kerning.ts';
import { type Ligature, readLigatures } from './ligatures.ts';
import type { FontKey, FontSet } from './placed.ts';

/** The faces of a font set, each parsed at its first use, and where the words set in them may be divided. */
export interface Fonts {
  readonly hyphenation: Hyphenation;
  /** Undefined when the set has no such face. */
  face(key: FontKey): Face | undefined;
}

/**
 * One face as layout needs it: a glyph for each code point, the font's standard ligatures and kerning between two,
 * nothing contextual. Latin, Greek and Cyrillic of the 24 languages need no more, and it keeps the glyphs a text can
 * ask for foreseeable.
 * Lengths are thousandths of the type size, y upwards.
 */
export interface Face {
  readonly key: FontKey;
  /** The TrueType or OpenType file. */
  readonly bytes: Uint8Array;
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly xHeight: number;
  readonly glyphCount: number;
  /** Undefined when the face lacks it; combining marks count as lacking, for nothing here would place them. */
  glyph(codePoint: number): number | undefined;
  width(glyph: number): number;
  /** The longest standard ligature among these glyphs that begins at `at`. */
  ligature(glyphs: readonly number[], at: number): Ligature | undefined;
  /** What the pair is moved together (negative) or apart. */
  kern(left: number, right: number): number;
  outline(glyph: number): readonly OutlineStep[];
  /** A TrueType file of these glyphs only (0 is .notdef), and each one's number in it. */
  subset(glyphs: Iterable<number>): {
    readonly bytes: Uint8Array;
    readonly numbers: ReadonlyMap<number, number>;
  };
}

/** A step of a glyph's outline in thousandths, y upwards; Q has one control point, C two. */
export interface OutlineStep {
  readonly step: 'M' | 'L' | 'Q' | 'C' | 'Z';
  readonly points: readonly number[];
}

/** Without `hyphenation` every word stays whole. */
export function readFonts(set: FontSet, hyphenation: Hyphenation = () => undefined): Fonts {
  const faces = new Map<FontKey, Face>();
  return {
    hyphenation,
    face(key) {
      const known = faces.get(key);
      if (known) return known;
      const bytes = set[key];
      if (!bytes) return undefined;
      const face = readFace(key, bytes);
      faces.set(key, face);
      return face;
    },
  };
}

export function fontKey(family: FontFamily, bold = false, italic = false): FontKey {
  if (bold) return italic ? `${family}-bold-italic` : `${family}-bold`;
  return italic ? `${family}-italic` : family;
}

/** The letters of `text` the face has no glyph for, each once, in order. */
export function missingLetters(text: string, face: Face): readonly string[] {
  const missing = new Set<string>();
  for (const letter of normalise(text)) {
    if (!UNSEEN.has(letter) && face.glyph(codePointOf(letter)) === undefined) missing.add(letter);
  }
  return [...missing];
}

/**
 * Text as it is set: composed (NFC), tabs and the Unicode spaces brought to the plain or the no-break space, since
 * faces differ in which of the rarer ones they have (`Intl` groups French digits with U+202F).
 */
export function normalise(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\u2007\u202f\u2060]/g, '\u00a0')
    .replace(/[\t\u2000-\u2006\u2008-\u200a\u205f\u3000]/g, ' ');
}

export function codePointOf(letter: string): number {
  return letter.codePointAt(0) ?? 0;
}

/** Line break, soft hyphen, zero width space: they steer the breaking of lines and have no glyph. */
const UNSEEN: ReadonlySet<string> = new Set(['\n', '\u00ad', '\u200b']);

const COMBINING = /^\p{M}$/u;

const opened = new WeakMap<Uint8Array, Font>();

/** The tables of a file are taken apart once, for whoever sets its letters and whoever embeds them. */
export function openFont(bytes: Uint8Array): Font {
  const font = opened.get(bytes) ?? create(bytes);
  opened.set(bytes, font);
  return font;
}

function readFace(key: FontKey, bytes: Uint8Array): Face {
  const font = openFont(bytes);
  const scale = 1000 / font.unitsPerEm;
  const glyphs = new Map<number, number | undefined>();
  const widths = new Map<number, number>();
  const kerns = new Map<number, number>();
  const outlines = new Map<number, readonly OutlineStep[]>();
  const ligatures = readLigatures(font);
  const kerning = readKerning(bytes, font);

  const width = (glyph: number) => remember(widths, glyph, () => font.getGlyph(glyph).advanceWidth * scale);

  return {
    key,
    bytes,
    ascent: font.ascent * scale,
    descent: font.descent * scale,
    capHeight: capHeightOf(font) * scale,
    xHeight: (font.xHeight || font.ascent * 0.5) * scale,
    glyphCount: font.numGlyphs,
    glyph(codePoint) {
      return remember(glyphs, codePoint, () => {
        const letter = String.fromCodePoint(codePoint);
        if (COMBINING.test(letter) || !font.hasGlyphForCodePoint(codePoint)) return undefined;
        const { id } = font.glyphForCodePoint(codePoint);
        return id === 0 ? undefined : id;
      });
    },
    width,
    ligature: ligatures.at,
    kern: (left, right) => remember(kerns, left * 65536 + right, () => kerning(left, right) * scale),
    outline(glyph) {
      return remember(outlines, glyph, () => readOutline(font, glyph, scale));
    },
    subset(wanted) {
      const subset = font.createSubset();
      const numbers = new Map<number, number>();
      for (const glyph of wanted) numbers.set(glyph, subset.includeGlyph(glyph));
      return { bytes: subset.encode(), numbers };
    },
  };
}

/** Before version 2 the table OS/2 does not tell it: as high as an H. */
export function capHeightOf(font: Font): number {
  if (font.capHeight) return font.capHeight;
  const tall = font.hasGlyphForCodePoint(0x48) ? font.glyphForCodePoint(0x48).bbox.maxY : 0;
  return Number.isFinite(tall) && tall > 0 ? tall : font.ascent * 0.7;
}

const STEPS: Readonly<Record<string, OutlineStep['step']>> = {
  moveTo: 'M',
  lineTo: 'L',
  quadraticCurveTo: 'Q',
  bezierCurveTo: 'C',
  closePath: 'Z',
};

function readOutline(font: Font, glyph: number, scale: number): readonly OutlineStep[] {
  return font.getGlyph(glyph).path.commands.map(({ command, args }) => {
    const step = STEPS[command];
    if (!step) throw new Error(`unknown outline command ${command}`);
    return { step, points: args.map((value) => value * scale) };
  });
}

/** Bounded by the font itself: its code points, glyphs and pairs. */
function remember<K, V>(memory: Map<K, V>, key: K, make: () => V): V {
  const known = memory.get(key);
  if (known !== undefined || memory.has(key)) return known as V;
  const made = make();
  memory.set(key, made);
  return made;
}
