import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright';
import { nodeEngine } from '../electron/engine.ts';
import { makeSealedSample } from '../electron/seals/sample-sealed-pdf.ts';
import { sampleCredential } from '../shared/credential/sample-credential.ts';
import { proofText } from '../shared/proof/code-text.ts';
import { preparePaperProof } from '../shared/proof/paper.ts';
import { writePem } from '../shared/sealing/certificate.ts';
import { findings } from './axe.ts';
import { writeFilm } from './film.ts';
import { openWindow } from './window.ts';

const skip = !existsSync('out/main/main.js') && 'the window is not built: npm run build';
const folder = mkdtempSync(join(tmpdir(), 'sealwright-camera-'));
const [sheet, poster, certificate] = ['sheet.y4m', 'poster.y4m', 'seal.pem'].map((name) =>
  join(folder, name),
) as [string, string, string];

before(async () => {
  const { seal } = await makeSealedSample(new Date());
  writeFilm(sheet, proofText(await preparePaperProof(seal, nodeEngine).make(sampleCredential)));
  writeFilm(poster, 'https://example.org/a-poster');
  writeFileSync(certificate, writePem(seal.chain[0]));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** How many pictures the page still takes from a camera. */
const watchTracks = (page: Page) =>
  page.evaluate(() => {
    const told = globalThis as unknown as { tracks: MediaStreamTrack[] };
    told.tracks = [];
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      told.tracks.push(...stream.getTracks());
      return stream;
    };
  });
const tracksOf = (page: Page) =>
  page.evaluate(() =>
    (globalThis as unknown as { tracks: MediaStreamTrack[] }).tracks.map(
      ({ kind, readyState }) => `${kind} ${readyState}`,
    ),
  );

suite('the camera in the window', { skip }, () => {
  test('a sheet held before it is judged, and the camera is off again', async () => {
    await using opened = await openWindow({ camera: sheet, choose: { certificate } });
    const { page } = opened;
    await page.locator('.rail-item').nth(5).click();
    await watchTracks(page);
    await page.locator('.trusted > .button').click();
    await page.locator('.drop .button').nth(1).click();
    const card = page.locator('.verdict.good');
    await card.waitFor();
    assert.match((await card.textContent()) ?? '', new RegExp(sampleCredential.serial));
    assert.deepEqual(await tracksOf(page), ['video ended']);
    assert.equal(await page.locator('.camera').count(), 0);
    assert.deepEqual(await findings(page), []);
    // Whom to trust was taken back: the same code is judged anew.
    await page.locator('.chip-remove').click();
    await page.locator('.verdict.unsure').waitFor();
  });

  test('a code that is no proof is said to be none; the camera goes off when the screen is left', async () => {
    await using opened = await openWindow({ camera: poster });
    const { page } = opened;
    await page.locator('.rail-item').nth(5).click();
    await watchTracks(page);
    await page.locator('.drop .button').nth(1).click();
    await page.getByText('This code is no proof of a credential.').waitFor();
    assert.deepEqual(await findings(page), []);
    assert.deepEqual(await tracksOf(page), ['video live']);
    await page.locator('.rail-item').nth(0).click();
    await page.locator('.hero-actions').waitFor();
    assert.deepEqual(await tracksOf(page), ['video ended']);
  });
});

test('the standalone verifier reads a sheet before the camera, from the disk', async () => {
  const built = spawnSync('npm', ['run', '--silent', 'build:verifier'], { encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
  const browser = await chromium.launch({
    executablePath: process.env.SEALWRIGHT_E2E_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      ...['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
      `--use-file-for-fake-video-capture=${sheet}`,
    ],
  });
  try {
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await page.goto(pathToFileURL('out/verifier/sealwright-verifier.html').href);
    await watchTracks(page);
    await page.setInputFiles('#file', certificate);
    await page.getByText(/: 1\./).waitFor();
    await page.locator('#camera').click();
    await page.locator('article.passed').waitFor();
    assert.match((await page.locator('article').textContent()) ?? '', new RegExp(sampleCredential.serial));
    assert.deepEqual(await tracksOf(page), ['video ended']);
    assert.equal(await page.locator('#look').isVisible(), false);
    assert.deepEqual(await findings(page), []);
  } finally {
    await browser.close();
  }
});
