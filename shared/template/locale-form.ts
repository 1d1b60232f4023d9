import type { CalendarDate, Instant } from '../credential/credential.ts';
import type { Language } from '../language.ts';

const pluralRules = new Map<Language, Intl.PluralRules>();

/** The form that a count takes, by the plural rules of the language (CLDR). */
export function pluralOf(amount: number, language: Language): string {
  const known = pluralRules.get(language) ?? new Intl.PluralRules(language);
  pluralRules.set(language, known);
  return known.select(amount);
}

const pluralForms = new Map<Language, readonly string[]>();

/**
 * The plural forms that amounts of hours and credits take in the language: whole numbers to a hundred, a thousand, and
 * halves. French, Spanish and others have a form for millions that no credential needs.
 */
export function pluralFormsOf(language: Language): readonly string[] {
  const known = pluralForms.get(language);
  if (known) return known;
  const amounts = Array.from({ length: 101 }, (_, number) => [number, number + 0.5]).flat();
  const forms = [...new Set([...amounts, 1000].map((amount) => pluralOf(amount, language)))].sort();
  pluralForms.set(language, forms);
  return forms;
}

/** With the language's own decimal mark, to hundredths. */
export function numberIn(value: number, language: Language): string {
  return numberFormat(language).format(value);
}
/** "A, B and C". */
export function listIn(names: readonly string[], language: Language): string {
  return new Intl.ListFormat(locale(language), { type: 'conjunction' }).format(names);
}

/** `short` is digits. */
export type DateForm = 'long' | 'short';

const dates = new Map<string, string>();

/** The day in UTC, as the language writes it. A batch has few days and asks for each many times. */
export function dateIn(value: CalendarDate | Instant, language: Language, format: DateForm): string {
  const key = `${language} ${format} ${value}`;
  const known = dates.get(key);
  if (known !== undefined) return known;
  const day = new Date(value.length === 10 ? `${value}T00:00:00Z` : value);
  const written = dateFormat(language, format).format(day);
  if (dates.size > 1000) dates.clear();
  dates.set(key, written);
  return written;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<Language, Intl.NumberFormat>();

function dateFormat(language: Language, style: DateForm): Intl.DateTimeFormat {
  const key = `${language} ${style}`;
  const known = dateFormats.get(key);
  if (known) return known;
  const made =
    style === 'long'
      ? new Intl.DateTimeFormat(locale(language), { dateStyle: 'long', timeZone: 'UTC' })
      : new Intl.DateTimeFormat(locale(language), {
          day: '2-digit',
          month: '2-digit',
          year: 'numeric',
          timeZone: 'UTC',
        });
  dateFormats.set(key, made);
  return made;
}

function numberFormat(language: Language): Intl.NumberFormat {
  const known = numberFormats.get(language);
  if (known) return known;
  const made = new Intl.NumberFormat(locale(language), { maximumFractionDigits: 2 });
  numberFormats.set(language, made);
  return made;
}

/** English as the Union writes it, day before month; Gregorian days everywhere. */
function locale(language: Language): string {
  return language === 'en' ? 'en-IE' : language;
}
