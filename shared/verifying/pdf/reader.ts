import { NotPdf, type PdfDict, PdfName, PdfRef, PdfStream, PdfString, type PdfValue } from './value.ts';

/** Deeper nesting occurs in no document, only in files made to exhaust their reader. */
const DEEPEST = 100;

const NUL = 0x00;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;

/** ISO 32000-2 clause 7.2.3, table 1. */
export function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === LF || byte === CR || byte === 0x09 || byte === 0x0c || byte === NUL;
}

const DELIMITERS = new Set([...'()<>[]{}/%'].map((letter) => letter.charCodeAt(0)));

function isRegular(byte: number | undefined): byte is number {
  return byte !== undefined && !isSpace(byte) && !DELIMITERS.has(byte);
}

/** Reads objects one after the other (ISO 32000-2 clause 7.3), at `at`. */
export class PdfReader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** White space and comments (clause 7.2.4). */
  skip(): void {
    const { bytes } = this;
    for (;;) {
      while (isSpace(bytes[this.at])) this.at++;
      if (bytes[this.at] !== 0x25) return;
      while (this.at < bytes.length && bytes[this.at] !== LF && bytes[this.at] !== CR) this.at++;
    }
  }

  /** True, and past it, when the next token is `word`. */
  take(word: string): boolean {
    this.skip();
    for (let index = 0; index < word.length; index++) {
      if (this.bytes[this.at + index] !== word.charCodeAt(index)) return false;
    }
    if (isRegular(this.bytes[this.at + word.length])) return false;
    this.at += word.length;
    return true;
  }

  expect(word: string): void {
    if (!this.take(word)) throw new NotPdf(`${word} expected`);
  }

  /** A run of digits, no sign. */
  integer(): number {
    this.skip();
    const start = this.at;
    let value = 0;
    for (let digit = this.#digit(); digit !== undefined; digit = this.#digit()) {
      value = value * 10 + digit;
      this.at++;
    }
    if (this.at === start || this.at - start > 12) throw new NotPdf('integer expected');
    return value;
  }

  #digit(): number | undefined {
    const byte = this.bytes[this.at];
    return byte !== undefined && byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : undefined;
  }

  value(depth = 0): PdfValue {
    if (depth > DEEPEST) throw new NotPdf('nested too deep');
    this.skip();
    const byte = this.bytes[this.at];
    switch (byte) {
      case 0x2f:
        return this.#name();
      case 0x28:
        return this.#literal();
      case 0x5b:
        return this.#array(depth);
      case 0x3c:
        return this.bytes[this.at + 1] === 0x3c ? this.#dict(depth) : this.#hexadecimal();
      default:
        return this.#numberOrWord();
    }
  }

  #name(): PdfName {
    let name = '';
    for (this.at++; ; this.at++) {
      const byte = this.bytes[this.at];
      if (!isRegular(byte)) return new PdfName(name);
      const [high, low] = [nibble(this.bytes[this.at + 1]), nibble(this.bytes[this.at + 2])];
      if (byte === 0x23 && high !== undefined && low !== undefined) {
        name += String.fromCharCode(high * 16 + low);
        this.at += 2;
      } else name += String.fromCharCode(byte);
    }
  }

  #array(depth: number): readonly PdfValue[] {
    const items: PdfValue[] = [];
    this.at++;
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 0x5d) break;
      items.push(this.value(depth + 1));
    }
    this.at++;
    return items;
  }

  #dict(depth: number): PdfDict {
    const entries = new Map<string, PdfValue>();
    this.at += 2;
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 0x3e && this.bytes[this.at + 1] === 0x3e) break;
      if (this.bytes[this.at] !== 0x2f) throw new NotPdf('name expected');
      const { name } = this.#name();
      const value = this.value(depth + 1);
      // Clause 7.3.7: keys "shall be unique"; readers differ in which of two they take.
      if (entries.has(name)) throw new NotPdf(`key ${name} stands twice`);
      entries.set(name, value);
    }
    this.at += 2;
    return entries;
  }

  /** Clause 7.3.4.2. */
  #literal(): PdfString {
    const start = this.at;
    const out: number[] = [];
    let open = 1;
    for (this.at++; ; this.at++) {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw new NotPdf('string without end');
      if (byte === 0x28) open++;
      if (byte === 0x29 && --open === 0) break;
      if (byte === 0x5c) this.#escape(out);
      else if (byte === CR) {
        out.push(LF);
        if (this.bytes[this.at + 1] === LF) this.at++;
      } else out.push(byte);
    }
    this.at++;
    return new PdfString(Uint8Array.from(out), start, this.at);
  }

  #escape(out: number[]): void {
    const byte = this.bytes[++this.at];
    const plain = byte === undefined ? undefined : ESCAPES.get(byte);
    if (plain !== undefined) out.push(plain);
    else if (byte === CR) this.at += this.bytes[this.at + 1] === LF ? 1 : 0;
    else if (byte !== undefined && byte >= 0x30 && byte <= 0x37) {
      let code = byte - 0x30;
      for (let more = 0; more < 2; more++) {
        const digit = this.bytes[this.at + 1];
        if (digit === undefined || digit < 0x30 || digit > 0x37) break;
        code = code * 8 + digit - 0x30;
        this.at++;
      }
      out.push(code & 0xff);
    } else if (byte !== undefined && byte !== LF) out.push(byte);
  }

  /** Clause 7.3.4.3: white space is nothing, a digit missing at the end is zero. */
  #hexadecimal(): PdfString {
    const { bytes } = this;
    const start = this.at;
    const end = bytes.indexOf(0x3e, start);
    if (end === -1) throw new NotPdf('string without end');
    const out = new Uint8Array((end - start) >> 1);
    let digits = 0;
    for (let at = start + 1; at < end; at++) {
      const digit = nibble(bytes[at]);
      if (digit === undefined) {
        if (isSpace(bytes[at])) continue;
        throw new NotPdf('no hexadecimal digit');
      }
      const place = digits >> 1;
      out[place] = (out[place] ?? 0) | (digits % 2 === 0 ? digit << 4 : digit);
      digits++;
    }
    this.at = end + 1;
    return new PdfString(out.subarray(0, (digits + 1) >> 1), start, this.at);
  }

  #numberOrWord(): PdfValue {
    const start = this.at;
    while (isRegular(this.bytes[this.at])) this.at++;
    if (this.at === start || this.at - start > 64) throw new NotPdf('value expected');
    const word = String.fromCharCode(...this.bytes.subarray(start, this.at));
    if (word === 'null') return null;
    if (word === 'true' || word === 'false') return word === 'true';
    if (!/^[+-]*\d*\.?\d*$/.test(word) || !/\d/.test(word)) throw new NotPdf('value expected');
    return /^\d{1,10}$/.test(word) ? this.#refOr(Number(word)) : Number(word.replace(/^[+-]*(?=[+-])/, ''));
  }

  /** `12 0 R` (clause 7.3.10), else the number alone. */
  #refOr(first: number): number | PdfRef {
    const after = this.at;
    this.skip();
    if (this.#digit() !== undefined) {
      const start = this.at;
      while (this.#digit() !== undefined) this.at++;
      const generation = Number(
        String.fromCharCode(...this.bytes.subarray(start, Math.min(this.at, start + 6))),
      );
      if (!isRegular(this.bytes[this.at]) && this.take('R')) return new PdfRef(first, generation);
    }
    this.at = after;
    return first;
  }

  /**
   * `n g obj … endobj` (clause 7.3.10).
   * @param lengthOf resolves a Length that is a reference.
   */
  indirect(lengthOf: (length: PdfValue | undefined) => PdfValue): {
    readonly number: number;
    readonly generation: number;
    readonly value: PdfValue;
  } {
    const number = this.integer();
    const generation = this.integer();
    this.expect('obj');
    const value = this.value();
    if (!(value instanceof Map) || !this.take('stream')) {
      // Without `endobj` some readers would read on into what follows.
      this.expect('endobj');
      return { number, generation, value };
    }
    if (this.bytes[this.at] === CR) this.at++;
    if (this.bytes[this.at] === LF) this.at++;
    const length = lengthOf(value.get('Length'));
    if (typeof length !== 'number' || !Number.isInteger(length) || length < 0) throw new NotPdf('Length');
    const start = this.at;
    const end = start + length;
    if (end > this.bytes.length) throw new NotPdf('stream cut short');
    this.at = end;
    while (isSpace(this.bytes[this.at]) && this.at < end + 3) this.at++;
    this.expect('endstream');
    return { number, generation, value: new PdfStream(value, this.bytes.subarray(start, end)) };
  }
}

const ESCAPES = new Map<number, number>([
  [0x6e, LF],
  [0x72, CR],
  [0x74, 0x09],
  [0x62, 0x08],
  [0x66, 0x0c],
  [0x28, 0x28],
  [0x29, 0x29],
  [0x5c, 0x5c],
]);

export function nibble(digit: number | undefined): number | undefined {
  if (digit === undefined) return undefined;
  if (digit >= 0x30 && digit <= 0x39) return digit - 0x30;
  const lower = digit | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : undefined;
}
