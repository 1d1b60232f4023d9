import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { nodeEngine } from '../../electron/engine.ts';
import { sampleCredential } from '../credential/sample-credential.ts';
import { type Certificate, readCertificate } from '../sealing/certificate.ts';
import { makeSampleSeal } from '../sealing/sample-seal.ts';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { CborTag, encodeCbor } from './cbor.ts';
import { decodeCbor } from './cbor-reader.ts';
import { certificateText, proofLink, proofText, readCodeTexts } from './code-text.ts';
import { type PaperReading, preparePaperProof, readPaperProof } from './paper.ts';
import { standInText } from './stand-in.ts';

const REFERENCE = '../shared/reference/vc/qr-prototype';
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const unhex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

test('CBOR as RFC 8949 appendix A writes it', () => {
  const examples = [
    [0, '00'],
    [23, '17'],
    [24, '1818'],
    [1_000_000, '1a000f4240'],
    [1_000_000_000_000, '1b000000e8d4a51000'],
    [-1, '20'],
    [-1000, '3903e7'],
    [false, 'f4'],
    ['ü', '62c3bc'],
    [unhex('01020304'), '4401020304'],
    [[1, [2, 3], [4, 5]], '8301820203820405'],
    [
      new Map<string, number | number[]>([
        ['a', 1],
        ['b', [2, 3]],
      ]),
      'a26161016162820203',
    ],
    [new CborTag(1, 1363896240), 'c11a514b67b0'],
  ] as const;
  for (const [value, expected] of examples) {
    assert.equal(hex(encodeCbor(value)), expected);
    assert.equal(hex(encodeCbor(decodeCbor(unhex(expected)) ?? 'unread')), expected);
  }
});

test('CBOR that has another form is not read', () => {
  for (const bad of [
    '1817',
    '190017',
    '9f01ff',
    'a2010101 02'.replace(' ', ''),
    '62c328',
    '0000',
    '8201',
    'f6',
    'fb3ff0000000000000',
    '81'.repeat(40),
  ]) {
    assert.equal(decodeCbor(unhex(bad)), undefined, bad);
  }
});

test('base45 as RFC 9285 clause 4.3 and 4.4 write it', () => {
  for (const [plain, coded] of [
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ]) {
    assert.equal(encodeBase45(new TextEncoder().encode(plain)), coded);
    assert.equal(new TextDecoder().decode(decodeBase45(coded ?? '')), plain);
  }
  for (const bad of ['GGW', ':::', 'A', 'ABCD', 'ab', 'AÄ']) assert.equal(decodeBase45(bad), undefined, bad);
});

test('any bytes come back from base45', () => {
  fc.assert(
    fc.property(
      fc.uint8Array(),
      (bytes) => hex(decodeBase45(encodeBase45(bytes)) ?? unhex('')) === hex(bytes),
    ),
  );
});

/** As whoever scans a sheet reads it. */
async function readText(text: string, certificates: readonly Certificate[]): Promise<PaperReading> {
  const [proof] = readCodeTexts([text], nodeEngine).proofs;
  return proof ? readPaperProof(proof, certificates, nodeEngine) : { ok: false, reason: 'not-a-proof' };
}

