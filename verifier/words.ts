import type { Check } from '../shared/answer/check.ts';
import type { Language } from '../shared/language.ts';
import type { VerdictReason } from '../shared/verifying/verdict.ts';

export interface Words {
  readonly language: Language;
  /** A line of locales/<language>/verifier.json; the key itself where there is none. */
  say(key: string, values?: Readonly<Record<string, string | number>>): string;
  verdict(reason: VerdictReason): string;
  /** What came of one check, and what the check is called. */
  check(check: Check): readonly [name: string, said: string];
  /** A line that the window says too. */
  answer(key: string): string;
  /** A line that the command says too. */
  cli(key: string): string;
}

type Lines = Readonly<Record<string, string>>;

const own = import.meta.glob<Lines>('../locales/*/verifier.json', { eager: true, import: 'default' });
const verdicts = import.meta.glob<Lines>('../locales/*/verdict.json', { eager: true, import: 'default' });
const command = import.meta.glob<Lines>('../locales/*/cli.json', { eager: true, import: 'default' });

const answers = import.meta.glob<Lines>('../locales/*/answer.json', { eager: true, import: 'default' });

export function wordsIn(language: Language): Words {
  const lines = (all: Readonly<Record<string, Lines>>, space: string): Lines =>
    all[`../locales/${language}/${space}.json`] ?? {};
  const [mine, judged, said] = [lines(own, 'verifier'), lines(verdicts, 'verdict'), lines(command, 'cli')];
  const answered = lines(answers, 'answer');
  const filled = (text: string, values: Check['facts'] = {}): string =>
    text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
  return {
    language,
    say: (key, values) => filled(mine[key] ?? key, values),
    check({ name, words, facts }) {
      const [space, key = ''] = words.split(':');
      const said = (space === 'answer' ? answered : judged)[key] ?? key;
      return [answered[`check.${name}`] ?? name, filled(said, facts)];
    },
    verdict: (reason) => judged[reason] ?? reason,
    answer: (key) => answered[key] ?? key,
    cli: (key) => said[key] ?? key,
  };
}
