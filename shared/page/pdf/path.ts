import { real } from './syntax.ts';

/** A box in page points, y downwards; widened as marks are met. */
export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** x and y of a point of the page. */
export type Origin = readonly [x: number, y: number];

const TOP_LEFT: Origin = [0, 0];

/** Where path data begins. */
export function beginningOf(d: string): Origin {
  const [, x = 0, y = 0] = /^M\s*(\S+?)[ ,]+(-?[\d.]+)/.exec(d) ?? [];
  return [Number(x), Number(y)];
}

const CODES = { space: 0x20, comma: 0x2c, newline: 0x0a, M: 0x4d, L: 0x4c, C: 0x43, Z: 0x5a } as const;

/**
 * SVG path data (absolute M, L, C, Z) as path construction operators (ISO 32000-1 Table 59), y turned upwards around
 * the top edge of the page, and counted from `origin`. Scanned by hand: a drawing is tens of kilobytes of path data.
 * @throws RangeError at any other command.
 */
export function pathOperators(d: string, bounds: Bounds, origin: Origin = TOP_LEFT): string {
  const scanner = { d, at: 0 };
  const numbers: number[] = [];
  let written = '';
  let steps = '';
  let step = 'M';
  let operands = 0;
  while (scanner.at < d.length) {
    const code = d.charCodeAt(scanner.at);
    if (code === CODES.space || code === CODES.comma || code === CODES.newline) scanner.at++;
    else if (code === CODES.M) {
      written += subpath(steps, numbers, bounds, origin);
      numbers.length = 0;
      steps = '';
      step = 'M';
      scanner.at++;
    } else if (code === CODES.L || code === CODES.C) {
      step = code === CODES.L ? 'L' : 'C';
      scanner.at++;
    } else if (code === CODES.Z) {
      steps += 'Z';
      scanner.at++;
    } else {
      numbers.push(scanNumber(scanner));
      if (++operands < (step === 'C' ? 6 : 2)) continue;
      steps += step;
      operands = 0;
      // Further pairs after the first of an M are lines (SVG 2 clause 9.3.3).
      if (step === 'M') step = 'L';
    }
  }
  return written + subpath(steps, numbers, bounds, origin);
}

/** Digits and one dot without a detour through strings; the rare exponent takes that detour. */
function scanNumber(scanner: { readonly d: string; at: number }): number {
  const { d, at: start } = scanner;
  const negative = d.charCodeAt(start) === 0x2d;
  const first = negative ? start + 1 : start;
  let at = first;
  let digits = 0;
  let scale = 0;
  for (; at < d.length; at++) {
    const code = d.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) {
      digits = digits * 10 + code - 0x30;
      scale *= 10;
    } else if (code === 0x2e && scale === 0) scale = 1;
    else break;
  }
  if (d.charCodeAt(at) === 0x65) {
    while (at < d.length && /[-+\de]/.test(d[at] ?? '')) at++;
    digits = Math.abs(Number(d.slice(start, at)));
    scale = 0;
  }
  if (at === first || Number.isNaN(digits)) throw new RangeError(`path data has ${d[at]} at ${at}`);
  scanner.at = at;
  const size = scale === 0 ? digits : digits / scale;
  return negative ? -size : size;
}

/** `steps` has a letter for each step of the subpath, `numbers` the coordinates of all. */
function subpath(steps: string, numbers: readonly number[], bounds: Bounds, [left, top]: Origin): string {
  for (let at = 0; at + 1 < numbers.length; at += 2)
    widen(bounds, numbers[at] as number, numbers[at + 1] as number);
  if (steps === 'MLLLZ') {
    const upright = rectangle(numbers.map((value, at) => value - (at % 2 === 0 ? left : top)));
    if (upright) return upright;
  }
  let written = '';
  let at = 0;
  for (const step of steps) {
    const end = at + (step === 'Z' ? 0 : step === 'C' ? 6 : 2);
    for (; at < end; at += 2)
      written += `${real((numbers[at] as number) - left)} ${real(top - (numbers[at + 1] as number))} `;
    written += step === 'Z' ? 'h\n' : `${step.toLowerCase()}\n`;
  }
  return written;
}

/** A closed upright rectangle as `re`: a QR code is made of hundreds, and it is a third of the size. */
function rectangle(corners: readonly number[]): string | undefined {
  const [x0 = 0, y0 = 0, x1, y1, x2 = 0, y2 = 0, x3, y3] = corners;
  const across = y0 === y1 && x1 === x2 && y2 === y3 && x3 === x0;
  const down = x0 === x1 && y1 === y2 && x2 === x3 && y3 === y0;
  if (!across && !down) return undefined;
  return `${real(x0)} ${real(-y0)} ${real(x2 - x0)} ${real(y0 - y2)} re\n`;
}

function widen(bounds: Bounds, x: number, y: number): void {
  if (x < bounds.left) bounds.left = x;
  if (x > bounds.right) bounds.right = x;
  if (y < bounds.top) bounds.top = y;
  if (y > bounds.bottom) bounds.bottom = y;
}
