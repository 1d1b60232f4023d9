import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { PDFDocument, PDFName } from 'pdf-lib';
import { nodeEngine } from '../../electron/engine.ts';
import { loadFonts } from '../../electron/files/fonts.ts';
import { readQrCodes } from '../../electron/pictures/qr.ts';
import { readFonts } from '../page/fonts.ts';
import { preparePdf } from '../page/pdf/press.ts';
import { Repertoire } from '../page/pdf/repertoire.ts';
import { NotPdf } from '../verifying/pdf/value.ts';
import { type Imposition, proofSheetFor, sheetFor } from './imposition.ts';
import { placeCopy } from './marks.ts';
import { PrintFile } from './print-file.ts';
import { grown, heightOf, MILLIMETRE, overlaps, widthOf } from './rectangle.ts';
import { type SamplePage, sampleSealed as sealedPage } from './sample-sealed.ts';
import { openSealed } from './sealed-page.ts';
import { layOutTestSheet } from './test-sheet.ts';

const scratch = mkdtempSync(join(tmpdir(), 'sealwright-print-file-'));
after(() => rmSync(scratch, { recursive: true }));

const { sans, 'sans-bold': bold } = loadFonts();
const SAMPLE_FONTS = { sans, 'sans-bold': bold };
const sampleSealed = (learner: string, sample: SamplePage = {}) =>
  sealedPage(learner, sample, { fonts: SAMPLE_FONTS, engine: nodeEngine });

const SHEETS: Imposition = { kind: 'sheets', duplex: false, cropMarks: false };
const WORDS = { copy: 'Copy', proof: 'Proof, not a credential' };

function open(imposition: Imposition = SHEETS): PrintFile {
  return new PrintFile({
    imposition,
    document: {
      ...{ title: 'Print file', language: 'en', author: 'Halcyon', createdAt: '2026-07-01T08:00:00Z' },
      id: 'urn:uuid:8ad5a4f1-6d2e-4b6e-9c41-0d2a3f1b7c55',
    },
    say: (language, key) => `${WORDS[key]} ${language}`,
    fonts: SAMPLE_FONTS,
    engine: nodeEngine,
  });
}

function merged(sealed: readonly Uint8Array[], imposition?: Imposition) {
  const print = open(imposition);
  const parts = sealed.map((bytes) => print.add(bytes));
  const { bytes: end, archival } = print.finish();
  return { parts, archival, bytes: new Uint8Array(Buffer.concat([...parts, end])) };
}

function written(bytes: Uint8Array): string {
  const path = join(scratch, 'print.pdf');
  writeFileSync(path, bytes);
  return path;
}

/** Why a test cannot run here, or false. */
const without = (program: string) =>
  spawnSync(program, ['--version']).error ? `${program} is not installed` : false;

/** The first page, by poppler. */
function rasterOf(bytes: Uint8Array, resolution: number, ...kind: readonly string[]): Uint8Array {
  const to = join(scratch, 'page');
  const words = ['-f', '1', '-singlefile', '-cropbox', '-r', String(resolution), ...kind];
  execFileSync('pdftoppm', [...words, written(bytes), to]);
  return readFileSync(`${to}.${kind.includes('-png') ? 'png' : 'ppm'}`);
}

/** Its pixels, three bytes each, behind the header that PPM has. */
function pixelsOf(bytes: Uint8Array) {
  const raster = rasterOf(bytes, 72);
  const [header = '', width, height] =
    /^P6\s(\d+)\s(\d+)\s255\s/.exec(Buffer.from(raster.subarray(0, 32)).toString('latin1')) ?? [];
  return { width: Number(width), height: Number(height), data: raster.subarray(header.length) };
}

const [ANNA, BELA] = ['Anna Berg', 'Béla Őry'].map((name) => sampleSealed(name)) as [Uint8Array, Uint8Array];

