/** The 24 official languages of the European Union, as BCP 47 primary tags (Regulation No 1/1958, consolidated). */
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

export type Language = (typeof LANGUAGES)[number];

/** One text in some of the languages. A missing language is missing, never guessed. */
export type LocalizedText = Readonly<Partial<Record<Language, string>>>;

export function isLanguage(tag: string): tag is Language {
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
