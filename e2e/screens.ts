/**
 * Pictures of every screen in long and non-Latin languages, light and dark, into e2e/screens (not kept in git):
 * `npm run screens [LANGUAGES] [--docs]`. With `--docs` those in English that the README and the guides show are renewed.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chosenOnTheWay, SCREENS } from './every-screen.ts';
import { freshData, openWindow } from './window.ts';

const folder = new URL('screens/', import.meta.url).pathname;
const documents = new URL('../docs/images/', import.meta.url).pathname;
/** Screens that documents show, and by which name. */
const SHOWN: Readonly<Record<string, string>> = {
  designer: 'designer',
  'issue-checked': 'issue',
  roster: 'learners',
  contents: 'guide/contents',
  'issue-sealed': 'guide/issued',
  register: 'guide/register',
  'seals-report': 'guide/seal',
  'verify-verdicts': 'guide/verdicts',
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { docs: { type: 'boolean', default: false } },
});
const languages = positionals[0]?.split(',') ?? ['en', 'de', 'el', 'fi', 'bg', 'hu'];

mkdirSync(folder, { recursive: true });
for (const language of languages) {
  const data = freshData();
  await using opened = await openWindow({ choose: chosenOnTheWay(data), data, language });
  const { page } = opened;
  for (const [name, show] of Object.entries(SCREENS)) {
    await show(page);
    for (const scheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      const path = join(folder, `${name}-${language}-${scheme}.png`);
      await page.screenshot({ path });
      console.log(path);
      const shown = SHOWN[name];
      if (values.docs && language === 'en' && scheme === 'light' && shown)
        copyFileSync(path, join(documents, `${shown}.png`));
    }
  }
}
