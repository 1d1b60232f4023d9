import i18next, { type i18n } from 'i18next';
import { isWindowLanguage, type Language } from '../shared/language.ts';
import { SPACES } from './spaces.ts';

type Words = Readonly<Record<(typeof SPACES)[number], Readonly<Record<string, unknown>>>>;

/** Every language's words as a chunk of its own (electron.vite.config.ts): only the one in use is read. */
const files = import.meta.glob<Words>('../locales/*/app.json', { query: '?words', import: 'default' });

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

async function bring(instance: i18n, language: Language): Promise<void> {
  if (instance.hasResourceBundle(language, 'app')) return;
  const words = await files[`../locales/${language}/app.json`]?.();
  // Told to nobody and not copied: the window is drawn anew when it changes its language, once and not six times.
  const quietly = { silent: true, skipCopy: true };
  for (const space of SPACES)
    instance.addResourceBundle(language, space, words?.[space] ?? {}, false, true, quietly);
}
