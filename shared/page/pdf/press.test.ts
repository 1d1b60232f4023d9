import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFName, type PDFRawStream } from 'pdf-lib';
import { nodeEngine } from '../../../electron/engine.ts';
import type { Language } from '../../language.ts';
import { readFonts } from '../fonts.ts';
import { settingOf } from '../metrics.ts';
import type { FontSet, LaidOutPage } from '../placed.ts';
import { breakLines, cutText } from '../text-lines.ts';
import { runOf } from '../text-run.ts';
import { preparePdf } from './press.ts';
import { Repertoire } from './repertoire.ts';
import { sampleLine, samplePages } from './sample-page.ts';

const folder = new URL('../../../node_modules/@expo-google-fonts/', import.meta.url);
const font = (path: string) => new Uint8Array(readFileSync(new URL(path, folder)));
const fonts: FontSet = {
  sans: font('noto-sans/400Regular/NotoSans_400Regular.ttf'),
  'sans-bold': font('noto-sans/700Bold/NotoSans_700Bold.ttf'),
};

const scratch = mkdtempSync(join(tmpdir(), 'press-'));
after(() => rmSync(scratch, { recursive: true }));

/** Latin-1, Latin Extended-A and -B, Greek, Cyrillic: more than the 24 languages use. */
const letters = Array.from({ length: 0x460 - 0x20 }, (_, at) => at + 0x20).filter(
  (codePoint) => readFonts(fonts).face('sans')?.glyph(codePoint) !== undefined,
);
const press = preparePdf({ fonts, codePoints: new Set(letters), engine: nodeEngine });
const seal = { contentsLength: 9000, name: 'Universität Ægir' };

function order(pages: readonly LaidOutPage[], attachments: readonly Uint8Array[] = []) {
  return {
    pages,
    document: {
      title: 'Πιστοποιητικό (1)',
      language: 'en' as const,
      author: 'Universität Ægir',
      createdAt: '2026-11-24T10:00:00Z',
      id: 'urn:uuid:8ad5a4f1-6d2e-4b6e-9c41-0d2a3f1b7c55',
    },
    attachments: attachments.map((bytes, at) => ({
      name: `credential-${2 - at}.json`,
      mediaType: 'application/json',
      bytes,
      relationship: 'Source' as const,
      description: 'The credential as data',
      modifiedAt: '2026-11-24T10:00:00Z',
    })),
  };
}

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

function written(bytes: Uint8Array, file = 'page.pdf'): string {
  const path = join(scratch, file);
  writeFileSync(path, bytes);
  return path;
}

const textOf = (bytes: Uint8Array) => execFileSync('pdftotext', [written(bytes), '-'], { encoding: 'utf8' });

/** Why a test cannot run here, or false. */
const without = (program: string) =>
  spawnSync(program, ['--version']).error ? `${program} is not installed` : false;

