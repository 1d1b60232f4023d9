import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import type { Template } from '../shared/template/template.ts';
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
});
