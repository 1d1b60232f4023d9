import type { Engine } from '../engine.ts';
import type { PdfFile } from '../page/pdf/file.ts';
import { byteString, hex, reference } from '../page/pdf/syntax.ts';
import type { PdfFile as SourceFile } from '../verifying/pdf/file.ts';
import {
  isArray,
  NotPdf,
  PdfName,
  PdfRef,
  PdfStream,
  PdfString,
  type PdfValue,
} from '../verifying/pdf/value.ts';

/** Deeper nesting occurs in no document, only in files made to exhaust their reader. */
const DEEPEST = 64;

/**
 * Copies objects of many files into one. What several of them have byte for byte, as the fonts and pictures of a batch,
 * is written once; streams are copied as they are packed. Only digests are remembered.
 */
export class Copyist {
  readonly #out: PdfFile;
  readonly #engine: Engine;
  /** Numbers in the new file by the digest of what is written there. */
  readonly #written = new Map<string, number>();

  constructor(out: PdfFile, engine: Engine) {
    this.#out = out;
    this.#engine = engine;
  }

  /**
   * @returns how a value of `source` is written in the new file; what it refers to was copied before.
   * @throws NotPdf where the source contradicts itself.
   */
  for(source: SourceFile): (value: PdfValue) => string {
    const copied = new Map<number, number>();
    /** Being copied, with the number that is theirs once something within refers back to them. */
    const open = new Map<number, number | undefined>();

    const referred = (ref: PdfRef, depth: number): string => {
      const { number } = ref;
      const known = copied.get(number);
      if (known !== undefined) return reference(known);
      if (open.has(number)) {
        const back = open.get(number) ?? this.#out.reserve();
        open.set(number, back);
        return reference(back);
      }
      open.set(number, undefined);
      const value = source.resolve(ref);
      const body = value instanceof PdfStream ? entriesOf(value, depth + 1) : written(value, depth + 1);
      const raw = value instanceof PdfStream ? value.raw : undefined;
      const made = this.#write(body, raw, open.get(number));
      open.delete(number);
      copied.set(number, made);
      return reference(made);
    };

    const entriesOf = ({ dict }: PdfStream, depth: number): string =>
      [...dict]
        .filter(([key]) => key !== 'Length')
        .map(([key, value]) => `${nameOf(key)} ${written(value, depth)}`)
        .join('');

    const written = (value: PdfValue, depth: number): string => {
      if (depth > DEEPEST) throw new NotPdf('nested too deep');
      if (value instanceof PdfRef) return referred(value, depth);
      if (value instanceof PdfName) return nameOf(value.name);
      if (value instanceof PdfString) return byteString(value.bytes);
      if (value instanceof PdfStream) throw new NotPdf('a stream without a number');
      if (typeof value === 'number') return numeral(value);
      if (isArray(value)) return `[${value.map((item) => written(item, depth + 1)).join(' ')}]`;
      if (value instanceof Map) {
        const entries = [...value].map(([key, item]) => `${nameOf(key)} ${written(item, depth + 1)}`);
        return `<<${entries.join('')}>>`;
      }
      return String(value);
    };
    return (value) => written(value, 0);
  }

  /** What refers to itself has a number before it is written and is equal to nothing. */
  #write(body: string, raw: Uint8Array | undefined, number: number | undefined): number {
    if (number !== undefined) return this.#put(body, raw, number);
    const parts = [new TextEncoder().encode(`${raw ? 'stream' : 'object'} ${body}`), ...(raw ? [raw] : [])];
    const digest = byteString(this.#engine.hash('SHA-256', ...parts));
    const known = this.#written.get(digest) ?? this.#put(body, raw);
    this.#written.set(digest, known);
    return known;
  }

  #put(body: string, raw: Uint8Array | undefined, number?: number): number {
    return raw ? this.#out.stream(body, raw, number) : this.#out.object(body, number);
  }
}

/** A name as its bytes were read, one character each (ISO 32000-1 7.3.5). */
function nameOf(name: string): string {
  return `/${name.replace(/[^!-~]|[#()<>[\]{}/%]/g, (letter) => `#${hex(letter.charCodeAt(0), 2)}`)}`;
}

/** Without an exponent, which PDF does not know, and as exact as any reader takes it. */
export function numeral(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(8).replace(/\.?0+$/, '');
}
