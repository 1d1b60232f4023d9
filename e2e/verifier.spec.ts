import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { PDFDocument } from 'pdf-lib';
import { type Browser, chromium, type Page } from 'playwright';
import encodeQr from 'qr';
import { nodeEngine } from '../electron/engine.ts';
import { makeSealedSample } from '../electron/seals/sample-sealed-pdf.ts';
import { sampleCredential } from '../shared/credential/sample-credential.ts';
import { elmo } from '../shared/formats/elmo.ts';
import { LANGUAGES } from '../shared/language.ts';
import { proofLink, proofText } from '../shared/proof/code-text.ts';
import { preparePaperProof } from '../shared/proof/paper.ts';
import { prepareContainer } from '../shared/record/asic.ts';
import { writePem } from '../shared/sealing/certificate.ts';
import { prepareXmlSealer } from '../shared/sealing/xades.ts';
import { findings } from './axe.ts';

const folder = mkdtempSync(join(tmpdir(), 'verifier-'));
const PAGE = join(import.meta.dirname, '../out/verifier/sealwright-verifier.html');
let browser: Browser;
let page: Page;
/** What the code on a sheet says. */
let proof: string;
const asked: string[] = [];

before(async () => {
  const built = spawnSync('npm', ['run', '--silent', 'build:verifier'], { encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
  const { sealed, pki, seal } = await makeSealedSample(new Date());
  const at = new Date().toISOString().replace(/\.\d+/, '');
  const facts = { at, id: 'urn:uuid:2f1c1c58-7d0f-4f0a-9b6e-3a5de2b0c001', mediaType: 'text/xml' };
  const xml = await prepareXmlSealer(seal, nodeEngine).seal(elmo(sampleCredential), facts);
  writeFileSync(join(folder, 'root.pem'), writePem(pki.root));
  writeFileSync(join(folder, 'lists.pem'), pki.crls.map((crl) => writePem(crl, 'X509 CRL')).join(''));
  writeFileSync(join(folder, 'good.pdf'), sealed);
  writeFileSync(join(folder, 'good.xml'), xml);
  writeFileSync(
    join(folder, 'changed.xml'),
    Buffer.from(xml).toString().replace(sampleCredential.serial, 'X-1'),
  );
  const altered = Uint8Array.from(sealed);
  altered[2000] = (altered[2000] ?? 0) ^ 1;
  writeFileSync(join(folder, 'changed.pdf'), altered);
  const container = prepareContainer(seal, nodeEngine);
  writeFileSync(join(folder, 'good.asice'), await container(new TextEncoder().encode('{}'), { at, id: 'r' }));
  writeFileSync(join(folder, 'seal.pem'), writePem(seal.chain[0]));
  proof = proofText(await preparePaperProof(seal, nodeEngine).make(sampleCredential));
  browser = await chromium.launch({
    executablePath: process.env.SEALWRIGHT_E2E_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(PAGE).href);
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

async function drop(name: string): Promise<{ readonly state: string | null; readonly text: string }> {
  const count = await page.locator('article').count();
  await page.setInputFiles('#file', join(folder, name));
  if (!name.endsWith('.pem')) await page.locator('article').nth(count).waitFor();
  else await page.getByText(/: 1\./).waitFor();
  const first = page.locator('article').first();
  if (name.endsWith('.pem')) return { state: null, text: '' };
  return { state: await first.getAttribute('class'), text: (await first.textContent()) ?? '' };
}

test('from the disk, without a network: nobody trusted, then genuine, then changed', async () => {
  const stranger = await drop('good.pdf');
  assert.equal(stranger.state, 'open');
  await drop('root.pem');
  assert.equal((await drop('good.pdf')).state, 'passed');
  const xml = await drop('good.xml');
  assert.equal(xml.state, 'passed', xml.text);
  assert.ok(xml.text.includes(sampleCredential.serial));
  const changed = await drop('changed.xml');
  assert.equal(changed.state, 'failed', changed.text);
  assert.ok(!changed.text.includes('X-1'), 'nothing unsealed is shown');
  assert.notEqual((await drop('changed.pdf')).state, 'passed');
  assert.deepEqual(
    asked.filter((url) => !/^(?:file|data|blob):/.test(url)),
    [],
  );
});

test('the answer is there in every language, and none lacks a word', async () => {
  const titles = new Set<string>();
  for (const language of LANGUAGES) {
    await page.selectOption('#language', language);
    assert.equal(await page.getAttribute('html', 'lang'), language);
    titles.add((await page.textContent('h1')) ?? '');
    const keys = await page.locator('dt, h2').allInnerTexts();
    assert.ok(
      keys.every((word) => !/^(?:passed|failed|open|sealedBy|holder|expiresOn)$/.test(word)),
      language,
    );
  }
  assert.ok(titles.size > 20);
  await page.selectOption('#language', 'en');
});

test('it may not talk to anybody, and can be read by everybody', async () => {
  const fetched = await page.evaluate(() =>
    fetch('https://example.org/').then(
      () => true,
      () => false,
    ),
  );
  assert.equal(fetched, false);
  assert.deepEqual(await findings(page), []);
});

test('without a revocation list nothing is called not revoked; with one that was dropped it is', async () => {
  const before = await drop('good.xml');
  assert.match(before.text, /Unknown: nothing at hand tells/);
  await page.setInputFiles('#file', join(folder, 'lists.pem'));
  await page.getByText(/CRL: 2/).waitFor();
  const text = (await drop('good.xml')).text;
  assert.match(text, /The certificate was not revoked, by the lists at hand/);
  assert.match(text, /A micro-credential, not a degree|A degree|do not say whether/);
});

test('containers, and the pages of a PDF that is nothing but a scan', async () => {
  assert.equal((await drop('good.asice')).state, 'passed');
  const drawing = await browser.newPage();
  const code = encodeQr(proof, 'svg', { ecc: 'medium', border: 4 });
  await drawing.setContent(`<style>body{margin:0}svg{width:700px;height:700px}</style>${code}`);
  const picture = await drawing.screenshot();
  await drawing.close();
  const scan = await PDFDocument.create();
  scan.addPage([595, 842]).drawImage(await scan.embedPng(picture), { x: 0, y: 0, width: 595, height: 335 });
  writeFileSync(join(folder, 'scan.pdf'), await scan.save());
  await page.setInputFiles('#file', join(folder, 'seal.pem'));
  const sheet = await drop('scan.pdf');
  assert.equal(sheet.state, 'passed', sheet.text);
  assert.ok(sheet.text.includes(sampleCredential.serial));
});

test('a code that links here is answered at once, and what it brings is sent nowhere', async () => {
  const { seal, pki } = await makeSealedSample(new Date());
  const proof = await preparePaperProof(seal, nodeEngine).make(sampleCredential);
  const html = readFileSync(PAGE, 'utf8');
  const roots = [pki.root, ...seal.chain].map((der) => Buffer.from(der).toString('base64'));
  const own = join(folder, 'verify.html');
  writeFileSync(own, html.replace('{"roots":[]}', JSON.stringify({ roots })));
  const link = new URL(proofLink(proof, 'https://verify.example.edu/'));
  await page.goto(pathToFileURL(own).href + link.hash);
  await page.locator('article').waitFor();
  assert.equal(await page.locator('article').getAttribute('class'), 'passed');
  assert.ok((await page.locator('article').textContent())?.includes(sampleCredential.serial));
  // Another sheet's address in the same tab; nobody's key has made this one.
  const forged = proofLink(
    preparePaperProof(seal, nodeEngine).imitate(sampleCredential),
    'https://verify.example.edu/',
  );
  await page.evaluate((hash) => location.assign(hash), new URL(forged).hash);
  await page.locator('article.failed').waitFor();
  assert.equal(await page.locator('article').count(), 2);
  assert.deepEqual(await findings(page), []);
});
