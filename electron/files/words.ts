import { existsSync, readFileSync } from 'node:fs';
import type { Language } from '../../shared/language.ts';

/** Spaces of words that programs without a page need. */
export const WORD_SPACES = [
  'app',
  'cli',
  'problems',
  'verdict',
  'answer',
  'elements',
  'seal',
  'print',
  'outputs',
  'verifier',
] as const;
export type WordSpace = (typeof WORD_SPACES)[number];

/** One file of locales/, by key; empty where the language leaves the space to English. */
export function wordsIn(language: Language, space: WordSpace): Readonly<Record<string, string>> {
  const file = new URL(`../../locales/${language}/${space}.json`, import.meta.url);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}

/** Gives the words of a key, its places filled in; the key itself where there are none. */
export function sayIn(
  language: Language,
  space: WordSpace,
): (key: string, facts?: Readonly<Record<string, string>>) => string {
  const words = wordsIn(language, space);
  return (key, facts = {}) =>
    (words[key] ?? key).replace(/\{\{(\w+)\}\}/g, (place, name: string) => facts[name] ?? place);
}
