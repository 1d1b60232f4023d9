import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeEngine } from '../electron/engine.ts';
import { openSampleTokens, SOFTHSM, withoutToken } from '../electron/seals/sample-token.ts';
import { makeDemoPki } from '../shared/sealing/demo-pki.ts';
import { findings } from './axe.ts';
import { openWindow } from './window.ts';

const skip = (!existsSync('out/main/main.js') && 'the window is not built: npm run build') || withoutToken();
const PIN = '4711-0815';

test('a seal on a token is chosen from its driver and inspected with its PIN', { skip }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-token-'));
  try {
    const tokens = openSampleTokens(folder);
    process.env.SOFTHSM2_CONF = tokens.environment.SOFTHSM2_CONF;
    tokens.make('Registry', PIN);
    const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
    const pki = await makeDemoPki({ engine: nodeEngine, at: new Date(), key: 'P-256', organisation });
    await tokens.put('Registry', PIN, { pki, name: 'Our seal', id: '01' });

    await using opened = await openWindow({ choose: { module: SOFTHSM } });
    const { page } = opened;
    await page.locator('.rail').getByRole('button', { name: 'Seals', exact: true }).click();
    await page.getByRole('button', { name: 'Token or service…' }).click();
    await page.locator('.elsewhere .file-field .button').click();
    const choice = page.locator('.token-seals .button');
    await choice.getByText('Our seal').waitFor();
    assert.deepEqual(await findings(page), []);
    await choice.click();
    await page.getByText('Our seal · Registry').waitFor();

    // A wrong PIN is tried once, and what is told says so.
    await page.getByLabel('PIN of the token').fill('wrong');
    await page.getByRole('button', { name: 'Inspect' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('PIN of the token').fill(PIN);
    await page.getByRole('button', { name: 'Inspect' }).click();
    await page.locator('.verdict').getByText('Halcyon University').first().waitFor();
    assert.deepEqual(await findings(page), []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
