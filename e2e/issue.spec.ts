import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { freshData, openWindow } from './window.ts';

const skip = !existsSync('out/main/main.js') && 'the window is not built: npm run build';
const examples = resolve('examples/university');

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
    [],
  );
}

test('from an empty desk to sealed, registered and verified credentials', { skip }, async () => {
  const data = freshData();
  const issued = join(data, 'trial', 'issued');
  const choose = {
    roster: join(examples, 'roster-with-errors.csv'),
    document: join(issued, 'credentials', '*'),
  };
  await using opened = await openWindow({ choose, data });
  const { page } = opened;
  await accessible(page);
  await page.getByRole('button', { name: 'Try it with a sample project' }).click();
  await page.getByText('Learner 1 of 200').waitFor();
  await page.getByRole('button', { name: 'Next learner' }).click();
  await page.getByText('Learner 2 of 200').waitFor();
  await page.getByRole('button', { name: 'Choose… Learners' }).click();
  await page.getByText('Learner 1 of 7').waitFor();
  await accessible(page);

  await page.getByRole('button', { name: 'Check everything' }).click();
  await page.getByText('Row 4: “Given name” is empty. Fill it in.').waitFor();
  assert.equal(existsSync(join(issued, 'credentials')), false, 'a check writes nothing');
  await page.getByRole('button', { name: 'Seal 5 credentials' }).click();
  await page.getByRole('heading', { name: 'Sealed' }).waitFor();
  assert.equal(readdirSync(join(issued, 'credentials')).filter((name) => name.endsWith('.pdf')).length, 5);
  await accessible(page);

  await page.getByRole('button', { name: 'Show in the register' }).click();
  await page.locator('table[aria-rowcount="6"]').waitFor();
  await page.locator('.row-button').first().click();
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.getByLabel('Legal ground or decision').fill('Decision 7/2026');
  await accessible(page);
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.locator('.history').getByText('Decision 7/2026').waitFor();
  await page.locator('tr.shown .status-mark.revoked').waitFor();
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await page.getByRole('button', { name: 'Choose files…' }).click();
  await page.locator('.verdict.good').nth(14).waitFor({ timeout: 60_000 });
  assert.equal(await page.getByRole('heading', { name: 'Genuine and unchanged' }).count(), 15);
  assert.equal(await page.getByText('It is not a degree.').count(), 15);
  await accessible(page);
});

test('a password typed in the window is used once and stays nowhere', { skip }, async () => {
  const data = freshData();
  const seal = join(data, 'trial', 'seal', 'demo-seal.p12');
  await using opened = await openWindow({ data, choose: { seal } });
  const { page } = opened;
  await page.getByRole('button', { name: 'Try it with a sample project' }).click();
  await page.getByText('Learner 1 of 200').waitFor();
  const canary = 'canary-7f3a-πάσσο';
  await page.getByRole('button', { name: 'Seals' }).click();
  await page.getByRole('button', { name: 'Choose… E-seal' }).click();
  await page.getByLabel('Password of the e-seal').fill(canary);
  await page.getByRole('button', { name: 'Inspect' }).click();
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByLabel('Password of the e-seal').inputValue(), '');
  assert.equal((await page.content()).includes(canary), false);
  assert.equal(readFileSync(join(data, 'settings.json'), 'utf8').includes(canary), false);
});

test('a batch is paused, goes on and is cancelled; refused rows are tried again, and nobody twice', {
  skip,
}, async () => {
  const data = freshData();
  const roster = join(examples, 'roster-with-errors.csv');
  await using opened = await openWindow({ choose: { roster }, data });
  const { page } = opened;
  await page.getByRole('button', { name: 'Try it with a sample project' }).click();
  await page.getByText('Learner 1 of 200').waitFor();
  await page.getByRole('button', { name: 'Check everything' }).click();
  await page.getByRole('button', { name: 'Seal 200 credentials' }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused', { exact: true }).waitFor({ timeout: 60_000 });
  await accessible(page);
  const stood = await page.locator('.progress-words [aria-live]').textContent();
  await page.waitForTimeout(500);
  assert.equal(await page.locator('.progress-words [aria-live]').textContent(), stood);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Sealing', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('heading', { name: /^Cancelled/ }).waitFor({ timeout: 60_000 });
  await page.getByText('Still to seal').waitFor();

  await page.getByRole('button', { name: 'Choose… Learners' }).click();
  await page.getByText('Learner 1 of 7').waitFor();
  await page.getByRole('button', { name: 'Check everything' }).click();
  await page.getByRole('button', { name: /^Seal \d/ }).click();
  await page.getByRole('heading', { name: 'Sealed' }).waitFor();
  await page.getByRole('button', { name: 'Try the refused ones again' }).click();
  const sealed = page.locator('.figures .good dd');
  await page.waitForFunction(() => document.querySelector('.figures .good dd')?.textContent === '0');
  assert.equal(await sealed.textContent(), '0');
  await page.getByText('Row 4: “Given name” is empty. Fill it in.').waitFor();
  await accessible(page);

  // Those who are left of the first batch, for workers: none is there, so it waits, and can be held up and given up all the same.
  await page.getByRole('button', { name: 'Home' }).click();
  await page.getByRole('button', { name: 'Try it with a sample project' }).click();
  await page.getByText('Learner 1 of 200').waitFor();
  await page.getByText('Leave the sealing to workers').click();
  await page.getByRole('button', { name: 'Check everything' }).click();
  await page.getByRole('button', { name: 'Hand over to the workers' }).click();
  await page.getByRole('heading', { name: 'Handed over to the workers' }).waitFor();
  await page.getByText('waits for a worker').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Home' }).click();
  const handedOver = page.locator('.at-workers');
  await handedOver.getByRole('button', { name: 'Pause' }).click();
  await handedOver.getByText('Paused', { exact: true }).waitFor();
  await accessible(page);
  await handedOver.getByRole('button', { name: 'Continue' }).click();
  await handedOver.getByText('waits for a worker').waitFor();
  await handedOver.getByRole('button', { name: 'Cancel' }).click();
  await handedOver.waitFor({ state: 'detached' });
});
