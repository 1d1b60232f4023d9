import type { NumberMark } from './roster-mapping.ts';

/**
 * Reads a number as people write it: thousands parted by spaces, points, commas or apostrophes, a percent sign after it.
 * Undefined for anything else, and for what could be meant in two ways against the mark told.
 */
export function readNumber(text: string, mark: NumberMark): number | undefined {
  const bare = text.trim().replace(/\s*%$/, '').replace(/^[−–]/, '-');
  const form =
    mark === 'comma'
      ? /^[-+]?(?:\d+|\d{1,3}(?:[ .'’\u00a0\u202f]\d{3})+)(?:,\d+)?$/
      : /^[-+]?(?:\d+|\d{1,3}(?:[ ,'’\u00a0\u202f]\d{3})+)(?:\.\d+)?$/;
  if (!form.test(bare)) return undefined;
  const thousands = mark === 'comma' ? /[ .'’\u00a0\u202f]/g : /[ ,'’\u00a0\u202f]/g;
  return Number(bare.replace(thousands, '').replace(',', '.'));
}

/** Comma only when a value can be read in no other way and none contradicts it. */
export function numberMark(values: Iterable<string>): NumberMark {
  let comma = false;
  for (const value of values) {
    if (/\.\d{1,2}%?$/.test(value.trim())) return 'point';
    if (/,\d{1,2}%?$/.test(value.trim())) comma = true;
  }
  return comma ? 'comma' : 'point';
}
