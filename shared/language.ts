/**
 * The 24 official languages of the European Union, as BCP 47 primary tags (Regulation No 1/1958, consolidated): what
 * the studio itself speaks.
 */
export const LANGUAGES = [
  'bg',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'fi',
  'fr',
  'ga',
  'hr',
  'hu',
  'it',
  'lt',
  'lv',
  'mt',
  'nl',
  'pl',
  'pt',
  'ro',
  'sk',
  'sl',
  'sv',
] as const;

export type WindowLanguage = (typeof LANGUAGES)[number];

/**
 * What templates and credentials may be written in: the languages of the Union and those of the other states of the
 * European Economic Area, Icelandic, Norwegian Bokmål and Nynorsk. Liechtenstein's is German.
 */
export const CONTENT_LANGUAGES = [...LANGUAGES, 'is', 'nb', 'nn'] as const;

export type Language = (typeof CONTENT_LANGUAGES)[number];

/** One text in some of the languages. A missing language is missing, never guessed. */
export type LocalizedText = Readonly<Partial<Record<Language, string>>>;

export function isLanguage(tag: string): tag is Language {
  return (CONTENT_LANGUAGES as readonly string[]).includes(tag);
}

export function isWindowLanguage(tag: string): tag is WindowLanguage {
  return (LANGUAGES as readonly string[]).includes(tag);
}

/** The text in `language`, else in the first of `fallback` that has it, else undefined. */
export function textIn(
  text: LocalizedText,
  language: Language,
  fallback: readonly Language[] = [],
): string | undefined {
  const exact = text[language];
  if (exact !== undefined) return exact;
  for (const other of fallback) {
    const found = text[other];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The languages of `wanted` in which `text` has no words. */
export function languagesMissing(
  text: LocalizedText | undefined,
  wanted: readonly Language[],
): readonly Language[] {
  return wanted.filter((language) => !text?.[language]?.trim());
}
