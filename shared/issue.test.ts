import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName } from 'pdf-lib';
import { nodeEngine } from '../electron/engine.ts';
import { loadFonts } from '../electron/files/fonts.ts';
import { readQrCodesOfPdf } from '../electron/pictures/qr.ts';
import type { Credential } from './credential/credential.ts';
import { formatOfName, SEALED_FORMATS, type SealedFormat } from './issue/sealed-file.ts';
import { type Press, type PressPlan, preparePress } from './issue.ts';
import type { SealAlgorithmName } from './sealing/algorithms.ts';
import { makeSampleSeal } from './sealing/sample-seal.ts';
import type { PageDesign, PageElement } from './template/design.ts';
import { drawUp } from './template/draw-up.ts';
import { EXPORT_NAMES, type ExportName } from './template/exports.ts';
import { readTemplate } from './template/parse.ts';
import { kindOf } from './verifying/kind.ts';
import { verifyPaperProof } from './verifying/paper.ts';
import { checkPdf } from './verifying/pdf/check.ts';
import { summarise } from './verifying/summary.ts';
import { prepareTrust } from './verifying/trust.ts';
import { verifyFile } from './verifying/verify.ts';

const file = new URL('../examples/university/template.json', import.meta.url);
const read = readTemplate(new Uint8Array(readFileSync(file)));
assert.ok(read.ok);
const template = read.value;
const fonts = loadFonts();

const drawnFrom = [
  { row: 2, givenName: 'Zoë', familyName: 'Ķēniņš', grade: '9', awardedOn: '2026-06-26' },
  {
    id: 'urn:uuid:0b0f9a52-0f5e-4b0a-9a37-3c1f2b8e7d44',
    learnerId: 'urn:uuid:0b0f9a52-0f5e-4b0a-9a37-3c1f2b8e7d45',
    serial: 'HAL-2026-00001',
    issuedAt: '2026-06-30T10:15:00Z',
    issuer: template.awardingBody,
    test: true,
  },
] as const;
const drawn = drawUp(template, ...drawnFrom);
assert.ok(drawn.ok);
const credential: Credential = drawn.value;

async function pressOf(algorithm: SealAlgorithmName, plan: Partial<PressPlan>) {
  const seal = await makeSampleSeal(algorithm);
  const press = preparePress({
    design: template.page,
    badgeImage: template.badgeImage,
    fonts,
    seal,
    engine: nodeEngine,
    specimens: [credential],
    ...plan,
  });
  return { seal, press };
}

async function issue(press: Press) {
  const issued = await press.issue(credential);
  assert.ok(issued.ok);
  return issued.files;
}

test('every export is of the same credential, and every sealed one verifies by what its bytes are', async () => {
  const { seal, press } = await pressOf('ES256', { exports: EXPORT_NAMES });
  assert.ok(press.ok);
  const files = await issue(press.value);
  const expected: readonly SealedFormat[] = [
    ...(['pdf', 'xml', 'json', 'edc-jws', 'edc-upload', 'vc-jwt', 'vc-di'] as const),
    ...(['badge-jwt', 'badge-svg', 'clr-jwt', 'sd-jwt'] as const),
  ];
  assert.deepEqual(
    files.map(({ format }) => format),
    expected,
  );
  const trust = prepareTrust({ roots: [seal.root] });
  for (const { format, bytes } of files) {
    if (format === 'edc-upload' || format === 'vc-di') continue;
    const { kind, verdict } = await verifyFile(bytes, trust, new Date('2026-07-01T00:00:00Z'), nodeEngine);
    const by: Partial<Record<SealedFormat, string>> = { 'edc-jws': 'json', 'clr-jwt': 'badge-jwt' };
    assert.ok(kind !== 'unknown');
    assert.equal(kind, by[format] ?? format);
    assert.equal(verdict.indication, 'TOTAL-PASSED', format);
    assert.equal(verdict.claimedAt?.toISOString(), '2026-06-30T10:15:00.000Z', format);
    assert.ok(verdict.payload);
    const { serial, name } = (await summarise(kind, verdict.payload, nodeEngine)) ?? {};
    assert.deepEqual([serial, name], [credential.serial, 'Zoë Ķēniņš'], format);
  }
  const upload = files.find(({ format }) => format === 'edc-upload');
  assert.equal(JSON.parse(new TextDecoder().decode(upload?.bytes)).id, credential.id);
});

test('a template that chooses gets what it chose and nothing else', async () => {
  const { press } = await pressOf('ES256', { exports: ['vc-jwt', 'edc'] });
  assert.ok(press.ok);
  assert.deepEqual(
    (await issue(press.value)).map(({ format }) => format),
    ['vc-jwt', 'json'],
  );
});