describe('a page on paper', () => {
  const names = [
    'Žofie Łukasiewicz-Ó Súilleabháin',
    'Γεώργιος Παπαδόπουλος',
    'Ștefan Țuțea',
    'Ġużeppi Ħaż-Żgħir',
  ];

  test('gives back every name letter by letter', { skip: without('pdftotext') }, () => {
    for (const name of [...names, 'Щерьо Ъгълов', '10 µm and 3 μm']) {
      const lines = textOf(press.write(order(samplePages(fonts, name))).bytes).split('\n');
      assert.ok(lines.includes(name), `${name} in ${JSON.stringify(lines)}`);
    }
  });

  test('keeps the words of two lines apart', { skip: without('pdftotext') }, () => {
    const { bytes } = press.write(order(samplePages(fonts, 'A')));
    assert.match(textOf(bytes), /programme of\s+studies/);
    const structure = execFileSync('pdfinfo', ['-struct-text', written(bytes)], { encoding: 'utf8' });
    assert.match(structure, /programme of studies/);
  });

  test('reads letter-spaced capitals as words', { skip: without('pdftotext') }, () => {
    const [page] = samplePages(fonts, 'x');
    assert.ok(page);
    const line = sampleLine(fonts, 'sans', 'HALCYON UNIVERSITY');
    const marks = [
      { ...line, glyphs: line.glyphs.map((glyph) => ({ ...glyph, advance: glyph.width + 200 })) },
    ];
    const { bytes } = press.write(order([{ ...page, content: [{ type: 'P', language: 'en', marks }] }]));
    assert.equal(textOf(bytes).trim(), 'HALCYON UNIVERSITY');
  });

  test('gives back the letters of ligatures', { skip: without('pdftotext') }, () => {
    const [page] = samplePages(fonts, 'x');
    const face = readFonts(fonts).face('sans');
    assert.ok(page && face);
    const setting = settingOf(face, 0);
    const words = 'Steffi Pfäffli flog offiziell';
    const line = sampleLine(fonts, 'sans', words);
    const set = words
      .split(' ')
      .flatMap((word, at) => [...(at > 0 ? [setting.space] : []), ...setting.set(word).glyphs]);
    assert.ok(set.length < words.length);
    const marks = [{ ...line, glyphs: set }];
    const { bytes } = press.write(order([{ ...page, content: [{ type: 'P', language: 'de', marks }] }]));
    assert.equal(textOf(bytes).trim(), words);
  });

  test('gives back a divided word whole', { skip: without('pdftotext') }, () => {
    const [page] = samplePages(fonts, 'x');
    const face = readFonts(fonts).face('sans');
    assert.ok(page && face);
    const setting = settingOf(face, 0, () => 'Wei\u00adter\u00adbil\u00addung');
    const pieces = cutText('Weiterbildung', setting);
    const lines = breakLines(pieces, setting, 4000) ?? [];
    const pen = { setting, size: 11, colour: '#000000' };
    const marks = lines.map((line, at) => runOf(pieces, line, pen, 60, 60 + 14 * at));
    assert.ok(marks.length === 2 && marks[0]?.glyphs.at(-1)?.id === setting.hyphen.id);
    const { bytes } = press.write(order([{ ...page, content: [{ type: 'P', language: 'de', marks }] }]));
    const structure = execFileSync('pdfinfo', ['-struct-text', written(bytes)], { encoding: 'utf8' });
    for (const text of [textOf(bytes), structure])
      assert.match(text.replace(/\u00ad\s*/g, ''), /Weiterbildung/, JSON.stringify(text));
  });

  test('says the text of glyphs that cannot say it themselves', { skip: without('pdftotext') }, () => {
    const [page] = samplePages(fonts, 'x');
    assert.ok(page);
    const swash = sampleLine(fonts, 'sans', 'ab');
    const glyphs = swash.glyphs.map((glyph, at) => ({ ...glyph, codePoints: at === 0 ? [0x51, 0x75] : [] }));
    const marks = [{ ...swash, glyphs, text: 'Qu' }];
    const { bytes } = press.write(order([{ ...page, content: [{ type: 'P', language: 'en', marks }] }]));
    assert.equal(textOf(bytes).trim(), 'Qu');
  });

  test('sets a font with CFF outlines, in part and whole', { skip: without('pdftoppm') }, () => {
    // Letters of EB Garamond (SIL Open Font License 1.1), their outlines made cubic with fontTools.
    const own = { 'own-house': new Uint8Array(readFileSync(new URL('sample-cff.otf', import.meta.url))) };
    const [page] = samplePages(fonts, 'x');
    const face = readFonts(own).face('own-house');
    assert.ok(page && face);
    const setting = settingOf(face, 0);
    const words = 'Weiterbildungsoffiziere';
    const pieces = cutText(words, setting);
    const [line] = breakLines(pieces, setting, 90_000) ?? [];
    assert.ok(line);
    const run = runOf(pieces, line, { setting, size: 24, colour: '#000000' }, 40, 60);
    const only = {
      ...page,
      artifacts: [],
      content: [{ type: 'P' as const, language: 'de' as const, marks: [run] }],
    };
    const [part, whole] = (['subset', 'full'] as const).map((embed) => {
      const codePoints = new Set([...words].map((letter) => letter.charCodeAt(0)));
      return preparePdf({ fonts: own, codePoints, engine: nodeEngine, embed }).write(order([only])).bytes;
    });
    assert.ok(part && whole && part.length + 5000 < whole.length);
    for (const bytes of [part, whole]) assert.equal(textOf(bytes).trim(), words);
    const raster = (bytes: Uint8Array) =>
      execFileSync('pdftoppm', ['-r', '110', written(bytes)], { maxBuffer: 64 << 20 });
    assert.ok(raster(part).equals(raster(whole)));
  });

  test('looks the same from subset fonts as from whole ones', { skip: without('pdftoppm') }, () => {
    const whole = preparePdf({ fonts, codePoints: new Set(letters), engine: nodeEngine, embed: 'full' });
    const [page] = samplePages(fonts, names.join(' '));
    assert.ok(page);
    // Every letter the subset holds, in both weights: one lost glyph would show.
    const rows = Array.from({ length: Math.ceil(letters.length / 40) }, (_, at) =>
      String.fromCodePoint(...letters.slice(at * 40, at * 40 + 40)),
    );
    const chart = rows.flatMap((row, at) =>
      (['sans', 'sans-bold'] as const).map((key, side) => ({
        type: 'P' as const,
        language: 'en' as Language,
        marks: [{ ...sampleLine(fonts, key, row), size: 9, x: 30 + 270 * side, y: 30 + 20 * at }],
      })),
    );
    const pages = order([page, { ...page, content: chart }]);
    const raster = (bytes: Uint8Array) =>
      execFileSync('pdftoppm', ['-r', '110', written(bytes)], { maxBuffer: 64 << 20 });
    const [subset, full] = [press, whole].map((one) => one.write(pages).bytes);
    assert.ok(subset && full && subset.length * 5 < full.length);
    assert.ok(raster(subset).equals(raster(full)));
    const plain = raster(press.write(order([{ ...page, content: [] }, page])).bytes);
    assert.ok(!raster(subset).equals(plain), 'a page without its text must look different');
  });
});

