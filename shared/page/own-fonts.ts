import { create } from 'fontkit';
import { CONTENT_LANGUAGES, type Language } from '../language.ts';
import type { Problem } from '../problem.ts';
import { decodeBase64 } from '../sealing/base64.ts';
import type { OwnFamily, OwnFont, PageDesign } from '../template/design.ts';
import { alphabetOf } from './alphabets.ts';
import { fontKey } from './fonts.ts';
import type { FontSet } from './placed.ts';
import { type FontFile, LARGEST_FONT, readFontFile } from './sfnt.ts';

/** Faces in the order in which a template has them. */
const FACES = [
  { name: 'regular', bold: false, italic: false },
  { name: 'bold', bold: true, italic: false },
  { name: 'italic', bold: false, italic: true },
  { name: 'boldItalic', bold: true, italic: true },
] as const;

/** The bundled faces and the design's own. What cannot be read is left out; `ownFontProblems` has told why. */
export function facesFor({ fonts }: PageDesign, bundled: FontSet): FontSet {
  if (!fonts) return bundled;
  const own = facesOf(fonts).flatMap(({ family, face, source }) => {
    const examined = examine(source);
    return 'bytes' in examined ? [[fontKey(family, face.bold, face.italic), examined.bytes] as const] : [];
  });
  return { ...bundled, ...Object.fromEntries(own) };
}

/**
 * What keeps a design's own fonts from being used: files that are not sound, not one static face of TTF or OTF, too
 * large, or whose licence bits forbid embedding; styles set in a face that is not there.
 * Problems: `font.unsound`, `font.kind-unsupported`, `font.embedding-forbidden`, `file.too-large`, `font.face-missing`.
 */
export function ownFontProblems(design: PageDesign): readonly Problem[] {
  const faces = facesOf(design.fonts ?? {}).flatMap(({ family, face, source }): Problem[] => {
    const examined = examine(source);
    const path = `/page/fonts/${family}/${face.name}`;
    return 'code' in examined ? [told(examined, family, path)] : [];
  });
  const styles = Object.entries(design.styles).flatMap(([name, style]): Problem[] => {
    const { family, bold = false, italic = false } = style;
    if (!isOwn(family)) return [];
    const face = FACES.find((one) => one.bold === bold && one.italic === italic)?.name ?? 'regular';
    if (design.fonts?.[family]?.[face] !== undefined) return [];
    const facts = { font: family, face, style: name, path: `/page/styles/${name}` };
    return [{ code: 'font.face-missing', where: { element: name }, facts }];
  });
  return [...faces, ...styles];
}

/**
 * What a clerk should know of a design's own fonts: letters of the languages that they lack, so that a learner's name
 * may not be printed; that they may only be shown and printed, or only be embedded whole.
 * Notices: `notice.font-letters`, `notice.font-printing`, `notice.font-whole`.
 */
export function ownFontNotices({ fonts }: PageDesign, languages: readonly Language[]): readonly Problem[] {
  return facesOf(fonts ?? {}).flatMap(({ family, face, source }): Problem[] => {
    const examined = examine(source);
    if (!('bytes' in examined)) return [];
    const path = `/page/fonts/${family}/${face.name}`;
    const where = { element: family };
    const { embedding, whole } = examined.file;
    const letters = languages.flatMap((language): Problem[] => {
      const missing = examined.missing(language);
      if (missing.length === 0) return [];
      const facts = { font: family, face: face.name, letters: missing.join(' '), path };
      return [{ code: 'notice.font-letters', where: { ...where, language }, facts }];
    });
    const facts = { font: family, face: face.name, path };
    return [
      ...letters,
      ...(embedding === 'printing' ? [{ code: 'notice.font-printing', where, facts } as const] : []),
      ...(whole
        ? [
            {
              code: 'notice.font-whole',
              where,
              facts: { ...facts, size: kilobytes(examined.bytes) },
            } as const,
          ]
        : []),
    ];
  });
}

/** A font file as a template holds it. Problems: those of `ownFontProblems`. */
export function readOwnFont(
  bytes: Uint8Array,
): { readonly file: FontFile; readonly lacking: readonly Language[] } | Pick<Problem, 'code' | 'facts'> {
  const examined = examineBytes(bytes);
  if ('code' in examined) return examined;
  const lacking = CONTENT_LANGUAGES.filter((language) => examined.missing(language).length > 0);
  return { file: examined.file, lacking };
}

