import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright';
import type { Corrections } from '../shared/roster/corrections.ts';
import { findings } from './axe.ts';
import { freshData, openWindow } from './window.ts';

const skip = !existsSync('out/main/main.js') && 'the window is not built: npm run build';
const examples = resolve('examples/university');

const figure = (page: Page, name: string) =>
  page.locator('.figures div').filter({ hasText: name }).locator('dd');

test('a messy file is matched and mended where its rows stand, and goes on to issuing', {
  skip,
}, async () => {
  const data = freshData();
  const roster = join(data, 'learners.csv');
  copyFileSync(join(examples, 'roster-with-errors.csv'), roster);
  await using opened = await openWindow({
    data,
    choose: { template: join(examples, 'template.json'), roster },
  });
  const { page } = opened;
  await page.getByRole('button', { name: 'Issue', exact: true }).click();
  await page.getByRole('button', { name: 'Choose… Template' }).click();
  await page.getByRole('button', { name: 'Choose… Learners' }).click();
  await page.getByText('Learner 1 of 7').waitFor();
  await page.getByRole('button', { name: 'Match columns, mend rows…' }).click();

  await page.getByRole('group', { name: /^Row 4:/ }).waitFor();
  assert.equal(await figure(page, 'Ready').textContent(), '6');
  assert.deepEqual(await findings(page), []);

  const mend = async (row: number, column: string, is: string) => {
    const cell = page.getByRole('group', { name: new RegExp(`^Row ${row}:`) }).getByLabel(column);
    await cell.fill(is);
    await cell.press('Enter');
    await page.getByRole('group', { name: new RegExp(`^Row ${row}:`) }).waitFor({ state: 'detached' });
  };
  await mend(4, 'Given name', 'Astrid');
  await mend(5, 'Family name', 'Nowak');
  await mend(7, 'Date of birth', '2001-04-01');
  // Two people of one name and birthday.
  await page.getByRole('button', { name: 'They are two people' }).click();
  await page.waitForFunction(() => document.querySelector('.figures dd')?.textContent === '10');
  const kept = JSON.parse(readFileSync(`${roster}.corrections.json`, 'utf8')) as Corrections;
  assert.deepEqual(
    kept.cells.map(({ cell, was, is }) => [cell, was, is]),
    [
      ['B4', '', 'Astrid'],
      ['C5', '', 'Nowak'],
      ['D7', 'spring 2001', '2001-04-01'],
    ],
  );
  assert.equal(kept.twoPeople?.length, 1);
  // The file itself is as it came.
  assert.equal(readFileSync(roster, 'utf8'), readFileSync(join(examples, 'roster-with-errors.csv'), 'utf8'));

  await page.getByRole('button', { name: 'On to issuing' }).click();
  await page.getByText('Learner 1 of 11').waitFor();
});

test('a file with other headings, in Greek: columns are chosen, dates asked, and the choice remembered', {
  skip,
}, async () => {
  const data = freshData();
  const roster = join(data, 'mathites.csv');
  const rows = ['A/A;Φοιτητής;Ημ.;Κωδικός', '1;Παππάς, Νίκος;03/04/2001;X1', '2;Ρήγα, Εύα;05/06/2002;X2'];
  writeFileSync(roster, rows.join('\n'));
  const choose = { template: join(examples, 'template.json'), roster };
  {
    await using opened = await openWindow({ data, choose, language: 'el' });
    const { page } = opened;
    await page.locator('.rail-item').nth(2).click();
    await page.locator('.file-field .button').nth(0).click();
    await page.locator('.file-field .button').nth(1).click();
    await page.locator('.steps > .roster-open').click();
    const pick = async (label: string, option: string) => {
      await page.getByRole('button', { name: new RegExp(label) }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    await pick('Στήλη για «Αριθμός μητρώου»', 'Κωδικός');
    await pick('Στήλη για «Ημερομηνία γέννησης»', 'Ημ.');
    await pick('Πώς γράφεται το «Ημερομηνία γέννησης»', 'Πρώτα η ημέρα');
    await pick('Στήλη για «Ημερομηνία απονομής»', 'Ίδιο για όλους');
    const day = page.getByRole('spinbutton', { name: /«Ημερομηνία απονομής» για όλους/ });
    await day.first().click();
    await page.keyboard.type('27062026');
    await page.locator('.holds-line').waitFor();
    // While its year is typed the day is one of another century, and so are the figures.
    await page.locator('.figures dd').first().getByText('2', { exact: true }).waitFor();
    assert.deepEqual(await findings(page), []);
  }
  // Another day, the same headings.
  await using opened = await openWindow({ data, choose, language: 'el' });
  const { page } = opened;
  await page.locator('.rail-item').nth(2).click();
  await page.locator('.file-field .button').nth(0).click();
  await page.locator('.file-field .button').nth(1).click();
  await page.locator('.preview .pager').getByText('2', { exact: false }).waitFor();
});

test('a table is pasted, and what is refused of it is saved with its reasons', { skip }, async () => {
  const data = freshData();
  await using opened = await openWindow({ data, choose: { template: join(examples, 'template.json') } });
  const { page } = opened;
  await page.getByRole('button', { name: 'Issue', exact: true }).click();
  await page.getByRole('button', { name: 'Choose… Template' }).click();
  await page.getByRole('button', { name: 'Paste a table…' }).click();
  const [headings = '', ...rows] = readFileSync(join(examples, 'roster-with-errors.csv'), 'utf8')
    .trim()
    .split('\n');
  const table = [headings, ...rows].map((line) => line.replaceAll(';', '\t')).join('\n');
  const field = page.getByLabel('Copy the rows with their headings');
  assert.deepEqual(await findings(page), []);
  await field.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, table);
  await page.getByText('Learner 1 of 7').waitFor();
  await page.getByRole('button', { name: 'Match columns, mend rows…' }).click();
  await page.getByRole('group', { name: /^Row 4:/ }).waitFor();
  await page.getByRole('button', { name: 'Save the refused rows' }).click();
  await page.getByRole('status').getByText('.refused.csv').waitFor();
  const [name] = readdirSync(join(data, 'pasted')).filter((each) => each.endsWith('.refused.csv'));
  const saved = readFileSync(join(data, 'pasted', name ?? ''), 'utf8')
    .trim()
    .split('\r\n');
  assert.match(saved[0] ?? '', /"Reason"$/);
  assert.ok(saved.length > 3, saved.join('\n'));
  assert.deepEqual(await findings(page), []);
});
