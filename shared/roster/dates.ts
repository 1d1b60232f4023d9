import type { CalendarDate } from '../credential/credential.ts';
import { readNamedMonth } from './month-names.ts';

/** Order of day, month and year where a value does not show it by itself. */
export type DateOrder = 'day-first' | 'month-first';

/** A day as some cell writes it, before it is known whether the calendar has such a day. */
export type DateReading =
  | { readonly kind: 'day'; readonly date: CalendarDate }
  | { readonly kind: 'impossible' }
  | { readonly kind: 'unreadable' };

/** 2025-06-13 and 2025. 06. 13., also with the midnight that spreadsheets append. */
const YEAR_FIRST = /^(\d{4})([-./])\s?(\d{1,2})\2\s?(\d{1,2})\.?(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/;
/** 13.6.2025 and 13. 6. 2025: with dots the day always comes first. */
const DOTTED = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\.?(?: 0{1,2}:00(?::00)?)?$/;
/** 13/06/2025 or 06/13/2025. */
const SLASHED = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?: 0{1,2}:00(?::00)?)?$/;

/** 20250613, ISO 8601's basic format. */
const BASIC = /^(\d{4})(\d{2})(\d{2})$/;
/** "Year" behind a date, as Bulgarians, Poles and Latvians write it. */
const YEAR_WORD = /\s*(?:г|r|g)\.?$/iu;

/**
 * How the whole column writes its dates: month first only when some value can be read in no other way and none
 * contradicts it; day first, the custom of Europe, in every other case.
 */
export function dateOrder(values: Iterable<string>): DateOrder {
  let monthFirst = false;
  for (const value of values) {
    const found = SLASHED.exec(value.trim());
    if (Number(found?.[1]) > 12) return 'day-first';
    if (Number(found?.[3]) > 12) monthFirst = true;
  }
  return monthFirst ? 'month-first' : 'day-first';
}

/** A value of a column whose dates could all begin with the day or with the month; undefined when any tells which. */
export function ambiguousDate(values: Iterable<string>): string | undefined {
  let example: string | undefined;
  for (const value of values) {
    const found = SLASHED.exec(value.trim());
    if (!found) continue;
    const [first, second] = [Number(found[1]), Number(found[3])];
    if (first > 12 || second > 12) return undefined;
    if (first !== second) example ??= value;
  }
  return example;
}

/** Reads one cell; a year must have four digits. `impossible` is a day no calendar has, as 31 February. */
export function readDate(value: string, order: DateOrder): DateReading {
  const text = value.trim().replace(YEAR_WORD, '');
  const basic = BASIC.exec(text);
  if (basic) return day(basic[1], basic[2], basic[3]);
  const ymd = YEAR_FIRST.exec(text);
  if (ymd) return day(ymd[1], ymd[3], ymd[4]);
  const dmy = DOTTED.exec(text);
  if (dmy) return day(dmy[3], dmy[2], dmy[1]);
  const slashed = SLASHED.exec(text);
  if (!slashed) {
    const named = readNamedMonth(text);
    return named ? day(named.year, named.month, named.day) : { kind: 'unreadable' };
  }
  const [, first, , second, year] = slashed;
  return order === 'day-first' ? day(year, second, first) : day(year, first, second);
}

/** Of the months; told by hand, for a roster of a hundred thousand rows has twice as many days. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function day(
  year: string | undefined,
  month: string | undefined,
  dayOfMonth: string | undefined,
): DateReading {
  const date = `${year}-${month?.padStart(2, '0')}-${dayOfMonth?.padStart(2, '0')}`;
  const [inYear, inMonth, number] = [Number(year), Number(month), Number(dayOfMonth)];
  const leap = inYear % 4 === 0 && (inYear % 100 !== 0 || inYear % 400 === 0);
  const last = inMonth === 2 && leap ? 29 : DAYS[inMonth - 1];
  const real = last !== undefined && number >= 1 && number <= last;
  return real ? { kind: 'day', date } : { kind: 'impossible' };
}