test('the application profile a template asks for is the one claimed', async () => {
  for (const edcProfile of ['edc-generic-full', 'edc-generic-no-cv'] as const) {
    const { press } = await pressOf('ES256', { exports: ['edc-upload'], edcProfile });
    assert.ok(press.ok);
    const [upload] = await issue(press.value);
    const { credentialSchema } = JSON.parse(new TextDecoder().decode(upload?.bytes));
    assert.ok(credentialSchema.id.endsWith(`/${edcProfile}`));
  }
});

test('a seal that cannot make an export is refused for each of them, before anything is sealed', async () => {
  const cannot: Readonly<Partial<Record<SealAlgorithmName, readonly ExportName[]>>> = {
    RS256: ['vc-di', 'sd-jwt'],
    PS256: ['vc-di', 'open-badge', 'clr', 'sd-jwt'],
    ES384: ['open-badge', 'clr'],
    ES512: ['vc-di', 'open-badge', 'clr', 'sd-jwt'],
  };
  for (const [algorithm, names = []] of Object.entries(cannot)) {
    const { press } = await pressOf(algorithm as SealAlgorithmName, { exports: EXPORT_NAMES });
    assert.ok(!press.ok);
    assert.deepEqual(
      press.problems.map(({ code, facts }) => [code, facts?.algorithm]),
      names.map(() => ['format.key-unsupported', algorithm]),
    );
    const able = EXPORT_NAMES.filter((name) => !names.includes(name));
    assert.ok((await pressOf(algorithm as SealAlgorithmName, { exports: able })).press.ok, algorithm);
  }
});

test('a picture that is none is refused before anything is sealed', async () => {
  const badgeImage = `data:image/png;base64,${Buffer.from('no picture').toString('base64')}`;
  const { press } = await pressOf('ES256', { exports: ['open-badge'], badgeImage });
  assert.ok(!press.ok);
  assert.equal(press.problems[0].code, 'badge.image-unreadable');
});

test('each format has an ending of its own, by which it is known again', () => {
  const formats = Object.keys(SEALED_FORMATS) as readonly SealedFormat[];
  for (const format of formats) {
    assert.equal(formatOfName(`HAL-2026-00001-zoe.${SEALED_FORMATS[format].extension}`), format);
  }
  assert.equal(formatOfName('HAL-2026-00001-zoe.txt'), undefined);
  assert.equal(formatOfName('pdf'), undefined);
});

test('files are told apart by their bytes', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const token = (typ: string) =>
    `${Buffer.from(JSON.stringify({ alg: 'ES256', typ })).toString('base64url')}.e30.AA`;
  assert.equal(kindOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)), 'badge-png');
  assert.equal(kindOf(bytes('<?xml version="1.0"?><svg xmlns="…">')), 'badge-svg');
  assert.equal(kindOf(bytes('<elmo>')), 'xml');
  assert.equal(kindOf(bytes(token('vc+jwt'))), 'vc-jwt');
  assert.equal(kindOf(bytes(token('application/DC+SD-JWT'))), 'sd-jwt');
  assert.equal(kindOf(bytes(token('JWT'))), 'badge-jwt');
  assert.equal(kindOf(bytes(token('jose'))), 'json');
  assert.equal(kindOf(bytes('eyJ no token')), 'json');
  assert.equal(kindOf(bytes('PK')), 'unknown');
});

test('the page holds the Verifiable Credential when there is no European Digital Credential beside it', async () => {
  const { press } = await pressOf('ES256', { exports: ['pdf', 'vc-jwt'] });
  assert.ok(press.ok);
  const files = await issue(press.value);
  const [pdf, vc] = ['pdf', 'vc-jwt'].map((format) => files.find((file) => file.format === format));
  assert.ok(pdf && vc);
  const checked = await checkPdf(pdf.bytes, nodeEngine);
  assert.ok(checked.ok);
  assert.deepEqual(checked.payload, vc.bytes);
  const summary = await summarise('pdf', checked.payload, nodeEngine);
  assert.equal(summary?.serial, credential.serial);
});

test('the sealed page holds its proof as a link and the certificate beside it, as its design says', async () => {
  const { seal, press } = await pressOf('ES256', { exports: ['pdf'], design: withCodes(35, 40) });
  assert.ok(press.ok);
  const [pdf] = await issue(press.value);
  const texts = await readQrCodesOfPdf(pdf?.bytes ?? new Uint8Array(), nodeEngine);
  assert.equal(texts.length, 2);
  assert.ok(texts.some((text) => text.startsWith('https://verify.halcyon.example/#MC1.')));
  const paper = await verifyPaperProof(
    texts,
    [],
    prepareTrust({ roots: [seal.root] }),
    new Date(credential.issuedAt),
    nodeEngine,
  );
  assert.equal(paper?.verdict.reason, 'passed');
  assert.equal(paper?.claims?.serial, credential.serial);
});

