import { LANGUAGES } from '../language.ts';

/** Words that stand in dates and say nothing: "of", ordinals, "year" and "day" in some languages and their short forms. */
const FILLING: ReadonlySet<string> = new Set([
  ...['of', 'the', 'st', 'nd', 'rd', 'th', 'de', 'del', 'di', 'er', 'den', 'ta', 'an', 'a', 'año', 'ano'],
  ...[
    'г',
    'год',
    'година',
    'r',
    'roku',
    'rok',
    'g',
    'godine',
    'god',
    'leta',
    'm',
    'd',
    'gada',
    'gads',
    'ev',
    'p',
    'v',
  ],
]);

/**
 * Day, month and year of a date that names its month in an official language of the Union, in whatever order: 13 април 2001 г.,
 * 2001. április 13., April 13th, 2001. Undefined for anything else, and for a month that another language calls by the same
 * word: `listopada` is November in Polish and October in Croatian.
 */
export function readNamedMonth(
  text: string,
): { readonly year: string; readonly month: string; readonly day: string } | undefined {
  const tokens = plain(text).match(/\d+|\p{L}+/gu) ?? [];
  const numbers = tokens.filter((token) => /^\d/.test(token));
  const words = tokens.filter((token) => !/^\d/.test(token) && !FILLING.has(token));
  const [year, day] = numbers.toSorted((a, b) => b.length - a.length);
  if (numbers.length !== 2 || year?.length !== 4 || day === undefined || day.length > 2) return undefined;
  const month = monthsByName().get(words.join(''));
  return month === undefined ? undefined : { year, month: String(month), day };
}

/** Without case and accents, as it may have been typed. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ς', 'σ');
}

let known: ReadonlyMap<string, number> | undefined;

/** In the words of the Unicode CLDR, alone and beside a day, whole and short. */
function monthsByName(): ReadonlyMap<string, number> {
  if (known) return known;
  const months = new Map<string, number>();
  const unclear = new Set<string>();
  for (const language of LANGUAGES) {
    for (const style of ['long', 'short'] as const) {
      for (const beside of [{}, { day: 'numeric' }] as const) {
        const form = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC', ...beside });
        for (let month = 1; month <= 12; month++) {
          const parts = form.formatToParts(Date.UTC(2001, month - 1, 1));
          const name = plain(parts.find(({ type }) => type === 'month')?.value ?? '').replace(/\P{L}/gu, '');
          if (name.length < 3) continue;
          if ((months.get(name) ?? month) !== month) unclear.add(name);
          months.set(name, month);
        }
      }
    }
  }
  for (const name of unclear) months.delete(name);
  known = months;
  return months;
}
