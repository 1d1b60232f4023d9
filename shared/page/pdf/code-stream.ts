import type { QrSymbol } from '../placed.ts';

/**
 * A QR code's path as the zlib stream (RFC 1950) of its operators: `x y length 1 re` for every run of dark modules, row
 * by row. It differs on every page and is most of what a page would have to be compressed, so its DEFLATE (RFC 1951) is
 * written without a search: where each `re` repeats the one before it is known, and so is how often a digit occurs. A run
 * repeats ` y ` and ` 1 re\n` with the first digits of the next start; both at once where it is as long as the one before.
 */
export function packCode({ size, dark }: QrSymbol, head: string, tail: string): Uint8Array {
  const out = new BitWriter();
  const sum = new CheckSum();
  stored(out, sum, head, false);
  for (const code of HEADER) out.put(code);
  let last = 0;
  for (let y = 0; y < size; y++) {
    const row = digitsOf(y) + 2;
    out.room(8 * size);
    let lastX = -1;
    let lastLength = 0;
    /** Digits of the start that the run before has brought along. */
    let known = 0;
    for (let start = nextDark(dark, y * size, 0, size); start < size; ) {
      let end = start + 1;
      while (end < size && dark[y * size + end] === 1) end++;
      const next = nextDark(dark, y * size, end, size);
      const length = end - start;
      const whole = digitsOf(start) + row + digitsOf(length) + END.length;
      const shared = next < size ? sharedDigits(start, next) : 0;
      out.put(NUMBER_CODES[known * NUMBER_COUNT + start]);
      known = shared;
      // Within a row ` y ` is the run's before it; its distance differs from `last` by how long the starts are.
      const back = last + digitsOf(start) - digitsOf(lastX);
      if (lastX >= 0 && length === lastLength)
        out.put(REPEATS[(row + digitsOf(length) + END.length + shared) * 32 + back]);
      else {
        if (lastX >= 0) out.put(REPEATS[row * 32 + back]);
        else for (const code of [SPACE, NUMBER_CODES[y], SPACE]) out.put(code);
        out.put(NUMBER_CODES[length]);
        if (last > 0) out.put(REPEATS[(END.length + shared) * 32 + whole]);
        else {
          for (const letter of END) out.put(LITERAL_CODES[letter.charCodeAt(0)]);
          known = 0;
        }
      }
      sum.add(NUMBERS[start]);
      sum.add(SPACED[y]);
      sum.add(ENDING[length]);
      [last, lastX, lastLength, start] = [whole, start, length, next];
    }
    sum.reduce();
  }
  out.put(LITERAL_CODES[END_OF_BLOCK]);
  stored(out, sum, tail, true);
  return out.finish(sum.value);
}

/** Where the next run of a row begins; `size` behind the last. */
function nextDark(dark: QrSymbol['dark'], row: number, from: number, size: number): number {
  let x = from;
  while (x < size && dark[row + x] !== 1) x++;
  return x;
}

/** How many digits a number begins with that one as long, and not the same, begins with too. */
function sharedDigits(one: number, other: number): number {
  if (digitsOf(one) !== digitsOf(other)) return 0;
  if (Math.floor(one / 10) === Math.floor(other / 10)) return digitsOf(one) - 1;
  return one < 100 ? 0 : 1;
}

const END = ' 1 re\n';
const END_OF_BLOCK = 256;
/** A code has at most 177 modules a side. */
const NUMBER_COUNT = 178;

/**
 * Bits of each symbol's code, chosen for how often it occurs in codes of 500 to 1200 characters; lengths 3 to 10 are 257 to
 * 264, 265 to 267 are two lengths each (clause 3.2.5). Together they fill the tree (clause 3.2.2).
 */
const LITERALS: ReadonlyMap<number, number> = new Map([
  ...[0x31, 258, 260].map((often) => [often, 3] as const),
  ...[0x32, 0x33, 0x34, 0x35, 0x36, 261, 265].map((often) => [often, 4] as const),
  ...[0x20, 0x30, 0x37, 0x38, 0x39].map((letter) => [letter, 5] as const),
  ...[257, 264, 259, 266, 262].map((length, nth) => [length, 6 + nth] as const),
  ...[0x0a, 0x65].map((once) => [once, 12] as const),
  ...[0x72, END_OF_BLOCK, 263, 267].map((once) => [once, 13] as const),
]);
/** 6 is a distance of 9 to 12, 7 one of 13 to 16, 8 one of 17 to 24. */
const DISTANCES: ReadonlyMap<number, number> = new Map([
  [7, 1],
  [6, 2],
  [8, 2],
]);

/** Bits, the first to be written the lowest, and how many of them in the five bits below: a number is quicker than a pair. */
type Code = number;

function codeOf(bits: number, count: number): Code {
  return bits * 32 + count;
}

/** One behind the other. */
function joined(first: Code, then: Code): Code {
  return codeOf((first >>> 5) | ((then >>> 5) << (first & 31)), (first & 31) + (then & 31));
}

/** Codes in the order of their lengths, then of their symbols (clause 3.2.2), turned round: they are written from the left. */
function codesOf(lengths: ReadonlyMap<number, number>): Int32Array {
  const codes = new Int32Array(1 + Math.max(...lengths.keys()));
  let code = 0;
  let before = 0;
  for (const [symbol, count] of [...lengths].sort((a, b) => a[1] - b[1] || a[0] - b[0])) {
    code <<= count - before;
    before = count;
    let turned = 0;
    for (let bit = 0; bit < count; bit++) turned |= ((code >> bit) & 1) << (count - 1 - bit);
    codes[symbol] = codeOf(turned, count);
    code++;
  }
  return codes;
}

