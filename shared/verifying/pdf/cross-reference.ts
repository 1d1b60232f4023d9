import type { Engine } from '../../engine.ts';
import { decodedStream } from './filter.ts';
import { PdfReader } from './reader.ts';
import { isArray, isDict, NotPdf, type PdfDict, PdfName, PdfStream, type PdfValue } from './value.ts';

/** Where an object stands (ISO 32000-2 clauses 7.5.4 and 7.5.8). */
export type Place =
  | { readonly kind: 'free' }
  | { readonly kind: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'packed'; readonly stream: number; readonly index: number };

export interface CrossReference {
  /** Of every section, the newest first. */
  readonly places: ReadonlyMap<number, Place>;
  /** Of the newest section. */
  readonly trailer: PdfDict;
  /** Offsets of the sections, the newest first, those for XRefStm behind their own. */
  readonly sections: readonly number[];
}

const MOST_SECTIONS = 512;
const MOST_OBJECTS = 1_000_000;

/** Follows `startxref` and every Prev (clause 7.5.5). Nothing is guessed: a file with a wrong offset is none. */
export function readCrossReference(bytes: Uint8Array, engine: Engine): CrossReference {
  const places = new Map<number, Place>();
  const sections: number[] = [];
  let trailer: PdfDict | undefined;
  const queue = [startOf(bytes)];
  for (let offset = queue.shift(); offset !== undefined; offset = queue.shift()) {
    if (sections.includes(offset) || sections.length >= MOST_SECTIONS)
      throw new NotPdf('sections in a circle');
    sections.push(offset);
    const section = readSection(bytes, offset, engine);
    trailer ??= section.trailer;
    for (const [number, place] of section.places) if (!places.has(number)) places.set(number, place);
    if (places.size > MOST_OBJECTS) throw new NotPdf('too many objects');
    // Clause 7.5.8.4: a hybrid file's stream is read before Prev.
    const next = [section.trailer.get('XRefStm'), section.trailer.get('Prev')];
    const wanted = next.filter((value) => value !== undefined && value !== null);
    for (const value of wanted.reverse()) {
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new NotPdf('Prev');
      queue.unshift(value);
    }
  }
  if (!trailer) throw new NotPdf('no trailer');
  return { places, trailer, sections };
}

const START = 'startxref';
/** Clause 7.5.5 has it in the last two lines; some writers leave padding behind it. */
const TAIL = 2048;

function startOf(bytes: Uint8Array): number {
  const from = Math.max(0, bytes.length - TAIL);
  const tail = latin1.decode(bytes.subarray(from));
  const found = tail.lastIndexOf(START);
  if (found === -1) throw new NotPdf('no startxref');
  return new PdfReader(bytes, from + found + START.length).integer();
}

const latin1 = new TextDecoder('latin1');

interface Section {
  readonly places: ReadonlyMap<number, Place>;
  readonly trailer: PdfDict;
}

function readSection(bytes: Uint8Array, offset: number, engine: Engine): Section {
  if (offset >= bytes.length) throw new NotPdf('section behind the end');
  const reader = new PdfReader(bytes, offset);
  return reader.take('xref') ? readTable(reader) : readStream(reader, engine);
}

function readTable(reader: PdfReader): Section {
  const places = new Map<number, Place>();
  while (!reader.take('trailer')) {
    const first = reader.integer();
    const count = reader.integer();
    for (let number = first; number < first + count; number++) {
      const offset = reader.integer();
      const generation = reader.integer();
      const used = reader.take('n');
      if (!used) reader.expect('f');
      // Clause 7.5.4: within one section no object has two entries.
      if (places.has(number) || places.size > MOST_OBJECTS) throw new NotPdf('entry stands twice');
      places.set(number, used ? { kind: 'offset', offset, generation } : { kind: 'free' });
    }
  }
  const trailer = reader.value();
  if (!isDict(trailer)) throw new NotPdf('no trailer');
  return { places, trailer };
}

/** Clause 7.5.8.2: W, Index and Size stand directly in the dictionary. */
function readStream(reader: PdfReader, engine: Engine): Section {
  const { value } = reader.indirect((length) => length ?? null);
  if (!(value instanceof PdfStream)) throw new NotPdf('no cross-reference stream');
  const { dict } = value;
  const type = dict.get('Type');
  if (!(type instanceof PdfName) || type.name !== 'XRef') throw new NotPdf('no cross-reference stream');
  const widths = integersOf(dict.get('W'));
  const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = widths;
  const size = dict.get('Size');
  const index = dict.has('Index') ? integersOf(dict.get('Index')) : [0, typeof size === 'number' ? size : 0];
  if (widths.length !== 3 || widths.some((width) => width > 8) || index.length % 2 !== 0)
    throw new NotPdf('W');
  const rows = decodedStream(value, engine);
  const places = new Map<number, Place>();
  let at = 0;
  const field = (width: number): number => {
    let number = 0;
    for (let octet = 0; octet < width; octet++) number = number * 256 + (rows[at++] ?? Number.NaN);
    return number;
  };
  for (let pair = 0; pair < index.length; pair += 2) {
    const [first = 0, count = 0] = index.slice(pair, pair + 2);
    for (let number = first; number < first + count; number++) {
      const kind = typeWidth === 0 ? 1 : field(typeWidth);
      const [second, third] = [field(secondWidth), field(thirdWidth)];
      if (Number.isNaN(kind) || Number.isNaN(second) || Number.isNaN(third)) throw new NotPdf('rows missing');
      if (places.has(number) || places.size > MOST_OBJECTS) throw new NotPdf('entry stands twice');
      places.set(number, placeOf(kind, second, third));
    }
  }
  return { places, trailer: dict };
}

/** Clause 7.5.8.3, table 18; any other type "shall be interpreted as a reference to the null object". */
function placeOf(kind: number, second: number, third: number): Place {
  if (kind === 1) return { kind: 'offset', offset: second, generation: third };
  return kind === 2 ? { kind: 'packed', stream: second, index: third } : { kind: 'free' };
}

function integersOf(value: PdfValue | undefined): readonly number[] {
  if (!isArray(value)) throw new NotPdf('integers expected');
  return value.map((item) => {
    if (typeof item !== 'number' || !Number.isSafeInteger(item) || item < 0)
      throw new NotPdf('integer expected');
    return item;
  });
}
