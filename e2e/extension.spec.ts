import assert from 'node:assert/strict';
import { existsSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startOpensslAuthority, withoutOpenssl } from '../electron/timestamp/sample-authority.ts';
import { findings } from './axe.ts';
import { chosenOnTheWay, issueTrial } from './every-screen.ts';
import { freshData, openWindow } from './window.ts';

const skip =
  (!existsSync('out/main/main.js') && 'the window is not built: npm run build') || withoutOpenssl();

test('what was sealed offline is raised from the window, cancelled on the way, and gone on with', {
  skip,
}, async () => {
  const data = freshData();
  const register = join(data, 'trial', 'issued', 'register.sqlite');
  const authority = await startOpensslAuthority();
  const slow = await startSlowAuthority(authority.url, 2);
  try {
    await using opened = await openWindow({
      data,
      choose: { ...chosenOnTheWay(data), register, certificate: authority.root },
    });
    const { page } = opened;
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await issueTrial(page);

    await page.locator('.rail').getByRole('button', { name: 'Seals', exact: true }).click();
    await button('See what is due').click();
    const figure = (level: string) => page.locator('.extension .figures').getByText(level, { exact: true });
    await figure('Level B').waitFor();
    const before = await page.locator('.extension .figures dd').first().textContent();
    assert.ok(Number(before) > 0, String(before));
    await page.locator('.raising-form .choice .button').click();
    await page.getByRole('option', { name: 'T: a time-stamp' }).click();
    await page.getByLabel('Time-stamping authorities').fill(slow.url);
    await page.locator('.raising-form .trusted > .button').first().click();
    assert.deepEqual(await findings(page), []);
    await button('Raise').click();
    await page.getByText(`2 of ${before}`).waitFor({ timeout: 60_000 });
    assert.deepEqual(await findings(page), []);
    // Whoever goes away and comes back finds the run where it is.
    await page.locator('.rail').getByRole('button', { name: 'Verify', exact: true }).click();
    await page.locator('.rail').getByRole('button', { name: 'Seals', exact: true }).click();
    await page.getByText(`2 of ${before}`).waitFor();
    await button('Cancel').click();
    slow.open();
    const figures = page.locator('.raising-result .figures');
    await page.getByText('Stopped; the rest can be done later').waitFor({ timeout: 60_000 });
    const [raised = 0, left = 0] = (await figures.locator('dd').allTextContents()).map(Number);
    assert.ok(raised >= 2 && left > 0 && raised + left === Number(before), `${raised} and ${left}`);
    assert.deepEqual(await findings(page), []);

    await button('See what is due').click();
    const levels = page.locator('.extension > .figures dd');
    await levels.first().waitFor();
    assert.deepEqual((await levels.allTextContents()).slice(0, 2), [String(left), String(raised)]);
    await page.locator('.raising-form .choice .button').click();
    await page.getByRole('option', { name: 'T: a time-stamp' }).click();
    await button('Raise').click();
    await page.getByText('Done', { exact: true }).waitFor({ timeout: 60_000 });
    assert.deepEqual((await figures.locator('dd').allTextContents()).map(Number), [left, raised]);
    await levels.first().waitFor();
    assert.deepEqual((await levels.allTextContents()).slice(0, 2), ['0', before]);
    await page.getByText('Which files were raised').click();
    assert.equal(await page.locator('.raising-result details li').count(), left);
    assert.deepEqual(await findings(page), []);
  } finally {
    await slow.close();
    await authority.close();
  }
});

test('an authority that does not answer is named, and everything stays as it was', { skip }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'sealwright-extension-'));
  const register = join(data, 'trial', 'issued', 'register.sqlite');
  await using opened = await openWindow({ data, choose: { ...chosenOnTheWay(data), register } });
  const { page } = opened;
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await issueTrial(page);
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

/** Passes questions on to `authority`, but keeps all answers back after the first few until it is opened. */
async function startSlowAuthority(authority: string, first: number) {
  let passed = 0;
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const server = createServer(async (request, response) => {
    const body = await new Response(request as unknown as ReadableStream).arrayBuffer();
    const reply = await fetch(authority, { method: 'POST', body });
    const bytes = Buffer.from(await reply.arrayBuffer());
    passed += 1;
    if (passed > first) await opened;
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(bytes);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    open,
    async close() {
      open();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
