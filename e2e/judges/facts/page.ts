import { run } from '../program.ts';
import type { Fact, Facts } from './fact.ts';

/** What the example's page prints, each as people write it; what a design leaves out is not asked. */
const PRINTED: readonly Fact[] = [
  'serial',
  'name',
  'title',
  'grade',
  'hours',
  'ects',
  'awardedOn',
  'birthDate',
];

/** poppler's pdftotext: a page cannot be read field by field, so what it should say is looked for in its text. */
export const readPage = async (file: string, expected: Facts, language: string): Promise<Facts> => {
  const { code, out, err } = await run('pdftotext', ['-enc', 'UTF-8', file, '-']);
  if (code !== 0) throw new Error(`exit ${code}: ${err.trim()}`);
  const text = plain(out);
  return Object.fromEntries(
    PRINTED.flatMap((fact) => {
      const value = expected[fact] ?? '';
      if (value === '') return [];
      const printed = spellings(fact, value, language).some((spelling) => text.includes(plain(spelling)));
      return [[fact, printed ? value : '']];
    }),
  );
};

const plain = (text: string): string => ` ${text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()} `;

const spellings = (fact: Fact, value: string, language: string): readonly string[] => {
  if (fact !== 'awardedOn' && fact !== 'birthDate') return [value];
  const day = new Date(`${value}T00:00:00Z`);
  const locales = [language, `${language}-${language === 'en' ? 'GB' : language.toUpperCase()}`];
  return locales.map((locale) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(day),
  );
};
