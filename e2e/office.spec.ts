import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright';
import { findings } from './axe.ts';
import { chosenOnTheWay, issueTrial, SCREENS } from './every-screen.ts';
import { freshData, openWindow } from './window.ts';

const PINS = { Ina: 'pin of Ina', Ada: 'pin of Ada' };

const skip = !existsSync('out/main/main.js') && 'the window is not built: npm run build';

test('two officers: one orders a batch, the other approves it, and nothing is sealed before', {
  skip,
}, async () => {
  const data = freshData();
  const register = join(data, 'trial', 'issued', 'register.sqlite');
  await using opened = await openWindow({ data, choose: { ...chosenOnTheWay(data), register } });
  const { page } = opened;
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const rail = (name: string) => page.locator('.rail').getByRole('button', { name, exact: true }).click();

  // A first batch, so that there is a register.
  await issueTrial(page);

  await rail('Settings');
  await button('Officers and rules').click();
  await appoint(page, 'Ina', 'Approver');
  await page.locator('.officers li').waitFor();
  await appoint(page, 'Ada', 'Issuer');
  await page.locator('.officers li').nth(1).waitFor();
  await page.getByText('Four eyes').click();
  assert.deepEqual(await findings(page), []);

  // Locked: nothing of the register can be read, and a wrong PIN does not open.
  await button('Lock').click();
  const dialogue = page.getByRole('dialog');
  await dialogue.waitFor();
  assert.deepEqual(await findings(page), []);
  await signIn(page, 'Ada', 'a wrong one');
  await dialogue.getByText('This is not the PIN of Ada').waitFor();
  await signIn(page, 'Ada', PINS.Ada);
  await dialogue.waitFor({ state: 'detached' });
  await page.locator('.rail-officer').getByText('Ada').waitFor();

  // Other learners: they are checked, ordered, and wait.
  await SCREENS.issue?.(page);
  await page.locator('.actions .button').first().click();
  await page.locator('.batch-result').waitFor({ timeout: 60_000 });
  await page.locator('.actions .button.primary').click();
  await page.getByText('waits for approval').first().waitFor({ timeout: 60_000 });

  await rail('Home');
  const batch = page.locator('.batches li');
  await batch.getByText('waits for approval').waitFor();
  assert.deepEqual(await findings(page), []);
  await button('Decide…').click();
  await batch.locator('input[type=password]').fill(PINS.Ina);
  assert.deepEqual(await findings(page), []);
  await button('Approve').click();
  await batch.getByText('paused').waitFor();
  await button('Seal those that are left').click();
  await batch.locator('form .button.primary').click();
  await batch.waitFor({ state: 'detached', timeout: 60_000 });
});

async function appoint(page: Page, name: 'Ina' | 'Ada', role: string): Promise<void> {
  await page.getByRole('button', { name: 'Appoint an officer', exact: true }).first().click();
  await page.getByLabel('Name').fill(name);
  const boxes = page.locator('.roles .tick');
  for (const box of await boxes.all()) {
    const wanted = (await box.textContent())?.startsWith(role) ?? false;
    if (((await box.getAttribute('data-selected')) !== null) !== wanted) await box.click();
  }
  await page.getByLabel('New PIN').fill(PINS[name]);
  await page.locator('.officer-form .button.primary').click();
}

async function signIn(page: Page, name: string, pin: string): Promise<void> {
  const dialogue = page.getByRole('dialog');
  await dialogue.locator('.choice .button').click();
  await page.getByRole('option', { name }).click();
  await dialogue.locator('input[type=password]').fill(pin);
  await dialogue.locator('.button.primary').click();
}
