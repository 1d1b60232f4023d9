import { randomUUID } from 'node:crypto';
import { glob, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create, type Font } from 'fontkit';
import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFRef } from 'pdf-lib';
import { filesOf, finding, type Judge } from './finding.ts';
import { each, missingCommand, run } from './program.ts';
import { FONT_SPOIL } from './spoil.ts';

const FONTS = join(import.meta.dirname, '../../node_modules/@expo-google-fonts');
const DPI = '100';

/**
 * poppler's pdftoppm: every page looks the same, pixel by pixel, as with the whole fonts in place of their subsets.
 * A subset that lost a glyph passes every other judge of PDF. The twin is made from the sealed file itself: only the
 * font program is exchanged, and each CID shows the glyph that the whole font has for what ToUnicode says it stands for.
 */
export const raster: Judge = {
  name: 'pdftoppm',
  formats: ['pdf'],
  missing: () => missingCommand('pdftoppm', 'poppler-utils'),
  spoils: [FONT_SPOIL],
  async judge(batch) {
    const fonts = await wholeFonts();
    return each(filesOf(batch, 'pdf'), async (file) => {
      const twin = join(batch.scratch, `twin-${randomUUID()}.pdf`);
      await writeFile(twin, await withWholeFonts(await readFile(file), fonts));
      const subset = await draw(file);
      const whole = await draw(twin);
      await rm(twin);
      if (subset.length === 0) return finding(file, ['pdftoppm draws nothing']);
      return finding(
        file,
        subset.equals(whole) ? [] : ['the page differs from the one drawn with whole fonts'],
      );
    });
  },
};

/** All pages, one behind the other, as PPM. */
const draw = async (file: string): Promise<Buffer> => (await run('pdftoppm', ['-r', DPI, file])).bytes;

interface WholeFont {
  readonly bytes: Uint8Array;
  readonly font: Font;
}

/** PostScript name → TrueType bytes of every bundled face. */
const wholeFonts = async (): Promise<ReadonlyMap<string, WholeFont>> => {
  const fonts = new Map<string, WholeFont>();
  for await (const path of glob('*/*/*.ttf', { cwd: FONTS })) {
    const bytes = await readFile(join(FONTS, path));
    const font = create(bytes);
    if ('postscriptName' in font) fonts.set(font.postscriptName, { bytes, font });
  }
  return fonts;
};

const withWholeFonts = async (
  pdf: Uint8Array,
  fonts: ReadonlyMap<string, WholeFont>,
): Promise<Uint8Array> => {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const { context } = document;
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('Subtype')) !== PDFName.of('Type0')) continue;
    const descendant = object.lookup(PDFName.of('DescendantFonts'), PDFArray).lookup(0, PDFDict);
    if (descendant.get(PDFName.of('Subtype')) !== PDFName.of('CIDFontType2')) continue;
    const descriptor = descendant.lookup(PDFName.of('FontDescriptor'), PDFDict);
    // A subset's name is its tag, six letters and a plus, before the font's (ISO 32000-1 9.6.4).
    const name = descriptor
      .lookup(PDFName.of('FontName'), PDFName)
      .decodeText()
      .replace(/^[A-Z]{6}\+/, '');
    const whole = fonts.get(name);
    const program = descriptor.get(PDFName.of('FontFile2'));
    const unicode = object.lookup(PDFName.of('ToUnicode'));
    if (whole === undefined || !(program instanceof PDFRef) || !(unicode instanceof PDFRawStream))
      throw new Error(`No whole font for ${name}`);
    context.assign(program, context.stream(whole.bytes, { Length1: whole.bytes.length }));
    const map = glyphsOf(Buffer.from(decodePDFRawStream(unicode).decode()).toString('latin1'), whole.font);
    descendant.set(PDFName.of('CIDToGIDMap'), context.register(context.stream(map)));
  }
  return document.save({ useObjectStreams: false });
};

/** CIDToGIDMap (ISO 32000-1 Table 117) by what a ToUnicode CMap says of each CID. */
const glyphsOf = (cmap: string, font: Font): Uint8Array => {
  const map = Buffer.alloc(2 * 65536);
  for (const [, first = '', texts = ''] of cmap.matchAll(/<(\w{4})><\w{4}>\[([^\]]*)\]/g)) {
    for (const [at, [, units = '']] of [...texts.matchAll(/<(\w+)>/g)].entries()) {
      const text = Buffer.from(units, 'hex').swap16().toString('utf16le');
      const [letter = 0, ...more] = Array.from(text, (one) => one.codePointAt(0) ?? 0);
      const glyph = more.length === 0 ? font.glyphForCodePoint(letter) : font.layout(text).glyphs[0];
      map.writeUInt16BE(glyph?.id ?? 0, 2 * (Number.parseInt(first, 16) + at));
    }
  }
  return map;
};
