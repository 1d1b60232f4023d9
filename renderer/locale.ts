import type { Language } from '../shared/language.ts';

/** What the language calls itself, as a menu shows it: Ελληνικά, suomi, Gaeilge. */
export function nativeName(language: Language): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
}

/** For dates and numbers: English as Ireland writes it, the day before the month. */
export function localeOf(language: string): string {
  return language === 'en' ? 'en-IE' : language;
}
