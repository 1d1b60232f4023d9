import type { Font } from 'fontkit';
import type { Engine } from '../../engine.ts';
import { zlib } from '../../zlib.ts';
import { capHeightOf, openFont } from '../fonts.ts';
import { readLigatures } from '../ligatures.ts';
import type { FontKey, PlacedGlyph } from '../placed.ts';
import { readFontFile } from '../sfnt.ts';
import { encodeCff } from './cff.ts';
import type { PdfFile } from './file.ts';
import { hex, name, real, reference } from './syntax.ts';
import { toUnicode } from './to-unicode.ts';

/** 'subset' embeds the glyphs in demand, 'full' the whole font: pages drawn from either must look the same. */
export type Embedding = 'subset' | 'full';

/** What is embedded. */
interface Program {
  readonly program: Uint8Array;
  /** From CIDs to the glyphs of a whole TrueType font. */
  readonly map?: Uint8Array;
  /** Of a FontFile3 (Table 126). */
  readonly type?: 'CIDFontType0C';
}

/**
 * One face of the font set as a Type 0 font (ISO 32000-1 9.7). The CIDs of a TrueType face count its glyphs in demand, and a
 * subset has them in that order: widths are one row, and no map is needed. Those of a CFF are the glyphs' numbers in the whole
 * font. What comes into demand later is put behind, so content once written stays valid when the subset grows.
 */
export class Typeface {
  readonly key: FontKey;
  /** The glyph of U+0020, which separates words at the end of a line. */
  readonly space: number | undefined;
  readonly #font: Font;
  readonly #program: Uint8Array;
  /** CFF outlines are embedded another way than TrueType's. */
  readonly #cff: boolean;
  /** Its maker allows no subset. */
  readonly #unbroken: boolean;
  /** The CID of each glyph in demand, and as two bytes in hexadecimal. */
  readonly #demanded = new Map<number, number>();
  readonly #written = new Map<number, string>();
  readonly #meanings = new Map<number, string>();
  #grown = false;

