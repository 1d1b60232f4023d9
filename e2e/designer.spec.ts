import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Template } from '../shared/template/template.ts';
import { freshData, openWindow } from './window.ts';

const skip = !existsSync('out/main/main.js') && 'the window is not built: npm run build';

test('a page is designed by pointer and by keyboard, saved by itself and undone', { skip }, async () => {
  const data = freshData();
  const template = join(data, 'template.json');
  copyFileSync(resolve('examples/university/template.json'), template);
  const saved = (): Template => JSON.parse(readFileSync(template, 'utf8')) as Template;
  const boxOf = (id: string) => saved().page.elements.find((element) => element.id === id)?.box;
  const crest = boxOf('crest');
  assert.ok(crest);

  await using opened = await openWindow({ data, choose: { template } });
  const { page } = opened;
  await page.getByRole('button', { name: 'Templates', exact: true }).click();
  await page.getByRole('button', { name: 'Choose… Template' }).click();
  await page.getByRole('button', { name: 'Edit the page' }).click();
  await page.locator('.sheet .page-view').waitFor();

  await page.getByRole('button', { name: 'crest drawing' }).click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.getByText('Version 2, saved').waitFor();
  assert.deepEqual(boxOf('crest'), { ...crest, x: crest.x + 1, y: crest.y + 10 });
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.getByText('Version 1, saved').waitFor();
  assert.deepEqual(boxOf('crest'), crest);

  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
  );

  // By pointer: the frame follows, and stays in the middle of the page where it came back to it.
  const frame = page.locator('.frame[title="crest"]');
  const box = await frame.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2 + 40, { steps: 4 });
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 + 40, { steps: 4 });
  await page.mouse.up();
  await page.getByText('Version 2, saved').waitFor();
  const pulled = boxOf('crest');
  assert.ok(pulled);
  assert.equal(pulled.x, crest.x);
  assert.ok(pulled.y > crest.y + 5);

  // A text without one of its languages is told at once, and its place can be chosen.
  await page.getByRole('button', { name: 'institution text', exact: true }).click();
  await page.getByRole('textbox', { name: 'Ελληνικά' }).fill('');
  await page.locator('.checks .problems').getByText('institution').first().waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.locator('.checks .holds-line').waitFor();
});
