import { type Code, codeOf, codesOf, headerOf, joined } from './deflate-bits.ts';

/** A code has at most 177 modules a side; as a power of two. */
export const NUMBERS = 256;
/** Of no more digits is the length of a run; a longer one is written as two. */
export const LONGEST = 99;
const LENGTH_DIGITS = 2;
const END = ' 1 re\n';

/** What of the line before is repeated before a line's own x: nothing, its end, or all that follows its x. */
export const NOTHING = 0;
export const ENDING = 1;
export const ALL_BUT_X = 2;
/** An x repeats none, one or two digits too. */
export const SHARES = 3;

/** How the lines of codes up to 99 modules, or of larger ones, are written as DEFLATE (RFC 1951). */
export interface LineCode {
  /** Of x and y. */
  readonly digits: number;
  /** Bytes of a line: all are equally long. */
  readonly width: number;
  /** Of the block. */
  readonly header: readonly Code[];
  /** x behind what is repeated: from `(repeated * SHARES + digits repeated) * NUMBERS`. */
  readonly starts: Int32Array;
  /** The length behind the repeated ` y `: from `digits repeated * NUMBERS`. */
  readonly lengths: Int32Array;
  /** The length behind a space. */
  readonly firstLengths: Int32Array;
  readonly space: Code;
  /** The end of the first line, which none comes before. */
  readonly end: readonly Code[];
  /** What is repeated, alone. */
  readonly rests: readonly Code[];
  readonly endOfBlock: Code;
  /** What a line's parts add to the check value, as if all else were 0. */
  readonly x: Summands;
  readonly y: Summands;
  readonly length: Summands;
}

/** What a text adds to the two sums of Adler-32 (RFC 1950 clause 8.2), for each number in it. */
export interface Summands {
  readonly plain: Int32Array;
  readonly weighted: Int32Array;
}

export function lineCodeFor(size: number): LineCode {
  return size > 99 ? LARGE : SMALL;
}

/**
 * The bits of each symbol's code, with letters and lengths of repetitions in the order of their symbols' frequencies in
 * codes of 500 to 1200 characters (counted). They fill the tree (RFC 1951 clause 3.2.2).
 */
type Tree = readonly (readonly [bits: number, letters: string, lengths: readonly number[]])[];

const SMALL_TREE: Tree = [
  [3, '12', [5, 7]],
  [4, '034', [6, 13]],
  [5, '5678', []],
  [6, '9 ', [12]],
  [8, 're', [4]],
  [9, '\n', []],
];
const LARGE_TREE: Tree = [
  [3, '01', [6, 8]],
  [4, '23', [7, 15]],
  [5, '45678', []],
  [5, '9', [14]],
  [6, ' ', []],
  [8, 're', [5]],
  [9, '\n', []],
];
const END_OF_BLOCK = 256;
/** A line is 13 to 16 bytes long: symbol 7 and two bits more. The other one fills the tree. */
const DISTANCES = new Map([
  [7, 1],
  [8, 1],
]);

function prepare(digits: number, tree: Tree): LineCode {
  const [middle, ending, tail] = [digits + 2, END.length, digits + 2 + LENGTH_DIGITS + END.length];
  const width = digits + tail;
  const literals = bitsOf(tree);
  const codes = codesOf(literals);
  const back = joined(codesOf(DISTANCES)[7] ?? 0, codeOf(width - 13, 2));

  const spelt = (text: string) => Array.from(text, (letter) => codes[letter.charCodeAt(0)] ?? 0);
  const [space = 0] = spelt(' ');
  const repeat = (length: number) => {
    const symbol = codes[lengthSymbol(length)] ?? 0;
    return joined(length > 10 ? joined(symbol, codeOf((length - 11) & 1, 1)) : symbol, back);
  };
  const padded = (number: number, wide = digits) => String(number).padStart(wide, '0');
  /** Numbers behind so many bytes of the line before and their own first digits. */
  const behind = (repeated: number, shares: number, wide: number) =>
    Int32Array.from({ length: shares * NUMBERS }, (_, at) => {
      const [shared, number] = [Math.floor(at / NUMBERS), at % NUMBERS];
      const own = padded(number, wide).slice(shared);
      return own.length > wide - shared
        ? 0
        : spelt(own).reduce(joined, repeated && repeat(repeated + shared));
    });
  return {
    digits,
    width,
    header: headerOf(literals, DISTANCES),
    starts: Int32Array.from([0, ending, tail].flatMap((repeated) => [...behind(repeated, SHARES, digits)])),
    lengths: behind(middle, LENGTH_DIGITS, LENGTH_DIGITS),
    firstLengths: behind(0, 1, LENGTH_DIGITS).map((length) => joined(space, length)),
    space,
    end: spelt(END),
    rests: [0, repeat(ending), repeat(tail)],
    endOfBlock: codes[END_OF_BLOCK] ?? 0,
    x: summands(width, (x) => [0, padded(x)]),
    y: summands(width, (y) => [digits, ` ${padded(y)} `]),
    length: summands(width, (length) => [
      width - ending - LENGTH_DIGITS,
      padded(length, LENGTH_DIGITS) + END,
    ]),
  };
}

/** What a number adds, from its place in a line and how it is written there. */
function summands(width: number, write: (number: number) => readonly [at: number, text: string]): Summands {
  const sums = Array.from({ length: NUMBERS }, (_, number) => {
    const [at, text] = write(number);
    return summandOf(`${'\0'.repeat(at)}${text}`.padEnd(width, '\0'));
  });
  return {
    plain: Int32Array.from(sums, ({ plain }) => plain),
    weighted: Int32Array.from(sums, ({ weighted }) => weighted),
  };
}

function bitsOf(tree: Tree): ReadonlyMap<number, number> {
  const bits = new Map<number, number>();
  for (const [count, letters, lengths] of tree) {
    for (const letter of letters) bits.set(letter.charCodeAt(0), count);
    for (const length of lengths) bits.set(lengthSymbol(length), count);
  }
  return bits.set(END_OF_BLOCK, Math.max(...bits.values()));
}

/** Lengths 3 to 10 have symbols of their own, of those from 11 on two share one (clause 3.2.5). */
function lengthSymbol(length: number): number {
  return length > 10 ? 265 + ((length - 11) >> 1) : 254 + length;
}

export function summandOf(text: string): { readonly plain: number; readonly weighted: number } {
  let [plain, weighted] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    plain += text.charCodeAt(at);
    weighted += plain;
  }
  return { plain, weighted };
}

/** The operator of one run of dark modules. */
export function lineOf(x: number, y: number, length: number, { digits }: LineCode): string {
  const [from, row] = [x, y].map((number) => String(number).padStart(digits, '0'));
  return `${from} ${row} ${String(length).padStart(LENGTH_DIGITS, '0')}${END}`;
}

const SMALL = prepare(2, SMALL_TREE);
const LARGE = prepare(3, LARGE_TREE);