describe('a print file', () => {
  test('holds every page in the order told, and nothing that was inside the sealed files', async () => {
    const { bytes } = merged([BELA, sampleSealed('Two pages', { pages: 2 }), ANNA]);
    const read = await PDFDocument.load(bytes);
    assert.equal(read.getPageCount(), 4);
    assert.equal(read.catalog.has(PDFName.of('AcroForm')) || read.catalog.has(PDFName.of('AF')), false);
    assert.equal(Buffer.from(bytes).includes('/Sig'), false);
    assert.equal(Buffer.from(bytes).includes('/EmbeddedFile'), false);
  });

  test('says the same as the sealed pages, and copy in their language', {
    skip: without('pdftotext'),
  }, () => {
    const { bytes } = merged([BELA, sampleSealed('Ελένη', { language: 'el' })]);
    const text = execFileSync('pdftotext', ['-layout', written(bytes), '-'], { encoding: 'utf8' });
    const [first = '', second = ''] = text.split('\f');
    assert.match(first, /Béla Őry 1[\s\S]*Copy en/);
    assert.match(second, /Ελένη 1[\s\S]*Copy el/);
  });

  test('draws every pixel of the sealed page but those under the mark', { skip: without('pdftoppm') }, () => {
    const [sealed, printed] = [pixelsOf(ANNA), pixelsOf(merged([ANNA]).bytes)];
    assert.deepEqual([printed.width, printed.height], [sealed.width, sealed.height]);
    // The last column and row are part of a point wide, and clipped by other means.
    const [right, foot] = [sealed.width - 1, sealed.height - Math.ceil(8 * MILLIMETRE)];
    const differing = sealed.data.findIndex((value, at) => {
      const pixel = Math.floor(at / 3);
      const seen = pixel % sealed.width < right && Math.floor(pixel / sealed.width) < foot;
      return seen && value !== printed.data[at];
    });
    assert.equal(differing, -1);
    assert.ok(!Buffer.from(printed.data).equals(Buffer.from(sealed.data)), 'the mark is seen');
  });

  test('writes once what many have in common, and each credential at once', () => {
    const { parts } = merged([ANNA, ANNA, ANNA]);
    const [first = 0, second = 0, third = 0] = parts.map(({ length }) => length);
    assert.ok(second < first / 4, `${first}, then ${second}`);
    assert.equal(second, third);
  });

  test('is the same file for the same files', () => {
    assert.deepEqual(merged([ANNA, BELA]).bytes, merged([ANNA, BELA]).bytes);
  });

  test('stands before qpdf', { skip: without('qpdf') }, () => {
    for (const imposition of [SHEETS, { kind: 'proof', perSheet: 4 } as const]) {
      const { bytes } = merged([ANNA, BELA], imposition);
      assert.match(
        execFileSync('qpdf', ['--check', written(bytes)], { encoding: 'utf8' }),
        /No syntax or stream/,
      );
    }
  });

  test('claims PDF/A-2b for pages of PDF/A in sRGB, and nothing for others', async () => {
    const good = merged([ANNA]);
    assert.ok(good.archival);
    assert.ok(Buffer.from(good.bytes).includes('<pdfaid:part>2</pdfaid:part>'));
    const plain = await PDFDocument.create();
    plain.addPage([595, 842]).drawRectangle({ width: 10, height: 10 });
    const mixed = merged([ANNA, await plain.save({ useObjectStreams: false })]);
    assert.ok(!mixed.archival);
    assert.ok(!Buffer.from(mixed.bytes).includes('pdfaid'));
  });

  test('refuses what it cannot copy whole', async () => {
    const print = open();
    assert.throws(() => print.add(new TextEncoder().encode('%PDF-1.7 nothing')), NotPdf);
    const turned = await PDFDocument.load(ANNA);
    turned.getPage(0).node.set(PDFName.of('Rotate'), turned.context.obj(90));
    const turnedBytes = await turned.save({ useObjectStreams: false });
    assert.throws(() => print.add(turnedBytes), /turned/);
    const noted = await PDFDocument.load(ANNA);
    const note = noted.context.obj({ Type: 'Annot', Subtype: 'Square', Rect: [10, 10, 50, 50] });
    noted.getPage(0).node.addAnnot(noted.context.register(note));
    const notedBytes = await noted.save({ useObjectStreams: false });
    assert.throws(() => print.add(notedBytes), /annotation/);
  });
});

describe('sheets', () => {
  test('duplex: each credential begins on a front', async () => {
    const sealed = [ANNA, sampleSealed('Two', { pages: 2 }), BELA];
    const { bytes } = merged(sealed, { kind: 'sheets', duplex: true, cropMarks: false });
    const read = await PDFDocument.load(bytes);
    const full = read
      .getPages()
      .map(({ node }) => node.Resources()?.get(PDFName.of('XObject'))?.toString().length);
    assert.deepEqual(
      full.map((length = 0) => length > 10),
      [true, false, true, true, true, false],
    );
  });

  test('crop marks stand outside of what bleeds, and only where something does', async () => {
    const bleeding = sampleSealed('Bleeding', { bleed: 3 * MILLIMETRE });
    const { bytes } = merged([ANNA, bleeding], { kind: 'sheets', duplex: false, cropMarks: true });
    const [plain, marked] = (await PDFDocument.load(bytes)).getPages();
    assert.ok(plain && marked);
    assert.deepEqual(plain.getMediaBox(), plain.getTrimBox());
    const [media, bleed, trim] = [marked.getMediaBox(), marked.getBleedBox(), marked.getTrimBox()];
    assert.ok(Math.abs(trim.width - 595.28) < 0.01 && Math.abs(trim.height - 841.89) < 0.01);
    assert.ok(Math.abs(trim.x - bleed.x - 3 * MILLIMETRE) < 0.01);
    assert.ok(bleed.x - media.x >= 5 * MILLIMETRE);
    assert.deepEqual(marked.getCropBox(), media);
  });

  test('a proof keeps pages apart, within the sheet and in their shape', () => {
    for (const page of [
      { left: 0, bottom: 0, right: 595, top: 842 },
      { left: 0, bottom: 0, right: 842, top: 595 },
    ]) {
      for (const perSheet of [2, 4, 9] as const) {
        const { media, cells } = proofSheetFor(page, perSheet);
        assert.equal(cells.length, perSheet);
        for (const [at, cell] of cells.entries()) {
          assert.ok(cell.left > 0 && cell.right < media.right && cell.bottom > 0 && cell.top < media.top);
          assert.ok(cells.every((other, place) => place === at || !overlaps(grown(cell, 4), other)));
          const shape = widthOf(cell) / heightOf(cell) / (widthOf(page) / heightOf(page));
          assert.ok(shape > 0.75 && shape < 1.35, `${perSheet}: ${shape}`);
        }
      }
    }
  });

  test('a proof says on every page that it is none', { skip: without('pdftotext') }, () => {
    const { bytes } = merged([ANNA, BELA, ANNA], { kind: 'proof', perSheet: 2 });
    const text = execFileSync('pdftotext', ['-raw', written(bytes), '-'], { encoding: 'utf8' });
    assert.equal(text.replaceAll(/\s/g, '').split('Proof,notacredential').length - 1, 3);
  });
});

