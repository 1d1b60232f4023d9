/** From a sealed batch to what is handed out, and from its register to figures in a file. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { chosenOnTheWay, SCREENS } from './every-screen.ts';
import { freshData, openWindow } from './window.ts';

const skip = !existsSync('out/main/main.js') && 'the window is not built: npm run build';
const WAY = ['issue', 'roster', 'issue-checked', 'issue-sealed', 'deliver'];

test('a batch is handed out with a sealed report, then counted', { skip }, async () => {
  const data = freshData();
  const handed = freshData();
  const choose = { ...chosenOnTheWay(data), folder: handed, save: handed };
  await using opened = await openWindow({ data, choose });
  const { page } = opened;
  for (const name of WAY) await SCREENS[name]?.(page);
  const form = page.locator('.deliver-form');
  await form.locator('.file-field .button').click();
  await form.locator('.actions .primary').click();
  await page.locator('.deliver [role=status]').waitFor({ timeout: 60_000 });
  const files = readdirSync(handed);
  for (const name of ['batch-report.json', 'batch-report.pdf', 'mail-merge.csv', 'SHA256SUMS']) {
    assert.ok(files.includes(name), name);
  }
  assert.equal(readdirSync(join(handed, 'credentials')).length, 15);

  await page.keyboard.press('Escape');
  await page.locator('.batch-result .button.primary').click();
  await page.locator('.more-open').click();
  await page.locator('.figures-open').click();
  await page.locator('.figures-table').waitFor();
  await page.locator('.screen-head .button').click();
  const csv = join(handed, 'figures-month.csv');
  for (let tries = 0; tries < 100 && !existsSync(csv); tries++) await page.waitForTimeout(100);
  assert.match(readFileSync(csv, 'utf8'), /^"label","value","count"\r\n"2025-06","2025-06","5"\r\n$/);
});
