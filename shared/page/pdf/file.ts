import { reference } from './syntax.ts';

/** Objects written once and copied to the front of every file: where they begin is where they stay. */
export interface Foundation {
  readonly bytes: Uint8Array;
  /** Offset of object 1, 2, 3 … */
  readonly offsets: readonly number[];
}

/** The comment of 7.5.2 NOTE 1 and PDF/A-3 6.1.2: four bytes above 127 say that the file is binary. */
const HEADER = new Uint8Array([...new TextEncoder().encode('%PDF-1.7\n%'), 0xe2, 0xe3, 0xcf, 0xd3, 0x0a]);

const ascii = new TextEncoder();

/**
 * A PDF file while it is being written: objects in any order, then one cross-reference table and one trailer
 * (ISO 32000-1 7.5). No object streams, so that the signature dictionary stays in plain sight.
 */
export class PdfFile {
  readonly #offsets: number[];
  readonly #parts: (string | Uint8Array)[];
  #length: number;
  /** How many of the bytes were handed over already. */
  #taken = 0;
  #text = '';

  constructor(foundation?: Foundation) {
    this.#offsets = foundation ? [...foundation.offsets] : [];
    this.#parts = [foundation?.bytes ?? HEADER];
    this.#length = (foundation?.bytes ?? HEADER).length;
  }

  /** Where the next byte will lie. */
  get length(): number {
    return this.#length;
  }

  /** An object number to refer to before the object is written. */
  reserve(): number {
    return this.#offsets.push(-1);
  }

  /** Writes an object; `body` is ASCII. */
  object(body: string, number: number = this.reserve()): number {
    this.#offsets[number - 1] = this.#length;
    this.#write(`${number} 0 obj\n${body}\nendobj\n`);
    return number;
  }

  /** Writes a stream object; `entries` are those of its dictionary besides Length. */
  stream(entries: string, bytes: Uint8Array, number: number = this.reserve()): number {
    this.#offsets[number - 1] = this.#length;
    this.#write(`${number} 0 obj\n<<${entries}/Length ${bytes.length}>>\nstream\n`);
    this.#flush();
    this.#parts.push(bytes);
    this.#length += bytes.length;
    this.#write('\nendstream\nendobj\n');
    return number;
  }

  /** What has been written so far, as the front of other files. */
  found(): Foundation {
    return { bytes: this.#bytes(), offsets: [...this.#offsets] };
  }

  /** Hands over what was written since the last time, for files larger than memory: only the offsets are kept. */
  take(): Uint8Array {
    const bytes = this.#bytes();
    this.#parts.length = 0;
    this.#taken += bytes.length;
    return bytes;
  }

  /** Adds cross-reference table and trailer, and returns what was not taken yet; `trailer` are its entries besides Size. */
  finish(trailer: string): Uint8Array {
    const start = this.#length;
    const size = this.#offsets.length + 1;
    this.#write(`xref\n0 ${size}\n0000000000 65535 f \n`);
    this.#flush();
    this.#parts.push(tableOf(this.#offsets));
    this.#length += this.#offsets.length * ENTRY.length;
    this.#write(`trailer\n<</Size ${size}${trailer}>>\nstartxref\n${start}\n%%EOF\n`);
    return this.#bytes();
  }

  #write(text: string): void {
    this.#text += text;
    this.#length += text.length;
  }

  #flush(): void {
    if (this.#text) this.#parts.push(this.#text);
    this.#text = '';
  }

  #bytes(): Uint8Array {
    this.#flush();
    const bytes = new Uint8Array(this.#length - this.#taken);
    let at = 0;
    for (const part of this.#parts) {
      if (typeof part === 'string') ascii.encodeInto(part, bytes.subarray(at));
      else bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }
}

/** An entry of the cross-reference table (7.5.4). */
const ENTRY = ascii.encode('0000000000 00000 n \n');
const DIGITS = 10;

/** The entries of objects 1, 2, 3 …, digit by digit: as strings they would be a twentieth of all the work for a file. */
function tableOf(offsets: readonly number[]): Uint8Array {
  const table = new Uint8Array(offsets.length * ENTRY.length);
  for (const [index, offset] of offsets.entries()) {
    if (offset < 0) throw new Error(`object ${reference(index + 1)} was reserved but never written`);
    const from = index * ENTRY.length;
    table.set(ENTRY, from);
    for (let place = from + DIGITS, rest = offset; rest > 0; rest = Math.floor(rest / 10))
      table[--place] = 48 + (rest % 10);
  }
  return table;
}
