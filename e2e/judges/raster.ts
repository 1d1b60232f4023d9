import { randomUUID } from 'node:crypto';
import { glob, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create } from 'fontkit';
import { PDFDict, PDFDocument, PDFName, PDFRef } from 'pdf-lib';
import { filesOf, finding, type Judge } from './finding.ts';
import { each, missingCommand, run } from './program.ts';
import { FONT_SPOIL } from './spoil.ts';

const FONTS = join(import.meta.dirname, '../../node_modules/@expo-google-fonts');
const DPI = '100';

/**
 * poppler's pdftoppm: every page looks the same, pixel by pixel, as with the whole fonts in place of their subsets.
 * A subset that lost a glyph passes every other judge of PDF. The twin is made from the sealed file itself: a CID is
 * the glyph's number in the whole font, so only the font program and the map to the subset's numbers are exchanged.
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

/** PostScript name → TrueType bytes of every bundled face. */
const wholeFonts = async (): Promise<ReadonlyMap<string, Uint8Array>> => {
  const fonts = new Map<string, Uint8Array>();
  for await (const path of glob('*/*/*.ttf', { cwd: FONTS })) {
    const bytes = await readFile(join(FONTS, path));
    const font = create(bytes);
    if ('postscriptName' in font) fonts.set(font.postscriptName, bytes);
  }
  return fonts;
};

const withWholeFonts = async (
  pdf: Uint8Array,
  fonts: ReadonlyMap<string, Uint8Array>,
): Promise<Uint8Array> => {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const { context } = document;
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('Subtype')) !== PDFName.of('CIDFontType2'))
      continue;
    const descriptor = object.lookup(PDFName.of('FontDescriptor'), PDFDict);
    // A subset's name is its tag, six letters and a plus, before the font's (ISO 32000-1 9.6.4).
    const name = descriptor
      .lookup(PDFName.of('FontName'), PDFName)
      .decodeText()
      .replace(/^[A-Z]{6}\+/, '');
    const whole = fonts.get(name);
    const program = descriptor.get(PDFName.of('FontFile2'));
    if (whole === undefined || !(program instanceof PDFRef)) throw new Error(`No whole font for ${name}`);
    context.assign(program, context.stream(whole, { Length1: whole.length }));
    object.set(PDFName.of('CIDToGIDMap'), PDFName.of('Identity'));
  }
  return document.save({ useObjectStreams: false });
};