describe('the mark that says copy', () => {
  const trim = { left: 0, bottom: 0, right: 595, top: 842 };
  const mark = { left: 0, bottom: 0, right: 110, top: 8 };

  test('touches no code and no seal, wherever they stand', () => {
    const strip = (left: number, right: number, bottom: number) => ({
      left,
      right,
      bottom,
      top: bottom + 60,
    });
    for (const kept of [
      [strip(0, 150, 0)],
      [strip(0, 150, 0), strip(450, 595, 0)],
      [strip(0, 595, 0)],
      [strip(0, 595, 0), strip(0, 400, 782)],
    ]) {
      const [, , , , x = 0, y = 0] = placeCopy(mark, trim, kept);
      const place = { left: x, bottom: y, right: x + 110, top: y + 8 };
      assert.ok(!kept.some((each) => overlaps(each, place)), JSON.stringify(place));
      assert.ok(x >= 11 && x + 110 <= 584 && y >= 11 && y + 8 <= 831);
    }
  });

  test('shrinks on a small card', () => {
    const [scale = 0] = placeCopy(mark, { left: 0, bottom: 0, right: 100, top: 60 }, []);
    assert.ok(scale * 110 <= 80);
  });

  test('leaves a code at the very foot of the page readable', { skip: without('pdftoppm') }, async () => {
    const code = { text: 'MC1:PROOF', x: 3, y: 260 };
    const [page] = openSealed(sampleSealed('Anna', { code }), nodeEngine).pages;
    // 100 points wide, from 3 mm and 260 mm on; the other is the place of the signature.
    const found = page?.kept.map((each) => Object.values(each).map(Math.round));
    assert.deepEqual(found, [
      [9, 5, 109, 105],
      [320, 142, 520, 222],
    ]);
    const { bytes } = merged([sampleSealed('Anna', { code })]);
    assert.deepEqual(await readQrCodes(rasterOf(bytes, 150, '-png')), ['MC1:PROOF']);
  });
});

test('a sheet for a page whose origin is elsewhere begins at its own', () => {
  const page = { left: -8, bottom: -8, right: 608, top: 850 };
  const sheet = sheetFor({ trim: grown(page, -8), bleed: page }, false);
  assert.deepEqual(sheet.media, { left: 0, bottom: 0, right: 616, top: 858 });
  assert.deepEqual(sheet.trim, { left: 8, bottom: 8, right: 608, top: 850 });
});

test('every code of the test sheet that is coarse enough is read from its raster', {
  skip: without('pdftoppm'),
}, async () => {
  const say = (key: string, facts: Readonly<Record<string, string>> = {}) =>
    `${key} ${Object.values(facts).join()}`;
  const paper = { width: 210, height: 297 };
  const pages = layOutTestSheet({ paper, language: 'en', say, fonts: readFonts(SAMPLE_FONTS) });
  assert.equal(pages.length, 2);
  const codePoints = new Repertoire().add(pages).of;
  const document = {
    title: 'T',
    language: 'en',
    author: 'A',
    createdAt: '2026-07-01T08:00:00Z',
    id: '',
  } as const;
  const { bytes } = preparePdf({ fonts: SAMPLE_FONTS, codePoints, engine: nodeEngine }).write({
    pages,
    document,
    attachments: [],
  });
  const read = await readQrCodes(rasterOf(bytes, 300, '-png'));
  for (const name of ['P-256 35 MM', 'RSA 2048 40 MM', 'RSA 3072 40 MM', '0.28 MM', '0.33 MM'])
    assert.ok(
      read.some((text) => text.startsWith(`SEALWRIGHT TEST ${name}`)),
      name,
    );
});
