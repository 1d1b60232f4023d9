import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeEngine } from '../electron/engine.ts';
import { readRequests } from '../electron/network/request-log.ts';
import { serveTrust } from '../electron/studio/issuers.ts';
import { prepareTrial } from '../electron/studio/trial-project.ts';
import { writePem } from '../shared/sealing/certificate.ts';
import { makeSampleSeal } from '../shared/sealing/sample-seal.ts';
import { sealSampleList } from '../shared/trust/sample-lists.ts';
import { findings } from './axe.ts';
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

test('what an issuer may award and who has judged it is edited, and lists are fetched when asked', {
  skip,
}, async (context) => {
  const data = freshData();
  const desk = serveTrust(
    nodeEngine,
    () => new Date(),
    () => data,
  );
  assert.ok((await desk['trust.add']({ kind: 'company', name: 'Ægir', country: 'DK' })).ok);
  const { address, key } = await serveLists(context, data);
  await using opened = await openWindow({ data, choose: { certificate: key } });
  const { page } = opened;
  await page.locator('.rail-item').nth(6).click();

  await page.locator('.issuer header .button').first().click();
  const form = page.locator('form.first-use');
  await form.getByRole('button', { name: 'Add what it may award' }).click();
  await form.getByRole('combobox').fill('0613');
  await page.getByRole('option', { name: /^Software/ }).click();
  await form.locator('.tick').nth(5).click();
  await form.getByRole('button', { name: 'Add a decision' }).click();
  assert.equal(await form.locator('.actions .primary').isDisabled(), true);
  const decision = form.locator('fieldset.award').last();
  await decision.getByLabel('Agency').fill('QQI');
  await decision
    .getByRole('spinbutton', { name: /Decided on/ })
    .first()
    .click();
  await page.keyboard.type('03022026');
  assert.deepEqual(await findings(page), []);
  await form.locator('.actions .primary').click();
  await page.getByText('Micro-credentials; ISCED-F 0613; EQF 6').waitFor();
  const listed = await desk['trust.list']({});
  assert.ok(listed.ok);
  assert.deepEqual(listed.value.issuers[0]?.awards, [
    { kinds: ['micro-credential'], fields: ['0613'], levels: [6] },
  ]);
  assert.deepEqual(listed.value.issuers[0]?.assurance, [
    { agency: 'QQI', decision: 'positive', from: '2026-02-03' },
  ]);

  assert.deepEqual(readRequests(data), []);
  await page.getByRole('button', { name: 'Fetch lists' }).click();
  await page.locator('form.first-use .file-field .button').click();
  await page.locator('form.first-use input[type=url]').fill(address);
  assert.deepEqual(await findings(page), []);
  await page.locator('form.first-use .primary').click();
  await page.locator('.trusted-lists li.good').nth(1).waitFor();
  assert.match((await page.locator('.trusted-lists').textContent()) ?? '', /IE.*authorities for e-seals: 1/);
  assert.deepEqual(
    readRequests(data).map(({ purpose, to }) => [purpose, to]),
    [
      ['trusted-list', new URL(address).origin],
      ['trusted-list', new URL(address).origin],
    ],
  );
  assert.deepEqual(await findings(page), []);
});

/** A list of lists and a national list, and the key that the first is to be believed by. */
async function serveLists(context: { after(end: () => void): void }, data: string) {
  const [commission, ireland, sealer] = await Promise.all([1, 2, 3].map(() => makeSampleSeal('ES256')));
  assert.ok(commission && ireland && sealer);
  const files = new Map<string, Uint8Array>();
  const server = createServer((request, response) => response.end(files.get(request.url ?? '')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const day = (days: number) => `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19)}Z`;
  const dates = { sequence: 1, issued: day(-1), nextUpdate: day(30) };
  const keys = [ireland.certificate.der];
  const pointers = [{ territory: 'IE', location: `${origin}/ie.xml`, keys }];
  files.set(
    '/lotl.xml',
    await sealSampleList({ territory: 'EU', ...dates, pointers }, commission, nodeEngine),
  );
  const states = [{ status: 'granted', from: day(-9) }] as const;
  const services = [{ type: 'CA/QC', certificate: sealer.root, states }] as const;
  files.set('/ie.xml', await sealSampleList({ territory: 'IE', ...dates, services }, ireland, nodeEngine));
  const key = join(data, 'journal.pem');
  writeFileSync(key, writePem(commission.certificate.der));
  return { address: `${origin}/lotl.xml`, key };
}