test('a seal says what it stands for in the language of the document, and lies where the page shows it', async () => {
  const said = {
    el: 'Εκδόθηκε και εγκρίθηκε από το ίδρυμα',
    bg: 'Издадено и одобрено от институцията',
  } as const;
  for (const language of ['el', 'bg'] as const) {
    const other = drawUp({ ...template, languages: [language] }, ...drawnFrom);
    assert.ok(other.ok);
    const { press } = await pressOf('ES256', { exports: ['pdf', 'elmo'], specimens: [other.value] });
    assert.ok(press.ok);
    const issued = await press.value.issue(other.value);
    assert.ok(issued.ok);
    const [pdf, xml] = issued.files;
    assert.ok(pdf && xml);
    const [field] = (await PDFDocument.load(pdf.bytes))
      .getForm()
      .acroForm.getAllFields()
      .map(([one]) => one);
    const value = field?.V();
    assert.ok(value instanceof PDFDict);
    assert.equal(value.lookup(PDFName.of('Reason'), PDFHexString).decodeText(), said[language]);
    const { x, y, width, height } =
      template.page.elements.find(({ kind }) => kind === 'seal')?.box ?? assert.fail();
    const points = [x, template.page.height - y - height, x + width, template.page.height - y];
    const rectangle = field?.dict
      .lookup(PDFName.of('Rect'), PDFArray)
      .asArray()
      .map((one) => Number(String(one)));
    for (const [index, millimetres] of points.entries()) {
      assert.ok(Math.abs((rectangle?.[index] ?? 0) - (millimetres * 72) / 25.4) < 0.01, String(rectangle));
    }
    // ETSI EN 319 132-1 clause 5.2.3.
    const told = /<xades:CommitmentTypeId>(.*)<\/xades:CommitmentTypeId>/.exec(
      new TextDecoder().decode(xml.bytes),
    );
    assert.equal(
      told?.[1],
      '<xades:Identifier>http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin</xades:Identifier>' +
        `<xades:Description>${said[language]}</xades:Description>`,
    );
  }
});

test('nothing is sealed at a time when its certificate is not valid', async () => {
  const { press, seal } = await pressOf('ES256', { exports: ['edc'] });
  assert.ok(press.ok);
  const { notBefore, notAfter } = seal.certificate;
  const codesAt = async (at: number) => {
    const issuedAt = new Date(at).toISOString().replace('.000Z', 'Z') as Credential['issuedAt'];
    const issued = await press.value.issue({ ...credential, issuedAt });
    return issued.ok ? [] : issued.problems.map(({ code }) => code);
  };
  assert.deepEqual(await codesAt(notBefore.getTime()), []);
  assert.deepEqual(await codesAt(notBefore.getTime() - 1000), ['credential.outside-certificate']);
  assert.deepEqual(await codesAt(notAfter.getTime()), []);
  assert.deepEqual(await codesAt(notAfter.getTime() + 1000), ['credential.outside-certificate']);
});

test('what a code of this very seal and credential needs is asked before anything is sealed', async () => {
  const { press } = await pressOf('RS256', { exports: ['pdf'], design: withCodes(27, 40) });
  assert.ok(press.ok);
  const refused = await press.value.issue(credential);
  assert.ok(!refused.ok);
  assert.deepEqual(
    refused.problems.map(({ code, where, facts }) => [code, where?.element, facts?.key]),
    [['template.code-too-small', 'qr', 'RSA-2048']],
  );
  // The same box is large enough for a shorter signature.
  const shorter = await pressOf('ES256', { exports: ['pdf'], design: withCodes(27, 40) });
  assert.ok(shorter.press.ok);
  assert.deepEqual(shorter.press.value.check(credential), []);
});

/** The university's page with its proof as a link, and its certificate, in boxes of these sides. */
function withCodes(link: number, certificate: number): PageDesign {
  const elements = template.page.elements.flatMap((element): PageElement[] => {
    if (element.kind !== 'qr') return [element];
    const side = (length: number) => ({ ...element.box, width: length, height: length });
    const page = {
      ...element,
      box: side(link),
      holds: 'link',
      verifyPage: 'https://verify.halcyon.example/',
    } as const;
    return [page, { ...element, id: 'certificate', box: side(certificate), holds: 'certificate' }];
  });
  return { ...template.page, elements };
}
