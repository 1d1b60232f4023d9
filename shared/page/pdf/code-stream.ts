import type { QrSymbol } from '../placed.ts';
import {
  ALL_BUT_X,
  ENDING,
  type LineCode,
  LONGEST,
  lineCodeFor,
  lineOf,
  NOTHING,
  NUMBERS,
  SHARES,
  summandOf,
} from './code-lines.ts';
import { BitWriter } from './deflate-bits.ts';

/** The operators of a QR code's path: a line `x y length 1 re` for every run of dark modules, row by row. */
export function codeRows({ size, dark }: QrSymbol): string {
  const code = lineCodeFor(size);
  let lines = '';
  for (let y = 0; y < size; y++) {
    const count = findEdges(dark, y * size, size);
    for (let at = 0; at < count; at += 2) {
      const [x = 0, end = 0] = edges.subarray(at);
      lines += lineOf(x, y, end - x, code);
    }
  }
  return lines;
}

const out = new BitWriter();

/**
 * The same between `head` and `tail`, as a zlib stream (RFC 1950). It differs on every page and is most of what a page
 * would have to be compressed, so its DEFLATE (RFC 1951) is written without a search: lines are equally long, and what a
 * line repeats stands in the same place of the line before. That is ` y ` within a row, and ` 1 re\n` with the digits
 * that both starts begin with; after a run as long as the one before it is everything in between too.
 */
export function packCode({ size, dark }: QrSymbol, head: string, tail: string): Uint8Array {
  const code = lineCodeFor(size);
  const { digits, starts, lengths } = code;
  const sum = new CheckSum(code);
  out.begin();
  out.store(head, false);
  sum.text(head);
  out.putAll(code.header);
  let repeated = NOTHING;
  let lastX = NOWHERE;
  let begun = false;
  for (let y = 0; y < size; y++) {
    out.room(8 * size);
    sum.row(y);
    const count = findEdges(dark, y * size, size);
    let lastLength = 0;
    for (let at = 0; at < count; at += 2) {
      const x = edges[at] as number;
      const length = (edges[at + 1] as number) - x;
      out.put(starts[(repeated * SHARES + sharedDigits(x, lastX, digits)) * NUMBERS + x]);
      if (at === 0) {
        out.put(code.space);
        out.put(starts[y]);
        out.put(code.firstLengths[length]);
      } else if (length !== lastLength)
        out.put(lengths[sharedDigits(length, lastLength, 2) * NUMBERS + length]);
      repeated = length === lastLength ? ALL_BUT_X : ENDING;
      sum.line(x, length);
      lastX = x;
      lastLength = length;
      if (!begun) {
        // No line before the first one has its end.
        out.putAll(code.end);
        [begun, repeated, lastX] = [true, NOTHING, NOWHERE];
      }
    }
    sum.reduce();
  }
  out.put(code.rests[repeated]);
  out.put(code.endOfBlock);
  out.store(tail, true);
  sum.text(tail);
  return out.finish(sum.value);
}

/** Begins with no digits of a number of a code. */
const NOWHERE = 1000;

/** Where runs of dark modules in a row begin and end, in turn. */
const edges = new Uint8Array(256);

/** Finds them, and tells how many: without asking at each module whether it is dark, which nobody can foresee. */
function findEdges(dark: QrSymbol['dark'], from: number, size: number): number {
  let count = 0;
  let before = 0;
  for (let x = 0; x < size; x++) {
    const now = dark[from + x] as number;
    edges[count] = x;
    count += now ^ before;
    if (x === LONGEST && now & before) {
      edges[count + 1] = x;
      count += 2;
    }
    before = now;
  }
  edges[count] = size;
  return count + before;
}

/** How many digits two numbers begin with in common, their last aside. */
function sharedDigits(one: number, other: number, digits: number): number {
  if (Math.floor(one / 10) === Math.floor(other / 10)) return digits - 1;
  return digits > 2 && Math.floor(one / 100) === Math.floor(other / 100) ? 1 : 0;
}

/** Adler-32 (RFC 1950 clause 8.2) of lines, from what their parts add to it. */
class CheckSum {
  readonly #code: LineCode;
  #plain = 1;
  #weighted = 0;
  #rowPlain = 0;
  #rowWeighted = 0;

  constructor(code: LineCode) {
    this.#code = code;
  }

  text(text: string): void {
    const { plain, weighted } = summandOf(text);
    this.#weighted += text.length * this.#plain + weighted;
    this.#plain += plain;
    this.reduce();
  }

  /** The row of the lines to come. */
  row(at: number): void {
    const { y } = this.#code;
    this.#rowPlain = y.plain[at] as number;
    this.#rowWeighted = y.weighted[at] as number;
  }

  line(from: number, modules: number): void {
    const { width, x, length } = this.#code;
    this.#weighted +=
      width * this.#plain +
      this.#rowWeighted +
      (x.weighted[from] as number) +
      (length.weighted[modules] as number);
    this.#plain += this.#rowPlain + (x.plain[from] as number) + (length.plain[modules] as number);
  }

  /** Both sums stay small enough for a row. */
  reduce(): void {
    this.#plain %= 65521;
    this.#weighted %= 65521;
  }

  get value(): number {
    return this.#weighted * 65536 + this.#plain;
  }
}
