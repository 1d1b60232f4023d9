import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Settings, THEMES } from '../../shared/desk/settings.ts';
import { isWindowLanguage } from '../../shared/language.ts';
import { readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';

const LARGEST = 64 * 1024;
const PATHS = ['register', 'template', 'seal', 'sealKey', 'out', 'tokenModule'] as const;
const LISTS = ['trust', 'timestamps'] as const;

/** Settings are a comfort: a file that is missing or broken is as good as none, and is written anew at the next save. */
export async function readSettings(folder: string): Promise<Settings> {
  const file = await readBounded(join(folder, 'settings.json'), LARGEST);
  if (!file.ok) return {};
  try {
    return settingsIn(JSON.parse(new TextDecoder().decode(file.value)));
  } catch {
    return {};
  }
}

/** @throws StudioFault when the folder cannot be written. */
export async function saveSettings(folder: string, settings: Settings): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const text = `${JSON.stringify(settingsIn(settings), null, 2)}\n`;
  await replaceFile(join(folder, 'settings.json'), new TextEncoder().encode(text));
}

/** What can be understood of it, value by value. */
function settingsIn(value: unknown): Settings {
  if (typeof value !== 'object' || value === null) return {};
  const told = value as Readonly<Record<string, unknown>>;
  const { language } = told;
  const theme = THEMES.find((each) => each === told.theme);
  const paths = PATHS.flatMap((name) => {
    const path = told[name];
    return typeof path === 'string' && path !== '' ? [[name, path] as const] : [];
  });
  const lists = LISTS.flatMap((name) => {
    const list = told[name];
    return Array.isArray(list) ? [[name, list.filter((one) => typeof one === 'string')] as const] : [];
  });
  return {
    ...(typeof language === 'string' && isWindowLanguage(language) && { language }),
    ...(theme && { theme }),
    ...Object.fromEntries(paths),
    ...Object.fromEntries(lists),
  };
}
