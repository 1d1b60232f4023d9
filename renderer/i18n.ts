import i18next, { type i18n } from 'i18next';
import { isWindowLanguage, type Language } from '../shared/language.ts';

type Words = Readonly<Record<string, unknown>>;

const SPACES = ['app', 'problems', 'verdict', 'answer', 'elements', 'seal'] as const;

/** Every language's words as a chunk of its own: only the one in use is read. */
const files = import.meta.glob<Words>('../locales/*/{app,problems,verdict,answer,elements,seal}.json', {
  import: 'default',
});

/** The first of the system's languages that Sealwright speaks. */
export function firstSpoken(wanted: readonly string[]): Language {
  return wanted.map((tag) => tag.slice(0, 2)).find(isWindowLanguage) ?? 'en';
}

/** English stands in for a missing word. */
export async function startI18n(language: Language): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance.init({
    lng: language,
    fallbackLng: 'en',
    resources: {},
    ns: [...SPACES],
    defaultNS: 'app',
    keySeparator: false,
    nsSeparator: ':',
    // React escapes; a second escaping would show entities to the clerk.
    interpolation: { escapeValue: false },
    react: { bindI18nStore: 'added' },
  });
  await Promise.all([bring(instance, 'en'), bring(instance, language)]);
  await speak(instance, language);
  return instance;
}

/** Turns the window to another language, at once. */
export async function speak(instance: i18n, language: Language): Promise<void> {
  await bring(instance, language);
  await instance.changeLanguage(language);
  document.documentElement.lang = language;
}

/** All of its words at once: one file after the other would be waited for six times. */
async function bring(instance: i18n, language: Language): Promise<void> {
  const missing = SPACES.filter((space) => !instance.hasResourceBundle(language, space));
  const words = missing.map((space) => files[`../locales/${language}/${space}.json`]?.());
  for (const [at, read] of (await Promise.all(words)).entries())
    instance.addResourceBundle(language, missing[at] ?? '', read ?? {});
}
