import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { PDFDocument } from 'pdf-lib';
import type { Page } from 'playwright';
import { makeSampleCups } from '../electron/printing/sample-cups.ts';
import { findings } from './axe.ts';
import { freshData, openWindow } from './window.ts';

const skip = !existsSync('out/main/main.js')
  ? 'the window is not built: npm run build'
  : process.platform === 'win32' && 'CUPS is not of Windows';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-e2e-print-'));
const before = process.env.PATH;
after(() => {
  process.env.PATH = before;
  rmSync(folder, { recursive: true, force: true });
});
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The first of the dialogue's choices is the way, the second the printer. */
const [WAY, PRINTER] = [0, 1];

async function pick(page: Page, choice: number, text: string): Promise<void> {
  // The printers are asked for once the dialogue is there.
  await page.locator('.print-form .choice').nth(2).waitFor();
  await page.locator('.print-form .choice .button').nth(choice).click();
  await page.getByRole('option', { name: text, exact: true }).click();
}

test('a clerk prints what was sealed, saves a print file, and finds both in the history', {
  skip,
}, async () => {
  const cups = makeSampleCups(folder);
  process.env.PATH = cups.path;
  const data = freshData();
  await using opened = await openWindow({ data, choose: { save: folder } });
  const { page } = opened;
  await page.locator('.hero-actions .button').nth(1).click();
  await page.locator('.page-view').waitFor();
  await page.locator('.actions .button').first().click();
  await page.locator('.batch-result').waitFor({ timeout: 60_000 });
  await page.locator('.actions .button.primary').click();
  await page.locator('.batch-result .actions').waitFor({ timeout: 60_000 });

  // The whole batch, for a print shop.
  await page.locator('.batch-result').getByRole('button', { name: 'Print…' }).click();
  const dialog = page.getByRole('dialog');
  await pick(page, WAY, 'Print file for a print shop');
  await dialog.getByText('Crop marks').click();
  assert.deepEqual(await findings(page), []);
  await dialog.getByRole('button', { name: 'Save print file…' }).click();
  await dialog.getByText('Saved. Credentials').waitFor();
  const credentials = join(data, 'trial', 'issued', 'credentials');
  const sealed = readdirSync(credentials).filter((name) => name.endsWith('.pdf'));
  const printed = await PDFDocument.load(readFileSync(join(folder, 'Print file.pdf')));
  assert.equal(printed.getPageCount(), sealed.length);
  await dialog.getByRole('button', { name: 'Close' }).click();

  // Two of them, chosen in the register, byte for byte on the printer: it is told that they were printed before.
  await page.locator('.batch-result .button.primary').click();
  await page.locator('.row-button').first().waitFor();
  const serials: string[] = [];
  for (const row of [0, 1]) {
    await page.locator('td.tick-cell .tick').nth(row).click();
    serials.push((await page.locator('td.serial').nth(row).textContent()) ?? '');
  }
  await page.getByRole('button', { name: 'Print chosen (2)…' }).click();
  await pick(page, PRINTER, 'Office');
  await dialog.getByRole('button', { name: 'Print', exact: true }).click();
  await dialog.getByText('Handed to the printer: 2').waitFor();
  assert.deepEqual(
    cups.jobs().map(({ bytes }) => digest(bytes)),
    serials
      .sort()
      .map((serial) => sealed.find((name) => name.startsWith(`${serial}-`)) ?? '')
      .map((name) => digest(readFileSync(join(credentials, name)))),
  );
  assert.equal(await dialog.locator('.reprints li').count(), 2);
  assert.deepEqual(await findings(page), []);
  await dialog.getByRole('button', { name: 'Close' }).click();

  // The history of one of them.
  await page.locator('.row-button').first().click();
  await page.getByText('In a print file (no. 1)').waitFor();
  await page.getByText('Printed (no. 2)').waitFor();

  // A printer that takes nothing is told of, and nothing is noted.
  await page.locator('.record-pane').getByRole('button', { name: 'Print…' }).click();
  await pick(page, PRINTER, 'Hall');
  await dialog.getByRole('button', { name: 'Print', exact: true }).click();
  await dialog.getByRole('alert').getByText('Hall takes no jobs').waitFor();
});

test('the settings save the test sheet in the language of the window', { skip }, async () => {
  await using opened = await openWindow({ choose: { save: folder }, language: 'fi' });
  const { page } = opened;
  await page.locator('.rail-item').nth(7).click();
  await page.locator('.test-sheet .button').click();
  await page.getByText('Testisivu tallennettu.').waitFor();
  const [sheet = ''] = readdirSync(folder).filter((name) => name.startsWith('Testisivu'));
  assert.equal((await PDFDocument.load(readFileSync(join(folder, sheet)))).getTitle(), 'Testisivu');
});
