import i18next from 'i18next';
import { isWindowLanguage, type Language } from '../../shared/language.ts';
import type { Problem } from '../../shared/problem.ts';
import type { VerdictReason } from '../../shared/verifying/verdict.ts';
import { WORD_SPACES, wordsIn } from '../files/words.ts';

/** What the command says, in one language; English stands in for a missing word. */
export interface Words {
  readonly language: Language;
  /** A line of locales/<language>/cli.json. */
  say(key: string, values?: Readonly<Record<string, string | number>>): string;
  problem(problem: Problem): string;
  verdict(reason: VerdictReason): string;
  /** What a certificate may do, of locales/<language>/seal.json. */
  seal(key: string, values?: Readonly<Record<string, string>>): string;
}

export async function loadWords(wanted?: Language): Promise<Words> {
  const language = wanted ?? systemLanguage(process.env);
  const spoken: readonly Language[] = language === 'en' ? ['en'] : [language, 'en'];
  const instance = i18next.createInstance();
  await instance.init({
    lng: language,
    fallbackLng: 'en',
    resources: Object.fromEntries(
      spoken.map((each) => [
        each,
        Object.fromEntries(WORD_SPACES.map((space) => [space, wordsIn(each, space)])),
      ]),
    ),
    ns: [...WORD_SPACES],
    defaultNS: 'cli',
    keySeparator: false,
    nsSeparator: ':',
    interpolation: { escapeValue: false },
  });
  const { t } = instance;
  return {
    language,
    say: (key, values = {}) => t(key, values),
    problem({ code, where, facts }) {
      const element = where?.element;
      // Annex I elements have names for people; page elements have only the designer's.
      const named = element && instance.exists(`elements:${element}`) ? t(`elements:${element}`) : element;
      const said = t(`problems:${code}`, { ...facts, ...where, ...(named && { element: named }) });
      return where?.cell === undefined ? said : `${where.cell}: ${said}`;
    },
    verdict: (reason) => t(`verdict:${reason}`),
    seal: (key, values = {}) => t(`seal:${key}`, values),
  };
}

/** POSIX: LC_ALL before LC_MESSAGES before LANG; `C` and what we do not speak is English. */
export function systemLanguage(environment: Readonly<Record<string, string | undefined>>): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const tag = (LC_ALL || LC_MESSAGES || LANG || '').slice(0, 2).toLowerCase();
  return isWindowLanguage(tag) ? tag : 'en';
}
