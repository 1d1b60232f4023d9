import { readFile } from 'node:fs/promises';
import { isWindowLanguage, type Language } from '../shared/language.ts';

/** The window's words for its menu; English stands in for what a language lacks. */
export async function menuWords(wanted: string): Promise<(key: string) => string> {
  const tag = wanted.slice(0, 2);
  const language: Language = isWindowLanguage(tag) ? tag : 'en';
  const words = { ...(await wordsIn('en')), ...(await wordsIn(language)) };
  return (key) => words[key] ?? key;
}

async function wordsIn(language: Language): Promise<Readonly<Record<string, string>>> {
  // From out/main, where this is bundled to, as from a package.
  const file = new URL(`../../locales/${language}/app.json`, import.meta.url);
  return JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
}