  /** `codePoints` are those the batch is known to need; the face may lack some of them. */
  constructor(key: FontKey, program: Uint8Array, codePoints: ReadonlySet<number>) {
    this.key = key;
    this.#program = program;
    this.#font = openFont(program);
    const read = readFontFile(program);
    this.#cff = read.ok && read.file.outlines === 'CFF';
    this.#unbroken = read.ok && read.file.whole;
    const inDemand = new Set([...codePoints, 0x20]);
    const glyphs = new Set<number>();
    // A glyph may serve several characters (µ and μ): it means one that is in use, the lowest of them.
    for (const known of [inDemand, new Set(this.#font.characterSet)]) {
      for (const codePoint of [...known].sort((a, b) => a - b)) {
        if (!this.#font.hasGlyphForCodePoint(codePoint)) continue;
        const glyph = this.#font.glyphForCodePoint(codePoint).id;
        if (known === inDemand) glyphs.add(glyph);
        if (!this.#meanings.has(glyph)) this.#meanings.set(glyph, meaningOf(codePoint));
      }
    }
    // Whatever these letters may be joined to: names bring sequences that no specimen has.
    for (const { glyph, of } of readLigatures(this.#font).within(glyphs)) {
      glyphs.add(glyph);
      if (!this.#meanings.has(glyph)) {
        this.#meanings.set(glyph, of.map((part) => this.#meanings.get(part) ?? '').join(''));
      }
    }
    for (const glyph of [...glyphs].sort((a, b) => a - b)) this.#add(glyph);
    this.space = this.#font.hasGlyphForCodePoint(0x20) ? this.#font.glyphForCodePoint(0x20).id : undefined;
  }

  /** Whether glyphs were asked for since the font was last written. */
  get grown(): boolean {
    return this.#grown;
  }

  /**
   * Puts the glyph in demand and tells what a reader will extract for it. A glyph without a character of its own
   * (a ligature) means what it stands for where it is met first.
   */
  demand(glyph: PlacedGlyph): string {
    if (!this.#demanded.has(glyph.id)) {
      this.#add(glyph.id);
      this.#grown = true;
    }
    const known = this.#meanings.get(glyph.id);
    if (known !== undefined) return known;
    const meaning = String.fromCodePoint(...glyph.codePoints);
    if (meaning) this.#meanings.set(glyph.id, meaning);
    return meaning;
  }

  /** The CID of a glyph in demand, as two bytes in hexadecimal. */
  code(glyph: number): string {
    return this.#written.get(glyph) ?? '0000';
  }

  #add(glyph: number): void {
    // Glyph 0 stands first in every font, for what the font lacks.
    const behind = this.#demanded.size + (this.#demanded.has(0) ? 0 : 1);
    const code = this.#cff || glyph === 0 ? glyph : behind;
    this.#demanded.set(glyph, code);
    this.#written.set(glyph, hex(code, 4));
  }

  /** Writes the font's objects and returns the number of the Type 0 font. Equal demand makes equal bytes. */
  write(file: PdfFile, engine: Engine, embedding: Embedding): number {
    this.#grown = false;
    const codes = [...this.#demanded].sort((a, b) => a[1] - b[1]);
    const glyphs = codes.map(([glyph]) => glyph);
    const whole = embedding === 'full' || this.#unbroken;
    const baseName = whole ? this.#font.postscriptName : this.#tagged(engine, glyphs);
    const { program, map, type } = whole ? this.#whole(codes) : this.#subset(glyphs);

    const kind = type ? `/Subtype/${type}` : `/Length1 ${program.length}`;
    const fontFile = file.stream(`${kind}/Filter/FlateDecode`, zlib(engine, program, 9));
    const descriptor = file.object(`<</Type/FontDescriptor/FontName${name(baseName)}${this.#describe()}\
/FontFile${type ? 3 : 2} ${reference(fontFile)}>>`);
    const cidToGid = map ? reference(file.stream('/Filter/FlateDecode', zlib(engine, map, 9))) : '/Identity';
    const descendant =
      file.object(`<</Type/Font/Subtype/CIDFontType${this.#cff ? 0 : 2}/BaseFont${name(baseName)}\
/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ${reference(descriptor)}\
${this.#cff ? '' : `/CIDToGIDMap ${cidToGid}`}/DW 0/W[${this.#widths(codes)}]>>`);
    const cmap = toUnicode(codes.map(([glyph, code]) => [code, this.#meanings.get(glyph) ?? ''] as const));
    const unicode = file.stream('/Filter/FlateDecode', zlib(engine, cmap, 9));
    return file.object(`<</Type/Font/Subtype/Type0/BaseFont${name(baseName)}/Encoding/Identity-H\
/DescendantFonts[${reference(descendant)}]/ToUnicode ${reference(unicode)}>>`);
  }

  /** Without names of its own for CIDs, a CFF's glyph numbers are them (9.7.4.2). */
  #whole(codes: readonly (readonly [glyph: number, code: number])[]): Program {
    if (!this.#cff) {
      const map = new DataView(new ArrayBuffer(2 * (1 + Math.max(0, ...codes.map(([, code]) => code)))));
      for (const [glyph, code] of codes) map.setUint16(2 * code, glyph);
      return { program: this.#program, map: new Uint8Array(map.buffer) };
    }
    const { offset, length } = this.#font.directory.tables['CFF '] ?? { offset: 0, length: 0 };
    return { program: this.#program.subarray(offset, offset + length), type: 'CIDFontType0C' };
  }

  #subset(glyphs: readonly number[]): Program {
    const subset = this.#font.createSubset();
    if (this.#cff) {
      const cids = [0, ...glyphs.filter((glyph) => glyph > 0)];
      for (const glyph of cids) subset.includeGlyph(glyph);
      return { program: encodeCff(subset, cids), type: 'CIDFontType0C' };
    }
    for (const glyph of glyphs) subset.includeGlyph(glyph);
    return { program: subset.encode() };
  }

  /** Six letters that differ between subsets of one font (9.6.4). */
  #tagged(engine: Engine, glyphs: readonly number[]): string {
    const digest = engine.hash('SHA-256', new TextEncoder().encode(`${this.key} ${glyphs.join()}`));
    const letters = [...digest.subarray(0, 6)].map((byte) => String.fromCharCode(0x41 + (byte % 26)));
    return `${letters.join('')}+${this.#font.postscriptName}`;
  }

  /** Entries of the font descriptor (Table 122) that speak of the design. */
  #describe(): string {
    const { bbox, ascent, descent } = this.#font;
    const italicAngle = italicAngleOf(this.#font, this.#program);
    const box = [bbox.minX, bbox.minY, bbox.maxX, bbox.maxY].map((value) => this.#scale(value));
    // Symbolic (3): the glyphs are not held to the standard Latin set. Italic is bit 7.
    const flags = 4 | (italicAngle === 0 ? 0 : 64);
    // No font tells its stem; weight 400 has about 88 and 700 about 166 by this common rule.
    const stem = Math.round(50 + (this.#font['OS/2'].usWeightClass / 65) ** 2);
    return `/Flags ${flags}/FontBBox[${box.join(' ')}]/ItalicAngle ${real(italicAngle)}\
/Ascent ${this.#scale(ascent)}/Descent ${this.#scale(descent)}/CapHeight ${this.#scale(capHeightOf(this.#font))}/StemV ${stem}`;
  }

  /** The W array (9.7.4.3), neighbours together. */
  #widths(codes: readonly (readonly [glyph: number, code: number])[]): string {
    let written = '';
    let previous = -2;
    for (const [glyph, code] of codes) {
      const width = this.#scale(this.#font.getGlyph(glyph).advanceWidth);
      if (code === previous + 1) written += ` ${width}`;
      else written += `${previous < 0 ? '' : ']'}${code}[${width}`;
      previous = code;
    }
    return `${written}]`;
  }

  #scale(units: number): string {
    return real((units * 1000) / this.#font.unitsPerEm);
  }
}

/** Degrees, from its place in the table `post`: fontkit's reads the names of all glyphs first, a fifth of a first page. */
function italicAngleOf({ directory }: Font, { buffer, byteOffset }: Uint8Array): number {
  const { offset = 0 } = directory.tables.post ?? {};
  return new DataView(buffer, byteOffset).getInt32(offset + 4) / 65536;
}

/** A ligature that has a code point (U+FB00 – U+FB06) means its letters: those are what was set, and what is searched for. */
function meaningOf(codePoint: number): string {
  const letter = String.fromCodePoint(codePoint);
  return codePoint >= 0xfb00 && codePoint <= 0xfb06 ? letter.normalize('NFKC') : letter;
}

/** Font resource names need no table: the key itself is a legal name. */
export function fontResources(fonts: readonly (readonly [FontKey, number])[]): string {
  return `/Font<<${fonts.map(([key, object]) => `${name(key)} ${reference(object)}`).join('')}>>`;
}
