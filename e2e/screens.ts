/** Pictures of every screen in long and non-Latin languages, light and dark, into e2e/screens (not kept in git). */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chosenOnTheWay, SCREENS } from './every-screen.ts';
import { openWindow } from './window.ts';

const folder = new URL('screens/', import.meta.url).pathname;
const LANGUAGES = process.argv[2]?.split(',') ?? ['en', 'de', 'el', 'fi', 'bg', 'hu'];

mkdirSync(folder, { recursive: true });
for (const language of LANGUAGES) {
  for (const scheme of ['light', 'dark'] as const) {
    const data = mkdtempSync(join(tmpdir(), 'sealwright-screens-'));
    const choose = chosenOnTheWay(data);
    await using opened = await openWindow({ choose, data, language, scheme });
    for (const [name, show] of Object.entries(SCREENS)) {
      await show(opened.page);
      const path = `${folder}${name}-${language}-${scheme}.png`;
      await opened.page.screenshot({ path });
      console.log(path);
    }
  }
}
