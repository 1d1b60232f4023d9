import { real } from './syntax.ts';

/** A box in page points, y downwards; widened as marks are met. */
export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const NUMBER = /-?[\d.]+(?:e[-+]?\d+)?/g;
const TOKEN = /[LCZ]|-?[\d.]+(?:e[-+]?\d+)?/g;

/**
 * SVG path data (absolute M, L, C, Z) as path construction operators (ISO 32000-1 Table 59), y turned upwards around
 * the top edge of the page.
 * @throws RangeError at any other command.
 */
export function pathOperators(d: string, bounds: Bounds): string {
  const stranger = /[^MLCZ\d\s,.e+-]/.exec(d);
  if (stranger) throw new RangeError(`path data has ${stranger[0]} at ${stranger.index}`);
  let written = '';
  for (const figure of d.split('M')) {
    const numbers = figure.match(NUMBER)?.map(Number);
    if (!numbers) continue;
    widen(bounds, numbers);
    written += rectangle(figure, numbers) ?? figureOperators(figure);
  }
  return written;
}

/** A closed upright rectangle as `re`: a QR code is made of hundreds, and it is a third of the size. */
function rectangle(figure: string, corners: readonly number[]): string | undefined {
  if (corners.length !== 8 || figure.includes('C') || !figure.includes('Z')) return undefined;
  const [x0 = 0, y0 = 0, x1, y1, x2 = 0, y2 = 0, x3, y3] = corners;
  const across = y0 === y1 && x1 === x2 && y2 === y3 && x3 === x0;
  const down = x0 === x1 && y1 === y2 && x2 === x3 && y3 === y0;
  if (!across && !down) return undefined;
  return `${real(x0)} ${real(-y0)} ${real(x2 - x0)} ${real(y0 - y2)} re\n`;
}

function figureOperators(figure: string): string {
  let written = '';
  let operator = 'm';
  let operands: number[] = [];
  for (const token of figure.match(TOKEN) ?? []) {
    if (token === 'Z') written += 'h\n';
    else if (token === 'L' || token === 'C') operator = token.toLowerCase();
    else {
      operands.push(Number(token));
      if (operands.length < (operator === 'c' ? 6 : 2)) continue;
      for (const [at, value] of operands.entries()) written += `${real(at % 2 === 0 ? value : -value)} `;
      written += `${operator}\n`;
      operands = [];
      // Further pairs after the first of an M are lines (SVG 2 clause 9.3.3).
      if (operator === 'm') operator = 'l';
    }
  }
  return written;
}

function widen(bounds: Bounds, numbers: readonly number[]): void {
  for (const [at, value] of numbers.entries()) {
    if (at % 2 === 0) {
      if (value < bounds.left) bounds.left = value;
      if (value > bounds.right) bounds.right = value;
    } else {
      if (value < bounds.top) bounds.top = value;
      if (value > bounds.bottom) bounds.bottom = value;
    }
  }
}
