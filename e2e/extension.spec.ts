import assert from 'node:assert/strict';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startOpensslAuthority, withoutOpenssl } from '../electron/timestamp/sample-authority.ts';
import { findings } from './axe.ts';
import { chosenOnTheWay, SCREENS } from './every-screen.ts';
import { freshData, openWindow } from './window.ts';

const skip =
  (!existsSync('out/main/main.js') && 'the window is not built: npm run build') || withoutOpenssl();

test('what was sealed offline is raised from the window, and looked through again', { skip }, async () => {
  const data = freshData();
  const register = join(data, 'trial', 'issued', 'register.sqlite');
  const authority = await startOpensslAuthority();
  try {
    await using opened = await openWindow({
      data,
      choose: { ...chosenOnTheWay(data), register, certificate: authority.root },
    });
    const { page } = opened;
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    for (const name of ['issue', 'roster', 'issue-checked', 'issue-sealed'] as const)
      await SCREENS[name]?.(page);
    await button('Show in the register').click();
    await page.locator('td.name').first().waitFor();

    await page.locator('.rail').getByRole('button', { name: 'Seals', exact: true }).click();
    await button('See what is due').click();
    const figure = (level: string) => page.locator('.extension .figures').getByText(level, { exact: true });
    await figure('Level B').waitFor();
    const before = await page.locator('.extension .figures dd').first().textContent();
    assert.ok(Number(before) > 0, String(before));
    await page.locator('.raising-form .choice .button').click();
    await page.getByRole('option', { name: 'T: a time-stamp' }).click();
    await page.getByLabel('Time-stamping authorities').fill(authority.url);
    await page.locator('.raising-form .trusted .button').last().click();
    assert.deepEqual(await findings(page), []);
    await button('Raise').click();
    await page.locator('.raising-result').waitFor({ timeout: 60_000 });
    assert.equal(await page.locator('.raising-result .good dd').textContent(), before);
    await page.locator('.extension .figures').first().waitFor();
    assert.deepEqual(await findings(page), []);
    const levels = await page.locator('.extension > .figures dd').allTextContents();
    assert.deepEqual(levels.slice(0, 2), ['0', before]);
  } finally {
    await authority.close();
  }
});

test('an authority that does not answer is named, and everything stays as it was', { skip }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'sealwright-extension-'));
  const register = join(data, 'trial', 'issued', 'register.sqlite');
  await using opened = await openWindow({ data, choose: { ...chosenOnTheWay(data), register } });
  const { page } = opened;
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  for (const name of ['issue', 'roster', 'issue-checked', 'issue-sealed'] as const)
    await SCREENS[name]?.(page);
  await button('Show in the register').click();
  await page.locator('td.name').first().waitFor();
  await page.locator('.rail').getByRole('button', { name: 'Seals', exact: true }).click();
  await button('See what is due').click();
  await page.locator('.raising-form .choice .button').click();
  await page.getByRole('option', { name: 'T: a time-stamp' }).click();
  await page.getByLabel('Time-stamping authorities').fill('http://127.0.0.1:9/nobody');
  await button('Raise').click();
  const result = page.locator('.raising-result');
  await result.waitFor({ timeout: 60_000 });
  await result.getByText('127.0.0.1').first().waitFor();
  assert.equal(await result.locator('.good dd').textContent(), '0');
});
