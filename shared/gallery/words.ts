import type { Language, LocalizedText } from '../language.ts';
import phrases from './phrases.json' with { type: 'json' };

export type Phrase = keyof typeof phrases;

/** The fixed words of the gallery's pages in the languages of one template. */
export interface Say {
  /** How many languages the page may show beside each other. */
  readonly languages: number;
  /** With what stands before and behind it the same in every language: a mark, a field. */
  phrase(name: Phrase, before?: string, after?: string): LocalizedText;
  same(text: string): LocalizedText;
}

export function sayIn(languages: readonly Language[]): Say {
  const each = (word: (language: Language) => string): LocalizedText =>
    Object.fromEntries(languages.map((language) => [language, word(language)]));
  return {
    languages: languages.length,
    phrase: (name, before = '', after = '') =>
      each((language) => {
        // French sets a space that does not break before a colon.
        const joint = language === 'fr' && after.startsWith(':') ? '\u00a0' : '';
        return `${before}${phrases[name][language]}${joint}${after}`;
      }),
    same: (text) => each(() => text),
  };
}
