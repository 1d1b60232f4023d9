import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PDFDocument } from 'pdf-lib';
import encodeQr from 'qr';
import { sampleCredential } from '../../shared/credential/sample-credential.ts';
import type { AddOrder } from '../../shared/desk/trust.ts';
import { readFonts } from '../../shared/page/fonts.ts';
import { prepareLayout } from '../../shared/page/layout.ts';
import { preparePdf } from '../../shared/page/pdf/press.ts';
import type { LaidOutPage } from '../../shared/page/placed.ts';
import { encodeSymbol } from '../../shared/page/qr-symbol.ts';
import { svgOf } from '../../shared/page/svg.ts';
import { certificateText, proofLink, proofText } from '../../shared/proof/code-text.ts';
import { preparePaperProof } from '../../shared/proof/paper.ts';
import { writePem } from '../../shared/sealing/certificate.ts';
import { makeSampleSeal } from '../../shared/sealing/sample-seal.ts';
import type { CodeHolds, PageDesign, QrElement } from '../../shared/template/design.ts';
import { nodeEngine } from '../engine.ts';
import { serveTrust } from '../studio/issuers.ts';
import { makeVerifier } from '../studio/verify-file.ts';
import { readQrCodes, readQrCodesOfPdf } from './qr.ts';

interface Png {
  readonly data: Buffer;
}
const { PNG } = createRequire(import.meta.url)('pngjs') as {
  readonly PNG: (new (size: {
    readonly width: number;
    readonly height: number;
  }) => Png) & {
    readonly sync: { write(png: Png): Buffer };
  };
};

const folder = mkdtempSync(join(tmpdir(), 'paper-'));
after(() => rmSync(folder, { recursive: true }));
const at = new Date('2026-07-01T00:00:00Z');
const certificate = join(folder, 'seal.pem');
let text: string;

before(async () => {
  const seal = await makeSampleSeal('ES256');
  text = proofText(await preparePaperProof(seal, nodeEngine).make(sampleCredential));
  writeFileSync(certificate, writePem(seal.chain[0]));
});

/** A sheet as a scanner sees it: grey paper, the code a little turned and noisy. */
function scan(code: string, turn = 0.02): Uint8Array {
  const rows = encodeQr(code, 'raw', { ecc: 'medium', border: 4 });
  const size = rows.length * 5 + 300;
  const png = new PNG({ width: size, height: size });
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [dx, dy] = [x - size / 2, y - size / 2];
      const column = Math.floor((dx * Math.cos(turn) - dy * Math.sin(turn)) / 5 + rows.length / 2);
      const row = Math.floor((dx * Math.sin(turn) + dy * Math.cos(turn)) / 5 + rows.length / 2);
      const dark = rows[row]?.[column] === true;
      const grey = (dark ? 40 : 215) + ((x * 7 + y * 13) % 25);
      png.data.set([grey, grey, grey, 255], 4 * (y * size + x));
    }
  }
  return new Uint8Array(PNG.sync.write(png));
}

async function judged(name: string, picture: Uint8Array, trust = [certificate]) {
  const file = join(folder, name);
  writeFileSync(file, picture);
  const report = await makeVerifier(nodeEngine).verify({ file, trust }, at);
  assert.ok(report.ok);
  return report.value;
}

test('a scanned sheet says what is printed on it, and that the seal holds', async () => {
  const report = await judged('page.png', scan(text));
  assert.equal(report.format, 'paper');
  assert.equal(report.indication, 'TOTAL-PASSED', report.reason);
  assert.equal(report.printed?.serial, sampleCredential.serial);
  assert.ok(report.printed?.name.includes(sampleCredential.learner.familyName));
});

test('the text of a code is judged as its picture is, by the register of trusted issuers too', async () => {
  const data = join(folder, 'desk');
  const verifier = makeVerifier(nodeEngine);
  const judge = async (code: string, trust: readonly string[]) => {
    const report = await verifier.verifyCode({ codes: [code], trust, data }, at);
    assert.ok(report.ok);
    return report.value;
  };
  assert.equal((await judge(text, [certificate])).indication, 'TOTAL-PASSED');
  assert.equal((await judge(text, [])).reason, 'certificate-elsewhere');
  const other = await judge('https://example.org/', [certificate]);
  assert.deepEqual([other.indication, other.reason], ['TOTAL-FAILED', 'not-sealed']);
  const desk = serveTrust(
    nodeEngine,
    () => at,
    () => data,
  );
  const listed: Omit<AddOrder, 'kinds'> = {
    ...{ kind: 'institution', name: 'Halcyon University', country: 'IE' },
    certificates: [certificate],
  };
  assert.ok((await desk['trust.add']({ ...listed, kinds: ['micro-credential'] })).ok);
  const known = await judge(text, []);
  assert.deepEqual([known.indication, known.issuer?.name], ['TOTAL-PASSED', 'Halcyon University']);
  const issuer = known.issuer?.id ?? '';
  assert.ok((await desk['trust.remove']({ issuer })).ok);
  assert.ok((await desk['trust.add']({ ...listed, kinds: ['degree'] })).ok);
  assert.equal((await judge(text, [])).reason, 'issuer-outside');
});

test('a code with one letter changed, and a certificate nobody brought, are no proof', async () => {
  const place = Math.floor(text.length / 2);
  const changed = text.slice(0, place) + (text[place] === 'A' ? 'B' : 'A') + text.slice(place + 1);
  const spoiled = await judged('changed.png', scan(changed));
  assert.notEqual(spoiled.indication, 'TOTAL-PASSED');
  const unknown = await judged('unknown.png', scan(text), []);
  assert.equal(unknown.indication, 'INDETERMINATE');
  assert.equal(unknown.printed, undefined);
});

