import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Template } from '../shared/template/template.ts';
import { findings } from './axe.ts';
import { freshData, openWindow } from './window.ts';

const skip = !existsSync('out/main/main.js') && 'the window is not built: npm run build';

test('a new desk is told whose it is, and a template begins in that name', { skip }, async () => {
  const data = freshData();
  await using opened = await openWindow({ data, choose: { folder: data } });
  const { page } = opened;
  await page.getByRole('button', { name: /^Your institution/ }).click();

  await page.getByRole('group', { name: 'Legal name' }).getByRole('textbox').fill('Aegean Maritime Academy');
  const country = page.getByRole('combobox', { name: /^Country/ }).first();
  await country.pressSequentially('gree');
  await page.getByRole('option', { name: /^Greece/ }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  // Still without an identifier: said, and nothing lost.
  await page.getByRole('alert').getByText('/organisation/eidasIdentifier').waitFor();
  assert.deepEqual(await findings(page), []);
  await page.getByRole('textbox', { name: 'Organisation identifier' }).fill('VATEL-099999991');
  await page.getByRole('textbox', { name: 'Permanent web address (URI)' }).fill('https://aegean.example/id');
  await page.getByRole('textbox', { name: 'Pattern of the numbers' }).fill('AMA-{year}-{number:4}');
  await page.getByRole('button', { name: 'Save' }).click();

  await page.getByRole('button', { name: 'Plain' }).click();
  await page.getByRole('button', { name: 'Edit the page' }).click();
  await page.locator('.sheet .page-view').waitFor();
  const template = JSON.parse(readFileSync(join(data, 'plain.json'), 'utf8')) as Template;
  assert.equal(template.awardingBody.legalName.en, 'Aegean Maritime Academy');
  assert.match(template.awardingBody.country.uri, /\/GRC$/);
  assert.equal(template.serialPattern, 'AMA-{year}-{number:4}');

  await page.getByRole('button', { name: 'Home', exact: true }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await page.getByRole('button', { name: /^Your institution/ }).count(), 0);
});
