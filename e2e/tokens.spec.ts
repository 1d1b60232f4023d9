import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { nodeEngine } from '../electron/engine.ts';
import { openRegister } from '../electron/register/register.ts';
import { openSampleTokens, SOFTHSM, SPY, withoutToken } from '../electron/seals/sample-token.ts';
import { makeDemoPki } from '../shared/sealing/demo-pki.ts';
import { findings } from './axe.ts';
import { freshData, openWindow } from './window.ts';

const skip = (!existsSync('out/main/main.js') && 'the window is not built: npm run build') || withoutToken();
const PIN = 'Kanarienvogel-0815';
const LEARNERS = 80;
const examples = resolve('examples/university');

test('a seal on a token is chosen and inspected, seals a batch, is pulled on the way and put back', {
  skip,
}, async () => {
  const root = mkdtempSync(join(tmpdir(), 'sealwright-token-'));
  const out = join(root, 'out');
  const calls = join(root, 'calls');
  const logins = () => readFileSync(calls, 'utf8').match(/^\d+: C_Login$/gm)?.length ?? 0;
  try {
    const tokens = openSampleTokens(root);
    // A driver that writes every call down before it passes it on.
    Object.assign(process.env, tokens.environment, { PKCS11SPY: SOFTHSM, PKCS11SPY_OUTPUT: calls });
    tokens.make('Registry', PIN);
    const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
    const pki = await makeDemoPki({ engine: nodeEngine, at: new Date(), key: 'RSA-2048', organisation });
    await tokens.put('Registry', PIN, { pki, name: 'Our seal', id: '01' });

    const [template, roster] = [join(examples, 'template.json'), join(root, 'roster.csv')];
    const rows = readFileSync(join(examples, 'roster.csv'), 'utf8').split('\n');
    writeFileSync(roster, rows.slice(0, LEARNERS + 1).join('\n'));
    const data = freshData();
    await using opened = await openWindow({ data, choose: { module: SPY, template, roster, folder: out } });
    const { page } = opened;
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const pin = page.getByLabel('PIN of the token');
    const alert = page.getByRole('alert');
    await page.locator('.rail').getByRole('button', { name: 'Seals', exact: true }).click();
    await button('Token or service…').click();
    await page.locator('.elsewhere .file-field .button').click();
    const choice = page.locator('.token-seals .button');
    await choice.getByText('Our seal').waitFor();
    assert.deepEqual(await findings(page), []);
    await choice.click();
    await page.getByText('Our seal · Registry').waitFor();
    assert.equal(logins(), 0, 'nothing was asked of it but what it tells everybody');

    await pin.fill('wrong');
    await button('Inspect').click();
    await alert.getByText('refused the PIN').waitFor();
    assert.equal(logins(), 1);
    await pin.fill(PIN);
    await button('Inspect').click();
    await page.locator('.verdict').getByText('Halcyon University').first().waitFor();
    assert.equal(logins(), 2);
    assert.deepEqual(await findings(page), []);

    await page.locator('.rail').getByRole('button', { name: 'Home', exact: true }).click();
    await page.locator('.hero-actions .button.primary').click();
    for (const name of ['Template', 'Learners', 'Folder']) await button(`Choose… ${name}`).click();
    await page.getByText('Our seal · Registry').waitFor();
    await pin.fill('wrong');
    await button('Check everything').click();
    await alert.getByText('refused the PIN').waitFor();
    assert.equal(await pin.inputValue(), '', 'another press would offer it again');
    assert.equal(logins(), 3);
    await pin.fill(PIN);
    await button('Check everything').click();
    // Copied while nobody logs in: the token writes its flags then, and half a file is no token.
    await button(`Seal ${LEARNERS} credentials`).waitFor({ timeout: 60_000 });
    const kept = join(root, 'kept');
    cpSync(tokens.store, kept, { recursive: true });
    await button(`Seal ${LEARNERS} credentials`).click();
    const credentials = join(out, 'credentials');
    while (!existsSync(credentials) || readdirSync(credentials).length < 4) await wait(5);
    rmSync(tokens.store, { recursive: true });
    await alert.getByText('The seal does not answer').waitFor({ timeout: 60_000 });
    await page.getByRole('heading', { name: 'Paused', exact: true }).waitFor();
    assert.deepEqual([await pin.inputValue(), logins()], ['', 5]);
    assert.deepEqual(await findings(page), []);

    cpSync(kept, tokens.store, { recursive: true });
    await pin.fill(PIN);
    await button('Seal those that are left').click();
    await page.getByRole('heading', { name: 'Sealed', exact: true }).waitFor({ timeout: 60_000 });
    await button('Seal those that are left').waitFor({ state: 'detached', timeout: 60_000 });
    assert.equal(logins(), 6, 'once for each batch, whatever became of it');
    const register = openRegister(join(out, 'register.sqlite'), { create: false });
    assert.deepEqual(register.checkChain(), { entries: LEARNERS, holds: true });
    register.close();
    for (const folder of [data, out]) {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        assert.ok(!readFileSync(join(entry.parentPath, entry.name)).includes(PIN), entry.name);
      }
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
