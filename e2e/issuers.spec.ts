import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeEngine } from '../electron/engine.ts';
import { serveTrust } from '../electron/studio/issuers.ts';
import { prepareTrial } from '../electron/studio/trial-project.ts';
import { freshData, openWindow } from './window.ts';

const skip = !existsSync('out/main/main.js') && 'the window is not built: npm run build';

test('a stranger is trusted only with the fingerprint, and then what they sealed is genuine', {
  skip,
}, async () => {
  const data = freshData();
  const trial = await prepareTrial(join(data, 'other'), new Date());
  assert.ok(trial.ok);
  const other = serveTrust(
    nodeEngine,
    () => new Date(),
    () => join(data, 'other'),
  );
  const sealed = join(data, 'sealed.xml');
  assert.ok((await other['trust.add']({ kind: 'company', name: 'Ægir', country: 'DK' })).ok);
  const order = { out: sealed, days: 9, seal: trial.value.seal, password: '' };
  assert.ok((await other['trust.export'](order)).ok);
  const table = join(data, 'table.csv');
  writeFileSync(
    table,
    'name,country,agency,decision,valid_from\nCeol,IE,QQI,positive,2022-01-01\nNowhere,Atlantis,,,\n',
  );

  await using opened = await openWindow({ data, choose: { document: sealed, list: table } });
  const { page } = opened;
  await page.locator('.rail-item').nth(5).click();
  await page.locator('.drop .button').first().click();
  await page.locator('.verdict.unsure .checks').waitFor();
  await page.locator('.verdict .actions .button').click();
  const input = page.locator('.first-use input');
  const fingerprint = (await page.locator('.first-use code').textContent()) ?? '';
  await input.fill(fingerprint.replace(/.$/, 'X'));
  assert.equal(await page.locator('.first-use .primary').isDisabled(), true);
  assert.notEqual(await page.locator('.differs').textContent(), '');
  await input.fill(fingerprint);
  await page.locator('.first-use .primary').click();
  await page.locator('.verdict.good').waitFor();

  await page.locator('.rail-item').nth(6).click();
  await page.locator('.issuer').waitFor();
  await page.locator('.actions .button').nth(2).click();
  await page.locator('.issuer').nth(1).waitFor();
  // The bad row is told beside the good one that was taken in.
  assert.match((await page.locator('.problems').textContent()) ?? '', /table\.csv/);
  await page.locator('.issuer header .button').last().click();
  await page.locator('.issuer').nth(1).waitFor({ state: 'detached' });
});
