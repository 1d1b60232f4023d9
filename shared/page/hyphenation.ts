import type { Language } from '../language.ts';

/** The syllables of a word of one language, joined by soft hyphens (U+00AD). */
export type Syllables = (word: string) => string;

/** Undefined for a language whose words stay whole. */
export type Hyphenation = (language: Language) => Syllables | undefined;

/** Letters that stay together at either end of a word, whatever the patterns would allow: less reads badly. */
const LEFT = 2;
const RIGHT = 3;
const SHORTEST = 6;

/** Words of letters, with the punctuation about them; addresses, numbers and codes are none. */
const WORD = /^([^\p{L}\p{N}]*)(\p{L}+)([^\p{L}\p{N}]*)$/u;

/**
 * `word` with soft hyphens where it may be divided. Abbreviations in capitals stay whole, and so does a word whose
 * author has set its soft hyphens.
 */
export function divideWord(word: string, syllables: Syllables): string {
  if (word.length < SHORTEST || word.includes('\u00ad')) return word;
  const [, before = '', letters = '', after = ''] = WORD.exec(word) ?? [];
  if (letters.length < SHORTEST || letters === letters.toUpperCase()) return word;
  let divided = '';
  let at = 0;
  for (const syllable of syllables(letters).split('\u00ad')) {
    const apart = at >= LEFT && letters.length - at >= RIGHT;
    divided += `${apart ? '\u00ad' : ''}${syllable}`;
    at += syllable.length;
  }
  return `${before}${divided}${after}`;
}