describe('a file', () => {
  const attachments = [new TextEncoder().encode('{"first":true}'), new Uint8Array(100_000).fill(0x41)];
  const two = samplePages(fonts, 'Ștefan Țuțea', ['en', 'bg']);

  test('is read by others as it was meant', async () => {
    const { bytes } = press.write({ ...order(two, attachments), seal });
    const read = await PDFDocument.load(bytes, { throwOnInvalidObject: true, updateMetadata: false });
    assert.equal(read.getPageCount(), 2);
    assert.equal(read.getTitle(), 'Πιστοποιητικό (1)');
    assert.equal(read.getAuthor(), 'Universität Ægir');
    assert.equal(read.getCreationDate()?.toISOString(), '2026-11-24T10:00:00.000Z');
    assert.deepEqual(
      read
        .getForm()
        .getFields()
        .map((field) => field.getName()),
      ['Seal'],
    );
  });

  test('is sound to qpdf, and gives its attachments back', { skip: without('qpdf') }, () => {
    const path = written(press.write({ ...order(two, attachments), seal }).bytes);
    execFileSync('qpdf', ['--check', path]);
    for (const [at, bytes] of attachments.entries()) {
      const shown = execFileSync('qpdf', [`--show-attachment=credential-${2 - at}.json`, path]);
      assert.ok(shown.equals(bytes));
    }
  });

  test('leaves room for the seal exactly where it says', () => {
    const { bytes, contents, byteRange } = press.write({ ...order(two), seal });
    const latin = Buffer.from(bytes).toString('latin1');
    assert.equal(latin.slice(contents.start, contents.end), `<${'0'.repeat(9000)}>`);
    assert.match(latin.slice(byteRange.start, byteRange.end), /^\[[\d ]{34,}\]$/);
    assert.equal(latin.slice(contents.start - 9, contents.start), '/Contents');
    assert.equal(latin.slice(byteRange.start - 10, byteRange.start), '/ByteRange');
  });

  test('comes out the same twice, and from another press', () => {
    const again = preparePdf({ fonts, codePoints: new Set(letters), engine: nodeEngine });
    const first = Buffer.from(press.write({ ...order(two, attachments), seal }).bytes);
    assert.ok(first.equals(press.write({ ...order(two, attachments), seal }).bytes));
    again.write(order(samplePages(fonts, 'Somebody Else')));
    assert.ok(first.equals(again.write({ ...order(two, attachments), seal }).bytes));
  });

  test('says the same whatever is told of its varying parts, and does not depend on what went before', async () => {
    const [page] = samplePages(fonts, 'Ștefan Țuțea', ['en']);
    assert.ok(page);
    const last = page.content.at(-1);
    const varying = new Set(last ? [last] : []);
    const told = press.write({ ...order([page]), varying }).bytes;
    const [whole, divided] = await Promise.all(
      [press.write(order([page])).bytes, told].map(async (bytes) => {
        const { context, ...read } = await PDFDocument.load(bytes, { updateMetadata: false });
        const contents = read.catalog
          .Pages()
          .Kids()
          .lookup(0, PDFDict)
          .lookup(PDFName.of('Contents'), PDFArray);
        const streams = contents.asArray().map((one) => context.lookup(one) as PDFRawStream);
        return {
          count: streams.length,
          text: streams.map((one) => latin(decodePDFRawStream(one).decode())).join(''),
        };
      }),
    );
    assert.equal(divided?.text, whole?.text);
    assert.deepEqual([whole?.count, divided?.count], [2, 3]);
    const again = preparePdf({ fonts, codePoints: new Set(letters), engine: nodeEngine });
    again.write({ ...order(two), varying: new Set() });
    assert.ok(Buffer.from(told).equals(again.write({ ...order([page]), varying }).bytes));
  });

  test('gets letters nobody prepared', { skip: without('pdftotext') }, () => {
    const poor = preparePdf({ fonts, codePoints: new Set([0x41]), engine: nodeEngine });
    const pages = order(samplePages(fonts, 'Ђурђа'));
    const { bytes } = poor.write(pages);
    assert.ok(textOf(bytes).includes('Ђурђа'));
    assert.ok(Buffer.from(bytes).equals(poor.write(pages).bytes));
  });

  test('embeds no more than the batch was found to need', () => {
    const batch = ['Ђурђа', 'Ștefan Țuțea'].map((name) => order(samplePages(fonts, name)));
    const repertoire = new Repertoire();
    for (const { pages } of batch) repertoire.add(pages);
    assert.ok(repertoire.of('sans').has(0x452) && !repertoire.of('sans-bold').has(0x452));
    const lean = preparePdf({ fonts, codePoints: repertoire.of, engine: nodeEngine });
    const [first, second] = batch.map((one) => Buffer.from(lean.write(one).bytes));
    assert.ok(first && second && first.length < 30_000, String(first?.length));
    // Nothing had to grow: written the other way round, the files are the same.
    const other = preparePdf({ fonts, codePoints: repertoire.of, engine: nodeEngine });
    for (const [at, file] of [second, first].entries())
      assert.ok(file.equals(other.write(batch[1 - at] as (typeof batch)[0]).bytes));
  });

  test('is refused without pages, a face or a colour', () => {
    assert.throws(() => press.write(order([])), RangeError);
    const [page] = samplePages(fonts, 'x');
    assert.ok(page);
    const line = sampleLine(fonts, 'sans', 'x');
    for (const mark of [
      { ...line, font: 'serif' as const },
      { ...line, colour: 'red' },
    ]) {
      const wrong = { ...page, content: [{ type: 'P' as const, language: 'en' as const, marks: [mark] }] };
      assert.throws(() => press.write(order([wrong])), RangeError);
    }
  });
});
