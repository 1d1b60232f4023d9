/** How a number is meant that a format shows: as it is, as a date or time, as hundredths, or padded with zeros. */
export type NumberMeaning =
  | { readonly kind: 'number' }
  | { readonly kind: 'date' }
  | { readonly kind: 'percent' }
  /** Student numbers: 42 shown as 00000042. */
  | { readonly kind: 'padded'; readonly digits: number };

const PLAIN: NumberMeaning = { kind: 'number' };
const DATE: NumberMeaning = { kind: 'date' };
const PERCENT: NumberMeaning = { kind: 'percent' };

/**
 * ECMA-376 part 1 clause 18.8.30: formats without a code in the file. 27 to 36 and 50 to 58 are dates in the editions
 * for East Asia.
 */
const BUILT_IN_DATES: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

export function meaningOf(id: number, code: string | undefined): NumberMeaning {
  if (code === undefined) {
    if (id === 9 || id === 10) return PERCENT;
    return BUILT_IN_DATES.some(([first, last]) => id >= first && id <= last) ? DATE : PLAIN;
  }
  // The first section is for positive numbers; text in quotes, escaped letters, colours and locales say nothing.
  const [section = ''] = code.split(';');
  const bare = section
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .replace(/general/gi, '');
  if (/^0{2,}$/.test(bare)) return { kind: 'padded', digits: Math.min(bare.length, 30) };
  if (/[ymdhs]/i.test(bare)) return DATE;
  return bare.includes('%') ? PERCENT : PLAIN;
}

const DAY = 86_400_000;
/** 31 December 9999. */
const LAST_SERIAL = 2_958_466;

/**
 * A serial date as ISO 8601, to the second: a day, a day with its time, or only a time for a serial below 1.
 * Undefined for what no spreadsheet takes for a date. In the system of 1900 serial 60 is 29 February 1900, a day that
 * never was (ECMA-376 part 1 clause 18.17.4.1); it is read as 28 February.
 */
export function dateOfSerial(serial: number, epoch1904: boolean): string | undefined {
  if (!(serial >= 0) || serial >= LAST_SERIAL) return undefined;
  const seconds = Math.round(serial * 86_400);
  const days = Math.floor(seconds / 86_400);
  const time = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19);
  if (days === 0) return time;
  const zero = epoch1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const day = new Date(zero + days * DAY).toISOString().slice(0, 10);
  return time === '00:00:00' ? day : `${day}T${time}`;
}
