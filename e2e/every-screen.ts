import { join, resolve } from 'node:path';
import type { Page } from 'playwright';

const examples = resolve('examples/university');

/** What the clerk picks in the system's dialogs on the way, with the studio's own folder at `data`. */
export function chosenOnTheWay(data: string): Readonly<Record<string, string>> {
  const trial = join(data, 'trial');
  return {
    template: join(examples, 'template.json'),
    roster: join(examples, 'roster-with-errors.csv'),
    seal: join(trial, 'seal', 'demo-seal.p12'),
    document: join(trial, 'issued', 'credentials', '*'),
  };
}

/** One after the other in the same window, as a clerk would come by them on a new desk. */
export const SCREENS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  home: async () => {},
  'register-none': (page) => turnTo(page, 3),
  seals: (page) => turnTo(page, 4),
  verify: (page) => turnTo(page, 5),
  issuers: (page) => turnTo(page, 6),
  'issuers-fetch': async (page) => {
    await page.locator('.trusted-lists header .button').click();
    await page.locator('.trusted-lists form').waitFor();
  },
  settings: (page) => turnTo(page, 7),
  help: async (page) => {
    await turnTo(page, 8);
    await page.locator('.help-page article').waitFor();
  },
  shortcuts: async (page) => {
    await page.keyboard.press('ControlOrMeta+/');
    await page.locator('.modal.shortcuts').waitFor();
  },
  palette: async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('.modal').waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+k');
    await page.locator('.palette-item').first().waitFor();
  },
  issue: async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('.modal').waitFor({ state: 'detached' });
    await turnTo(page, 0);
    await page.locator('.hero-actions .button').nth(1).click();
    await page.locator('.page-view').waitFor();
  },
  roster: async (page) => {
    await page.locator('.file-field .button').nth(1).click();
    await page.locator('.steps > .roster-open').click();
    await page.locator('.refused-row').first().waitFor();
    await page.locator('.mapping-field').first().waitFor();
  },
  'issue-checked': async (page) => {
    await page.locator('.screen-head .button.primary').click();
    await page.locator('.page-view').waitFor();
    await page.locator('.actions .button').first().click();
    await page.locator('.batch-result').waitFor({ timeout: 60_000 });
  },
  'issue-sealed': async (page) => {
    await page.locator('.actions .button.primary').click();
    await page.locator('.batch-result .actions').waitFor({ timeout: 60_000 });
  },
  deliver: async (page) => {
    await page.locator('.batch-result .hand-out').click();
    await page.locator('.deliver-form').waitFor();
    await page.locator('.deliver-form .tick').first().click();
    await page.locator('.deliver-form .tick').nth(2).click();
  },
  register: async (page) => {
    await page.locator('.deliver-form .actions .button').first().click();
    await page.locator('.batch-result .button.primary').click();
    await page.locator('td.name').first().waitFor();
    await page.locator('.row-button').first().click();
    await page.locator('.history').waitFor();
  },
  printing: async (page) => {
    await page.locator('.record-pane .button-row .button').first().click();
    await page.locator('.print-form').waitFor();
  },
  'register-erase': async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('.print-form').waitFor({ state: 'detached' });
    await page.locator('.record-pane .erase').click();
    await page.locator('.erase-form').waitFor();
  },
  'register-more': async (page) => {
    await page.locator('.more-open').click();
    await page.locator('.audit-open').waitFor();
  },
  'register-due': async (page) => {
    await page.locator('.due-open').click();
    await page.locator('.register-dialog h3').nth(1).waitFor();
  },
  'register-publish': async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('.register-dialog').waitFor({ state: 'detached' });
    await page.locator('.more-open').click();
    await page.locator('.publish-open').click();
    await page.locator('.register-dialog .file-field').first().waitFor();
  },
  'register-many': async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('.register-dialog').waitFor({ state: 'detached' });
    await page.locator('.more-open').click();
    await page.locator('.many-open').click();
    await page.locator('.register-dialog .file-field').first().waitFor();
  },
  'register-nothing': async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('.register-dialog').waitFor({ state: 'detached' });
    await page.getByRole('searchbox').fill('Zzyzx');
    await page.locator('p.empty').waitFor();
  },
  audit: async (page) => {
    await turnTo(page, 3);
    await page.getByRole('searchbox').fill('');
    await page.locator('.more-open').click();
    await page.locator('.audit-open').click();
    await page.locator('.audit .button.primary').click();
    await page.locator('.audit-report').waitFor();
  },
  figures: async (page) => {
    await turnTo(page, 3);
    await page.locator('.more-open').click();
    await page.locator('.figures-open').click();
    await page.locator('.figures-table').waitFor();
  },
  office: async (page) => {
    await turnTo(page, 7);
    await page.locator('.settings .button.office-open').click();
    await page.locator('.office .button.primary').click();
    await page.locator('.officer-form').waitFor();
  },
  extension: async (page) => {
    await turnTo(page, 4);
    await page.locator('.extension > .button').click();
    await page.locator('.raising-form').waitFor();
  },
  templates: async (page) => {
    await turnTo(page, 1);
    await page.locator('.file-field .button').click();
    await page.locator('.page-view').waitFor();
    await page.locator('.report').waitFor();
  },
  versions: async (page) => {
    await page.locator('.shelf-actions .button').first().click();
    await page.locator('.version .page-view').nth(1).waitFor();
  },
  designer: async (page) => {
    await page.locator('.screen-head .button').click();
    await page.locator('.report').waitFor();
    await page.locator('.screen-head .button').first().click();
    await page.locator('.sheet .page-view').waitFor();
    await page.locator('.layer').nth(6).click();
  },
  parity: async (page) => {
    await page.locator('.sides .button').nth(2).click();
    await page.locator('.parity-cell').first().waitFor();
  },
  contents: async (page) => {
    await page.locator('.sides .button').nth(1).click();
    await page.locator('.contents').waitFor();
  },
  'verify-verdicts': async (page) => {
    await turnTo(page, 5);
    await page.locator('.drop .button.primary').click();
    await page.locator('.verdict.good').first().waitFor();
  },
  'verify-camera': async (page) => {
    await page.locator('.drop .button').nth(1).click();
    await page.locator('.camera').waitFor();
  },
  'seals-report': async (page) => {
    await turnTo(page, 4);
    await page.locator('.file-field .button').first().click();
    await page.locator('.seal-form > .button').click();
    await page.locator('.verdict').waitFor();
  },
};

/** Seals the sample project as a clerk would, and shows the register that it has then. */
export async function issueTrial(page: Page): Promise<void> {
  for (const name of ['issue', 'roster', 'issue-checked', 'issue-sealed']) await SCREENS[name]?.(page);
  await page
    .locator('.batch-result')
    .getByRole('button', { name: 'Show in the register', exact: true })
    .click();
  await page.locator('td.name').first().waitFor();
}

async function turnTo(page: Page, place: number): Promise<void> {
  await page.locator('.rail-item').nth(place).click();
}
