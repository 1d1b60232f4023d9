import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import type { Template } from '../shared/template/template.ts';
import { findings } from './axe.ts';
import { freshData, openWindow } from './window.ts';

const skip = !existsSync('out/main/main.js') && 'the window is not built: npm run build';

test('what is awarded is written in every language, chosen from the lists, and led to where it lacks', {
  skip,
}, async () => {
  const data = freshData();
  const template = join(data, 'template.json');
  copyFileSync(resolve('examples/university/template.json'), template);
  const saved = (): Template => JSON.parse(readFileSync(template, 'utf8')) as Template;

  await using opened = await openWindow({ data, choose: { template } });
  const { page } = opened;
  await page.getByRole('button', { name: 'Templates', exact: true }).click();
  await page.getByRole('button', { name: 'Choose… Template' }).click();
  await page.getByRole('button', { name: 'Edit the page' }).click();
  await page.getByRole('radio', { name: 'Contents' }).click();

  const title = page.getByRole('group', { name: 'Title of the micro-credential' });
  await title.getByRole('textbox', { name: 'English' }).fill('Reading the Sea');
  await page.getByRole('heading', { level: 1, name: 'Reading the Sea' }).waitFor();

  // From a controlled list, by a part of its words.
  const field = page.getByRole('combobox', { name: /^Field of education/ });
  await field.fill('marine');
  await field.press('Control+a');
  await field.pressSequentially('earth sci');
  await page.getByRole('option', { name: /^Earth sciences/ }).click();

  await page.getByRole('button', { name: 'Add an outcome' }).click();
  const outcome = page.getByRole('group', { name: 'Outcome 5' });
  await outcome.getByRole('textbox', { name: 'English' }).fill('Warn a town of a flood');
  await page.getByRole('button', { name: 'Outcome 5 up' }).click();
  await page.getByText('Version 2, saved').waitFor();
  const { achievement, name } = saved();
  assert.equal(achievement.title.en, 'Reading the Sea');
  assert.equal(name.en, 'Reading the Sea');
  assert.equal(achievement.field?.notation, '0532');
  assert.equal(achievement.outcomes[3]?.title.en, 'Warn a town of a flood');

  // Two languages of the new outcome lack; the check leads to the very field.
  const lacks = page.locator('.checks .problems li').filter({ hasText: '/achievement/outcomes/3/title' });
  await lacks.first().getByRole('button', { name: 'Go there' }).click();
  const focused = page.locator('textarea:focus');
  assert.equal(await focused.inputValue(), '');
  assert.equal(await focused.getAttribute('lang'), 'el');

  assert.deepEqual(await findings(page), []);

  // Undone step by step, each field's words as one: place, words, outcome, field of education, title.
  for (let steps = 0; steps < 5; steps++) await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Version 1, saved').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Undo' }).isDisabled(), true);
  await page.locator('.checks .holds-line').waitFor();
});