export function isOwn(family: string): family is OwnFamily {
  return family.startsWith('own-');
}

interface Sound {
  readonly bytes: Uint8Array;
  readonly file: FontFile;
  missing(language: Language): readonly string[];
}

type Examined = Sound | Pick<Problem, 'code' | 'facts'>;

/** By its `data:` URL: a page is drawn anew at every stroke in the designer, the fonts stay. */
const examined = new Map<string, Examined>();
const REMEMBERED = 24;

function examine(source: string): Examined {
  const known = examined.get(source);
  if (known) return known;
  const bytes = decodeBase64(source.slice(source.indexOf(',') + 1), 'base64');
  const made = bytes ? examineBytes(bytes) : ({ code: 'font.unsound', facts: { table: 'sfnt' } } as const);
  if (examined.size >= REMEMBERED) examined.clear();
  examined.set(source, made);
  return made;
}

function examineBytes(bytes: Uint8Array): Examined {
  if (bytes.length > LARGEST_FONT)
    return { code: 'file.too-large', facts: { limit: LARGEST_FONT / (1024 * 1024) } };
  const read = readFontFile(bytes);
  if (!read.ok) {
    if (read.kind) return { code: 'font.kind-unsupported', facts: { kind: read.kind } };
    return { code: 'font.unsound', facts: { table: read.table ?? 'sfnt' } };
  }
  if (read.file.embedding === 'forbidden') return { code: 'font.embedding-forbidden' };
  if (read.file.whole && isKeyedByCid(bytes))
    return { code: 'font.kind-unsupported', facts: { kind: 'CID-keyed CFF (OS/2 fsType 0x0100)' } };
  const letters = new Set(CONTENT_LANGUAGES.flatMap((language) => [...alphabetOf(language)]));
  const present = drawn(bytes, letters);
  if (!present)
    return { code: 'font.unsound', facts: { table: read.file.outlines === 'CFF' ? 'CFF' : 'glyf' } };
  return {
    bytes,
    file: read.file,
    missing: (language) =>
      [...alphabetOf(language)].filter((letter) => !present.has(letter) && letter !== '\u00a0'),
  };
}

/** Whole, such a font is asked for CIDs of its own, which are not its glyphs' numbers. */
function isKeyedByCid(bytes: Uint8Array): boolean {
  try {
    return create(bytes)['CFF ']?.isCIDFont === true;
  } catch {
    return false;
  }
}

/** The letters the font has, each drawn once and all put into a subset: what fails now does not fail in a batch. */
function drawn(bytes: Uint8Array, letters: ReadonlySet<string>): ReadonlySet<string> | undefined {
  try {
    const font = create(bytes);
    const subset = font.createSubset();
    const present = [...letters].filter((letter) => {
      const codePoint = letter.codePointAt(0) ?? 0;
      if (!font.hasGlyphForCodePoint(codePoint)) return false;
      const glyph = font.glyphForCodePoint(codePoint);
      subset.includeGlyph(glyph.id);
      return glyph.id !== 0 && Number.isFinite(glyph.advanceWidth) && glyph.path.commands.length >= 0;
    });
    const sizes = [font.ascent, font.descent, font.bbox.minX, font.bbox.maxY];
    if (!sizes.every(Number.isFinite) || !font.postscriptName || subset.encode().length === 0)
      return undefined;
    return new Set(present);
  } catch {
    // Whatever a reader of fonts throws over a file, the file is not sound.
    return undefined;
  }
}

interface OneFace {
  readonly family: OwnFamily;
  readonly face: (typeof FACES)[number];
  readonly source: string;
}

function facesOf(fonts: Readonly<Record<OwnFamily, OwnFont>>): readonly OneFace[] {
  return (Object.entries(fonts) as [OwnFamily, OwnFont][]).flatMap(([family, font]) =>
    FACES.flatMap((face) => {
      const source = font[face.name];
      return source === undefined ? [] : [{ family, face, source }];
    }),
  );
}

function told({ code, facts }: Pick<Problem, 'code' | 'facts'>, font: string, path: string): Problem {
  return { code, where: { element: font }, facts: { ...facts, font, path } };
}

function kilobytes(bytes: Uint8Array): number {
  return Math.round(bytes.length / 1024);
}
