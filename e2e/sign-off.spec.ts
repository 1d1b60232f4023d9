import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import type { Template } from '../shared/template/template.ts';
import { findings } from './axe.ts';
import { freshData, openWindow } from './window.ts';

const skip = !existsSync('out/main/main.js') && 'the window is not built: npm run build';

test('a template is signed off in the window, by two, and the window says who', { skip }, async () => {
  const data = freshData();
  const template = join(data, 'template.json');
  copyFileSync(resolve('examples/university/template.json'), template);
  await using opened = await openWindow({ data, choose: { template } });
  const { page } = opened;
  await page.getByRole('button', { name: 'Templates', exact: true }).click();
  await page.getByRole('button', { name: 'Choose… Template' }).click();
  const name = page.getByRole('textbox', { name: 'Name and office' });
  await name.waitFor();
  assert.equal(await page.getByRole('button', { name: 'Sign off' }).isDisabled(), true);
  for (const [count, person] of ['Ada Example, Dean', 'Bo Example, Registrar'].entries()) {
    await name.fill(person);
    await name.press('Enter');
    await page.locator('.sign-offs li').nth(count).waitFor();
  }
  assert.match(
    (await page.locator('.sign-offs').textContent()) ?? '',
    /Ada Example, Dean · [\s\S]*Bo Example, Registrar · /,
  );
  const { signOffs = [] } = JSON.parse(readFileSync(template, 'utf8')) as Template;
  assert.deepEqual([signOffs.length, new Set(signOffs.map(({ sha256 }) => sha256)).size], [2, 1]);

  // What was signed off stays; the next version begins with the first change, and the two stand side by side.
  const shelf = page.locator('.shelf-item');
  await shelf.getByText('Signed off').waitFor();
  await page.getByRole('button', { name: 'Edit the page' }).click();
  await page.getByRole('button', { name: 'crest drawing' }).click();
  await page.keyboard.press('Shift+ArrowDown');
  // Leaving at once loses nothing.
  await page.getByText('Version 2, saving…').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await shelf.getByText('Draft').waitFor();
  await page.getByRole('button', { name: 'Versions' }).click();
  await page.locator('.version .page-view').nth(1).waitFor();
  await page.locator('.changes').getByText('crest', { exact: true }).waitFor();
  assert.deepEqual(await findings(page), []);
  await page.getByRole('button', { name: 'Go on from version 1' }).click();
  await page.getByText('Now as in version 1').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await shelf.getByText('Version 3').waitFor();

  // Thrown away, and at once brought back.
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText('Deleted: Open Data for Climate Adaptation').waitFor();
  assert.equal(existsSync(template), false);
  await page
    .getByRole('alertdialog')
    .filter({ hasText: 'Deleted' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await shelf.getByText('Version 3').waitFor();
  assert.equal(existsSync(template), true);
});
