import { existsSync, readFileSync } from 'node:fs';
import type { Language } from '../../shared/language.ts';

/** Spaces of words that programs without a page need. */
export const WORD_SPACES = ['cli', 'problems', 'verdict', 'answer', 'elements', 'seal', 'verifier'] as const;
export type WordSpace = (typeof WORD_SPACES)[number];

/** One file of locales/, by key; empty where the language leaves the space to English. */
export function wordsIn(language: Language, space: WordSpace): Readonly<Record<string, string>> {
  const file = new URL(`../../locales/${language}/${space}.json`, import.meta.url);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}
