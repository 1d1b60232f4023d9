import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { note } from '../electron/studio/diary-file.ts';
import type { Shell } from '../shared/shell.ts';
import { findings } from './axe.ts';
import { freshData, openWindow } from './window.ts';

const register = resolve(process.env.SEALWRIGHT_E2E_BATCH ?? 'demo-output', 'register.sqlite');
const skip = !existsSync('out/main/main.js')
  ? 'the window is not built: npm run build'
  : !existsSync(register) && 'there is no batch to show: npm run demo';

test('a clerk opens the register of the demo batch and finds a learner', { skip }, async () => {
  const data = freshData();
  const ending = new Date(Date.now() + 3 * 24 * 60 * 60 * 1000).toISOString();
  await note({ kind: 'status', of: register, until: ending }, new Date(), data);
  await using opened = await openWindow({ data, choose: { register } });
  const { page } = opened;
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await page.getByRole('button', { name: 'Open register…' }).first().click();
  await page.locator('table[aria-rowcount="201"]').waitFor();
  await page.getByRole('status').getByText('Register intact').waitFor();

  await page.getByRole('searchbox').fill('koszegi');
  await page.getByRole('cell', { name: 'Ágnes Kőszegi-Tóth' }).waitFor();
  await page.locator('table[aria-rowcount="2"]').waitFor();
  assert.deepEqual(await findings(page), []);

  // Beside a record the table's columns give way, and none is cut; in a small window the record lies over it.
  await page.getByRole('button', { name: 'Ágnes Kőszegi-Tóth' }).click();
  await page.locator('.record-pane').waitFor();
  for (const [width, height] of [
    [1280, 800],
    [1024, 768],
    [640, 400],
  ] as const) {
    await page.setViewportSize({ width, height });
    const cut = await page.locator('.table-scroll').evaluate((at) => at.scrollWidth - at.clientWidth);
    assert.equal(cut, 0, `${width} px`);
    assert.deepEqual(await findings(page), []);
  }
  await page.setViewportSize({ width: 1200, height: 800 });

  // Home says what waits, and leads there.
  await page.getByRole('button', { name: 'Home', exact: true }).click();
  await page.getByRole('button', { name: /^Publish the status lists again before / }).waitFor();
  assert.deepEqual(await findings(page), []);
  await page.getByRole('button', { name: /^Publish the status lists again before / }).click();
  await page.getByRole('searchbox').waitFor();
});

test('a file that is no register is refused in words, and the window stays', { skip }, async () => {
  await using opened = await openWindow({ choose: { register: resolve('package.json') } });
  const { page } = opened;
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await page.getByRole('button', { name: 'Open register…' }).first().click();
  await page.getByRole('alert').getByText('package.json').waitFor();
  await page.getByRole('button', { name: 'Open register…' }).first().waitFor();
});

test('the page runs nothing inline, reaches nothing outside and cannot leave', { skip }, async () => {
  await using opened = await openWindow({});
  const { page } = opened;
  const reached = await page.evaluate(async () => {
    const refusedFetch = await fetch('https://example.org/').then(
      () => false,
      () => true,
    );
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.body.append(script);
    const names = ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis);
    return { refusedFetch, injected: 'injected' in globalThis, names };
  });
  assert.deepEqual(reached, { refusedFetch: true, injected: false, names: [] });
  const answer = await page.evaluate(() =>
    (globalThis as unknown as { shell: Shell }).shell.ask('no.such' as 'studio.about'),
  );
  assert.deepEqual(answer, { ok: false, problems: [{ code: 'desk.request-wrong' }] });
});