test('a picture without a code, and bytes that only begin like one, are no paper', async () => {
  assert.deepEqual(await readQrCodes(scan('HELLO').slice(0, 200)), []);
  const other = await judged('other.png', scan('https://example.org/'));
  assert.equal(other.indication, 'TOTAL-FAILED');
  const huge = new Uint8Array(64);
  huge.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 1, 0, 0, 0, 1, 0, 0]);
  assert.deepEqual(await readQrCodes(huge), []);
});

test('a sheet that brings the certificate along proves itself under the root alone, in both forms', async () => {
  const { seal, root, page, proof } = await printed();
  const trust = join(folder, 'root.pem');
  writeFileSync(trust, writePem(root));
  for (const form of ['proof', 'link'] as const) {
    const sheet = drawnSheet(page([form, 'certificate']));
    const texts = await readQrCodes(sheet);
    assert.deepEqual(texts.toSorted(), [certificateText(seal.chain[0], nodeEngine), proof(form)].toSorted());
    const report = await judged(`${form}.png`, sheet, [trust]);
    assert.equal(report.indication, 'TOTAL-PASSED', report.reason);
    assert.equal(report.printed?.serial, sampleCredential.serial);
    const alone = await judged(`${form}-alone.png`, drawnSheet(page([form])), [trust]);
    assert.equal(alone.indication, 'INDETERMINATE');
  }
  // A certificate beside the proof is a certificate, nothing more: whom it leads to decides.
  const stranger = await makeSampleSeal('ES256', 'Somebody else');
  writeFileSync(trust, writePem(stranger.root));
  const doubted = await judged('doubted.png', drawnSheet(page(['proof', 'certificate'])), [trust]);
  assert.equal(doubted.indication, 'INDETERMINATE');
});

/** A page with codes in a row, sealed for the sample credential. */
async function printed() {
  const seal = await makeSampleSeal('ES256');
  const packed = await preparePaperProof(seal, nodeEngine).make(sampleCredential);
  const proof = (form: CodeHolds) =>
    form === 'certificate'
      ? certificateText(seal.chain[0], nodeEngine)
      : form === 'link'
        ? proofLink(packed, 'https://verify.example.edu/')
        : proofText(packed);
  const page = (forms: readonly CodeHolds[]) => {
    const elements = forms.map((holds, at): QrElement => {
      const box = { x: 15 + 45 * at, y: 15, width: 40, height: 40 };
      return { kind: 'qr', id: holds, box, colour: '#000000', alt: { en: 'QR' }, holds };
    });
    const design: PageDesign = { width: 120, height: 70, styles: {}, elements };
    const layout = prepareLayout(design, readFonts({}), (_, { holds = 'proof' }) => proof(holds));
    const [laid] = layout.layOut(sampleCredential, 'en').pages;
    assert.ok(laid);
    return laid;
  };
  return { seal, root: seal.root, page, proof };
}

/** As resvg draws it at 200 dpi. */
function drawnSheet(page: LaidOutPage): Uint8Array {
  const { width, height, rgba } = nodeEngine.rasterise(
    svgOf(page, readFonts({})),
    Math.round((page.width / 72) * 200),
  );
  const png = new PNG({ width, height });
  png.data.set(rgba);
  return new Uint8Array(PNG.sync.write(png));
}

test('a scan that was put into a PDF, and a code that is drawn on its page, are read as well', async () => {
  const scanned = await PDFDocument.create();
  scanned
    .addPage([595, 842])
    .drawImage(await scanned.embedPng(scan(text)), { x: 0, y: 0, width: 595, height: 595 });
  const [bytes, packed] = [await scanned.save({ useObjectStreams: false }), await scanned.save()];
  assert.equal((await judged('scan.pdf', bytes)).printed?.serial, sampleCredential.serial);
  assert.equal((await judged('packed.pdf', packed)).printed?.serial, sampleCredential.serial);

  const symbol = encodeSymbol(text);
  const code = {
    kind: 'code',
    fill: '#000000',
    draw: () => ({ ...symbol, x: 60, y: 60, module: 1 }),
  } as const;
  const figure = { type: 'Figure', language: 'en', alt: 'QR', marks: [code] } as const;
  const press = preparePdf({ fonts: {}, codePoints: new Set(), engine: nodeEngine });
  const { bytes: drawn } = press.write({
    pages: [{ width: 595, height: 842, artifacts: [], content: [figure] }],
    document: {
      title: 'T',
      language: 'en',
      author: 'A',
      createdAt: '2026-07-01T00:00:00Z',
      id: 'urn:uuid:8ad5a4f1-6d2e-4b6e-9c41-0d2a3f1b7c55',
    },
    attachments: [],
  });
  const report = await judged('drawn.pdf', drawn);
  assert.deepEqual([report.format, report.indication], ['paper', 'TOTAL-PASSED']);
  assert.equal((await judged('empty.pdf', await (await PDFDocument.create()).save())).reason, 'not-sealed');
});

test('scans that are compressed otherwise than with Deflate or JPEG are read as a viewer shows them', async () => {
  // Made with libtiff and OpenJPEG, by other hands than the reader's; JBIG2 was written after ITU-T T.88, and poppler reads it as well.
  const samples = new URL('./sample-scans/', import.meta.url);
  const names = readdirSync(samples).sort();
  assert.deepEqual(names, ['ccitt-g4.pdf', 'jbig2.pdf', 'jpeg2000.pdf']);
  for (const name of names) {
    const pdf = new Uint8Array(readFileSync(new URL(name, samples)));
    assert.deepEqual(await readQrCodesOfPdf(pdf, nodeEngine), ['SEALWRIGHT SCAN'], name);
    assert.deepEqual(await readQrCodesOfPdf(pdf.subarray(0, pdf.length >> 1), nodeEngine), [], name);
  }
});