const LITERAL_CODES = codesOf(LITERALS);
const DISTANCE_CODES = codesOf(DISTANCES);
const SPACE = LITERAL_CODES[0x20];

/** The block's own header (clause 3.2.7): its code lengths, each written in four bits, without shortening. */
const HEADER: readonly Code[] = (() => {
  const [literals, distances] = [268, 9];
  const lengthCodes = codesOf(new Map(Array.from({ length: 16 }, (_, length) => [length, 4])));
  const lengthsOf = (codes: number, lengths: ReadonlyMap<number, number>) =>
    Array.from({ length: codes }, (_, symbol) => lengthCodes[lengths.get(symbol) ?? 0] ?? 0);
  return [
    codeOf(0b100, 3),
    codeOf(literals - 257, 5),
    codeOf(distances - 1, 5),
    codeOf(19 - 4, 4),
    // In the order 16, 17, 18, 0, 8, 7 … 1, 15: the first three are not used.
    ...Array.from({ length: 19 }, (_, at) => codeOf(at < 3 ? 0 : 4, 3)),
    ...lengthsOf(literals, LITERALS),
    ...lengthsOf(distances, DISTANCES),
  ];
})();

/** The digits of each number, then what is left of them without the first, and without the first two. */
const NUMBER_CODES = Int32Array.from({ length: 3 * NUMBER_COUNT }, (_, at) =>
  [...String(at % NUMBER_COUNT).slice(Math.floor(at / NUMBER_COUNT))]
    .map((digit) => LITERAL_CODES[digit.charCodeAt(0)] ?? 0)
    .reduce(joined, 0),
);

/** What stood 9 to 24 bytes before, for each length from 3 to 16: from `length * 32 + distance`. */
const REPEATS = Int32Array.from({ length: 17 * 32 }, (_, at) => {
  const [length, distance] = [at >> 5, at & 31];
  if (length < 3 || distance < 9 || distance > 24) return 0;
  const [code, base, extra] =
    distance < 13 ? ([6, 9, 2] as const) : distance < 17 ? ([7, 13, 2] as const) : ([8, 17, 3] as const);
  // From 11 on two lengths share a symbol.
  const paired = length > 10;
  const symbol = paired ? 265 + ((length - 11) >> 1) : 254 + length;
  const [far = 0, alone = 0] = [DISTANCE_CODES[code], LITERAL_CODES[symbol]];
  const long = paired ? joined(alone, codeOf((length - 11) & 1, 1)) : alone;
  return joined(joined(long, far), codeOf(distance - base, extra));
});

function digitsOf(value: number): number {
  return value < 10 ? 1 : value < 100 ? 2 : 3;
}

/** Text as it is (clause 3.2.4). */
function stored(out: BitWriter, sum: CheckSum, text: string, last: boolean): void {
  out.put(codeOf(last ? 1 : 0, 3));
  out.align();
  out.room(text.length + HEADER.length);
  for (const half of [text.length, text.length ^ 0xffff]) out.put(codeOf(half, 16));
  for (let at = 0; at < text.length; at++) out.put(codeOf(text.charCodeAt(at), 8));
  sum.add(summandOf(text));
  sum.reduce();
}

/** What a text adds to the two sums of Adler-32 (RFC 1950 clause 8.2). */
interface Summand {
  readonly length: number;
  readonly sum: number;
  readonly weighted: number;
}

function summandOf(text: string): Summand {
  let [sum, weighted] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    sum += text.charCodeAt(at);
    weighted += sum;
  }
  return { length: text.length, sum, weighted };
}

const summands = (write: (number: number) => string): readonly Summand[] =>
  Array.from({ length: NUMBER_COUNT }, (_, number) => summandOf(write(number)));
const NUMBERS = summands((number) => `${number}`);
const SPACED = summands((number) => ` ${number} `);
const ENDING = summands((number) => `${number}${END}`);

class CheckSum {
  #a = 1;
  #b = 0;

  add(summand: Summand | undefined): void {
    const { length, sum, weighted } = summand as Summand;
    this.#b += length * this.#a + weighted;
    this.#a += sum;
  }

  reduce(): void {
    this.#a %= 65521;
    this.#b %= 65521;
  }

  get value(): number {
    return this.#b * 65536 + this.#a;
  }
}

class BitWriter {
  #bytes = new Uint8Array(8192);
  #at = 2;
  #held = 0;
  #count = 0;

  constructor() {
    this.#bytes.set([0x78, 0x9c]);
  }

  /** So many bytes more can be put. */
  room(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const longer = new Uint8Array(2 * (this.#at + bytes));
    longer.set(this.#bytes);
    this.#bytes = longer;
  }

  /** At most 24 bits. */
  put(code: Code | undefined = 0): void {
    this.#held |= (code >>> 5) << this.#count;
    this.#count += code & 31;
    while (this.#count >= 8) {
      this.#bytes[this.#at++] = this.#held;
      this.#held >>>= 8;
      this.#count -= 8;
    }
  }

  align(): void {
    if (this.#count > 0) this.put(codeOf(0, 8 - this.#count));
  }

  finish(check: number): Uint8Array {
    this.align();
    const whole = new Uint8Array(this.#at + 4);
    whole.set(this.#bytes.subarray(0, this.#at));
    new DataView(whole.buffer).setUint32(this.#at, check);
    return whole;
  }
}
