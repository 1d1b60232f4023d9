/** Pictures of every screen in long and non-Latin languages, light and dark, into e2e/screens (not kept in git). */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { openWindow } from './window.ts';

const register = resolve(process.env.SEALWRIGHT_E2E_BATCH ?? 'demo-output', 'register.sqlite');
const folder = new URL('screens/', import.meta.url).pathname;

const SCREENS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  empty: async () => {},
  register: async (page) => {
    await page.locator('.button').first().click();
    await page.locator('td.name').first().waitFor();
  },
  'nothing-found': async (page) => {
    await page.getByRole('searchbox').fill('Zzyzx');
    await page.locator('p.empty').waitFor();
  },
};

mkdirSync(folder, { recursive: true });
for (const language of ['en', 'de', 'el', 'fi', 'bg', 'hu']) {
  for (const scheme of ['light', 'dark'] as const) {
    await using opened = await openWindow({ choose: { register }, language, scheme });
    for (const [name, show] of Object.entries(SCREENS)) {
      await show(opened.page);
      const path = `${folder}${name}-${language}-${scheme}.png`;
      await opened.page.screenshot({ path });
      console.log(path);
    }
  }
}
