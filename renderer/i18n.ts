import i18next, { type i18n } from 'i18next';
import { isLanguage, type Language } from '../shared/language.ts';

type Words = Readonly<Record<string, unknown>>;

/** Every language's words as a chunk of its own: only the one in use is read. */
const files = import.meta.glob<Words>('../locales/*/{app,problems}.json', { import: 'default' });

async function load(language: Language, space: 'app' | 'problems'): Promise<Words> {
  return (await files[`../locales/${language}/${space}.json`]?.()) ?? {};
}

/** Starts with the first of the system's languages that Sealwright speaks; English stands in for a missing word. */
export async function startI18n(wanted: readonly string[]): Promise<i18n> {
  const language = wanted.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
  const instance = i18next.createInstance();
  const spoken: readonly Language[] = language === 'en' ? ['en'] : [language, 'en'];
  const resources: Record<string, Record<string, Words>> = {};
  for (const each of spoken) {
    resources[each] = { app: await load(each, 'app'), problems: await load(each, 'problems') };
  }
  await instance.init({
    lng: language,
    fallbackLng: 'en',
    resources,
    ns: ['app', 'problems'],
    defaultNS: 'app',
    keySeparator: false,
    nsSeparator: ':',
    // React escapes; a second escaping would show entities to the clerk.
    interpolation: { escapeValue: false },
  });
  return instance;
}
