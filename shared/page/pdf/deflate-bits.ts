/** The bits of DEFLATE (RFC 1951), for streams whose repetitions are known beforehand. */

/** Bits, the first to be written the lowest, and how many of them in the five bits below: a number is quicker than a pair. */
export type Code = number;

/** At most 26 bits. */
export function codeOf(bits: number, count: number): Code {
  return bits * 32 + count;
}

/** One behind the other. */
export function joined(first: Code, then: Code): Code {
  return codeOf((first >>> 5) + (then >>> 5) * 2 ** (first & 31), (first & 31) + (then & 31));
}

/** Codes in the order of their lengths, then of their symbols (clause 3.2.2), turned round: they are written from the left. */
export function codesOf(lengths: ReadonlyMap<number, number>): Int32Array {
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

/** The header of a block (clause 3.2.7): its code lengths, each written in four bits, without shortening. */
export function headerOf(
  literals: ReadonlyMap<number, number>,
  distances: ReadonlyMap<number, number>,
): readonly Code[] {
  const lengthCodes = codesOf(new Map(Array.from({ length: 16 }, (_, length) => [length, 4])));
  const counts = [literals, distances].map((lengths) => 1 + Math.max(...lengths.keys()));
  const [literalCount = 0, distanceCount = 0] = counts;
  const written = [literals, distances].flatMap((lengths, at) =>
    Array.from({ length: counts[at] ?? 0 }, (_, symbol) => lengthCodes[lengths.get(symbol) ?? 0] ?? 0),
  );
  return [
    codeOf(0b100, 3),
    codeOf(literalCount - 257, 5),
    codeOf(distanceCount - 1, 5),
    codeOf(19 - 4, 4),
    // In the order 16, 17, 18, 0, 8, 7 … 1, 15: the first three are not used.
    ...Array.from({ length: 19 }, (_, at) => codeOf(at < 3 ? 0 : 4, 3)),
    ...written,
  ];
}

/** A zlib stream (RFC 1950) being written; the next begins where this one ended, in the same memory. */
export class BitWriter {
  #bytes = new Uint8Array(8192);
  #at = 0;
  #held = 0;
  #count = 0;

  begin(): void {
    this.#bytes[0] = 0x78;
    this.#bytes[1] = 0x9c;
    this.#at = 2;
    this.#held = 0;
    this.#count = 0;
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
    // Whole bytes or not, all are written: to ask how many there are takes longer.
    const bytes = this.#bytes;
    bytes[this.#at] = this.#held;
    bytes[this.#at + 1] = this.#held >>> 8;
    bytes[this.#at + 2] = this.#held >>> 16;
    this.#at += this.#count >>> 3;
    this.#held >>>= this.#count & 24;
    this.#count &= 7;
  }

  putAll(codes: readonly Code[]): void {
    this.room(3 * codes.length);
    for (const code of codes) this.put(code);
  }

  /** Text as it is (clause 3.2.4), of ASCII; the last block of the stream or one before others. */
  store(text: string, last: boolean): void {
    this.put(codeOf(last ? 1 : 0, 3));
    this.#align();
    this.room(text.length + 8);
    for (const half of [text.length, text.length ^ 0xffff]) this.put(codeOf(half, 16));
    for (let at = 0; at < text.length; at++) this.#bytes[this.#at++] = text.charCodeAt(at);
  }

  /** The stream with its check value (Adler-32). */
  finish(check: number): Uint8Array {
    this.#align();
    const whole = this.#bytes.slice(0, this.#at + 4);
    new DataView(whole.buffer).setUint32(this.#at, check);
    return whole;
  }

  #align(): void {
    if (this.#count > 0) this.put(codeOf(0, 8 - this.#count));
  }
}