for (const algorithm of ['ES256', 'ES384', 'RS256', 'PS256'] as const) {
  test(`a sheet sealed with ${algorithm} proves itself, and an altered one does not`, async () => {
    const seal = await makeSampleSeal(algorithm);
    const text = proofText(
      await preparePaperProof(seal, nodeEngine).make(sampleCredential, new Uint8Array(32)),
    );
    const read = await readText(text, [seal.certificate]);
    assert.ok(read.ok);
    assert.equal(`${read.claims.givenName} ${read.claims.familyName}`, sampleCredential.learner.fullName);
    assert.equal(read.claims.serial, sampleCredential.serial);
    assert.equal(read.claims.country, 'GR');
    assert.equal(read.claims.ectsTenths, 25);
    assert.equal(read.claims.kind, 'micro-credential');

    const imitated = proofText(
      preparePaperProof(seal, nodeEngine).imitate(sampleCredential, new Uint8Array(32)),
    );
    assert.ok(Math.abs(imitated.length - text.length) <= 12, `${imitated.length} for ${text.length}`);
    const imitation = await readText(imitated, [seal.certificate]);
    assert.deepEqual(imitation, { ok: false, reason: 'signature-wrong' });

    const stranger = await makeSampleSeal(algorithm);
    const unknown = await readText(text, [stranger.certificate]);
    assert.deepEqual(unknown, { ok: false, reason: 'certificate-unknown' });
    for (let at = 4; at < text.length; at += 7) {
      const changed = text.slice(0, at) + (text[at] === '7' ? '8' : '7') + text.slice(at + 1);
      const altered = await readText(changed, [seal.certificate]);
      // RFC 1951 leaves the last byte's padding bits unread: a change there is the same proof, never another one.
      if (altered.ok) {
        assert.ok(at >= text.length - 9, `character ${at}`);
        assert.deepEqual(altered.claims, read.claims);
      }
    }
  });
}

test('the same proof stands in a link, and a certificate comes back from its code', async () => {
  const seal = await makeSampleSeal('ES256');
  const proof = await preparePaperProof(seal, nodeEngine).make(sampleCredential);
  const link = proofLink(proof, 'https://verify.example.edu/');
  assert.match(link, /^https:\/\/verify\.example\.edu\/#MC1\.[\w-]+$/);
  const certificate = certificateText(seal.chain[0], nodeEngine);
  const texts = ['HELLO', certificate, link, link.slice(link.indexOf('#')), proofText(proof)];
  const read = readCodeTexts(texts, nodeEngine);
  assert.deepEqual(read.certificates.map(hex), [hex(seal.chain[0])]);
  assert.equal(new Set(read.proofs.map(hex)).size, 1);
  assert.equal(read.proofs.length, 3);
});

test('codes that hold something else, or too much, are passed over', () => {
  const bomb = `MCC1:${encodeBase45(new Uint8Array(deflateSync(new Uint8Array(100_000))))}`;
  const broken = ['MC1:', 'MC1:A', 'MCC1:::::', '#MC1.', '#MC1.*', 'http://x.example/#MC1.eJw', bomb];
  assert.deepEqual(readCodeTexts(broken, nodeEngine), { proofs: [], certificates: [] });
});

test('a stand-in is as long as the proof it stands for', async () => {
  for (const [algorithm, sealKey] of [
    ['ES256', 'P-256'],
    ['RS256', 'RSA-2048'],
  ] as const) {
    const proof = await preparePaperProof(await makeSampleSeal(algorithm), nodeEngine).make(sampleCredential);
    for (const [holds, text] of [
      ['proof', proofText(proof)],
      ['link', proofLink(proof, 'https://v.example/')],
    ] as const) {
      const standIn = standInText(
        sampleCredential,
        { holds, sealKey, verifyPage: 'https://v.example/' },
        nodeEngine,
      );
      assert.ok(Math.abs(standIn.length - text.length) <= 12, `${standIn.length} for ${text.length}`);
      assert.deepEqual(readCodeTexts([standIn], nodeEngine).proofs, []);
    }
  }
});

test('other people’s proofs are read: the prototypes at hand', {
  skip: !existsSync(REFERENCE) && 'no reference data',
}, async () => {
  for (const [text, leaf] of [
    ['core11-ES256-ec-prime256v1', 'leaf-ec-prime256v1-by-ec-secp384r1'],
    ['core11-RS256-rsa-2048', 'leaf-rsa-2048-by-rsa-4096'],
  ]) {
    const certificate = readCertificate(readFileSync(`${REFERENCE}/${leaf}.der`));
    assert.ok(certificate.ok);
    const proof = readFileSync(`${REFERENCE}/${text}.base45.txt`, 'utf8').trim();
    const read = await readText(proof, [certificate.value]);
    assert.ok(read.ok);
    assert.equal(read.claims.title, 'Ciberseguridad aplicada a infraestructuras críticas');
    assert.equal(read.claims.awardedOn, '2026-11-20');
  }
});
