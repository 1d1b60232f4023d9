import type { NumberMeaning } from './number-format.ts';

/**
 * A number as the clerk sees it, as far as it matters: with the zeros in front that a student number has, and hundredths
 * as a percentage. Never in powers of ten below 10^21.
 */
export function numberText(number: number, meaning: NumberMeaning | undefined): string {
  if (meaning?.kind === 'padded' && Number.isInteger(number) && number >= 0) {
    return plain(number).padStart(meaning.digits, '0');
  }
  if (meaning?.kind === 'percent') return `${plain(shown(number * 100))}%`;
  return plain(Number.isInteger(number) ? number : shown(number));
}

/** Fifteen digits are what a spreadsheet shows of 8.799999999999999. */
function shown(number: number): number {
  return Number(number.toPrecision(15));
}

function plain(number: number): string {
  const text = String(number);
  return text.includes('e-') ? number.toFixed(20).replace(/0+$/, '').replace(/\.$/, '') : text;
}
