import type { PdfFile } from './file.ts';
import { PdfRef, type PdfValue } from './value.ts';

/* Test data: a sealed page, and what others append to it; no product file imports it. */

export interface Update {
  /** Bodies by number. */
  readonly objects?: Readonly<Record<number, string>>;
  /** Cross-reference entries as they stand, by number. */
  readonly entries?: Readonly<Record<number, string>>;
  readonly prev?: number;
  readonly root?: number;
  readonly trailer?: string;
}

export interface StreamUpdate {
  readonly packed?: Readonly<Record<number, string>>;
  readonly loose?: Readonly<Record<number, string>>;
  /** Offsets of objects that are there already, by number. */
  readonly places?: Readonly<Record<number, number>>;
}

export interface SampleUpdates {
  readonly sealed: Uint8Array;
  readonly file: PdfFile;
  readonly catalog: () => number;
  readonly firstPage: () => PdfRef;
  /** The stream that a page's own words are drawn by: the last, behind what all pages share. */
  readonly firstContents: () => number;
  /** The first page as it stands, but drawing what object 9000 holds. */
  readonly pageDrawing9000: () => string;
  /** Where an object stands that is not this one. */
  readonly offsetOfAnother: (number: number) => number;
  /** An object of the sealed file as it is written there. */
  readonly textOfObject: (number: number) => string;
  /** The object with another entry at its end. */
  readonly withEntry: (number: number, entry: string) => string;
  /** The signature's dictionary and the field that holds it, as they stand in the sealed file. */
  readonly sealObject: () => { readonly field: number; readonly value: number; readonly dictionary: string };
  readonly byteRange: () => readonly number[];
  /** An incremental update as ISO 32000-2 clause 7.5.6 has it, or nearly. */
  readonly updated: (update: Update) => Uint8Array;
  /**
   * An update whose entries stand in a cross-reference stream, and whose objects may lie packed in an object stream (ISO
   * 32000-2 clauses 7.5.7 and 7.5.8): a reader that knows tables only does not even see it.
   */
  readonly updatedByStream: (update: StreamUpdate) => Uint8Array;
  /** The seal's dictionary once more, with another range. */
  readonly withRange: (range: string) => Uint8Array;
  /** The sealed bytes with anything behind them. */
  readonly followedBy: (text: string) => Uint8Array;
}

export const numberOf = (value: PdfValue | undefined): number => (value instanceof PdfRef ? value.number : 0);

export const stream = (content: string): string =>
  `<</Length ${content.length}>>\nstream\n${content}\nendstream`;

/** An object stream's number, and its cross-reference stream's. */
const [PACK, TABLE] = [9500, 9501];

/** @throws Error where the sample is not made as ours are. */
export function updatesOf(sealed: Uint8Array, file: PdfFile): SampleUpdates {
  const { trailer, places, sections } = file.crossReference;
  const catalog = () => numberOf(trailer.get('Root'));
  const last = sections[0] ?? 0;
  const info = numberOf(trailer.get('Info'));

  const followedBy = (text: string) => new Uint8Array([...sealed, ...latin1(text)]);

  function firstPage(): PdfRef {
    const kids = file.dict(file.catalog.get('Pages'))?.get('Kids');
    const first = Array.isArray(kids) ? kids[0] : undefined;
    return first instanceof PdfRef ? first : missing('a first page');
  }

  function firstContents(): number {
    const contents = file.dict(firstPage())?.get('Contents');
    return numberOf(Array.isArray(contents) ? contents.at(-1) : contents) || missing('contents');
  }

  function pageDrawing9000(): string {
    const page = textOfObject(firstPage().number);
    return page.replace(/\/Contents ?(?:\[[^\]]*\]|\d+ 0 R)/, '/Contents 9000 0 R');
  }

  function offsetOfAnother(number: number): number {
    const other = [...places].find(([each, place]) => each !== number && place.kind === 'offset');
    return other?.[1].kind === 'offset' ? other[1].offset : missing('another object');
  }

  function textOfObject(number: number): string {
    const place = places.get(number);
    if (place?.kind !== 'offset') return missing(`object ${number}`);
    const text = new TextDecoder('latin1').decode(sealed.subarray(place.offset));
    return text.slice(text.indexOf('obj') + 3, text.indexOf('endobj')).trim();
  }

  function sealObject() {
    const fields = file.dict(file.catalog.get('AcroForm'))?.get('Fields');
    const first = Array.isArray(fields) ? fields[0] : undefined;
    const [field, value] = [numberOf(first), numberOf(file.dict(first)?.get('V'))];
    return { field, value, dictionary: textOfObject(value) };
  }

  function updated({
    objects = {},
    entries = {},
    prev = last,
    root = catalog(),
    trailer: more = '',
  }: Update) {
    let text = '';
    const rows = new Map(Object.entries(entries));
    for (const [number, body] of Object.entries(objects)) {
      rows.set(number, `${String(sealed.length + text.length).padStart(10, '0')} 00000 n `);
      text += `${number} 0 obj\n${body}\nendobj\n`;
    }
    const start = sealed.length + text.length;
    text += 'xref\n';
    for (const [number, row] of rows) text += `${number} 1\n${row}\n`;
    const kept = info && !more.includes('/Info') ? `/Info ${info} 0 R` : '';
    text += `trailer\n<</Size 9999/Root ${root} 0 R/Prev ${prev}${kept}${more}>>\nstartxref\n${start}\n%%EOF\n`;
    return followedBy(text);
  }

  function updatedByStream({ packed = {}, loose = {}, places: known = {} }: StreamUpdate) {
    const rows = new Map<number, readonly [number, number, number]>(
      Object.entries(known).map(([number, offset]) => [Number(number), [1, offset, 0]]),
    );
    let text = '\n';
    const add = (number: number, body: string): void => {
      rows.set(number, [1, sealed.length + text.length, 0]);
      text += `${number} 0 obj\n${body}\nendobj\n`;
    };
    for (const [number, body] of Object.entries(loose)) add(Number(number), body);
    const bodies = Object.entries(packed);
    let [index, inside] = ['', ''];
    for (const [at, [number, body]] of bodies.entries()) {
      rows.set(Number(number), [2, PACK, at]);
      index += `${number} ${inside.length} `;
      inside += `${body} `;
    }
    const [first, length] = [index.length, index.length + inside.length];
    const head = `<</Type/ObjStm/N ${bodies.length}/First ${first}/Length ${length}>>`;
    add(PACK, `${head}\nstream\n${index}${inside}\nendstream`);
    const start = sealed.length + text.length;
    rows.set(TABLE, [1, start, 0]);
    const numbers = [...rows.keys()].sort((one, other) => one - other);
    const entries = numbers.map((number) => entryOf(rows.get(number) ?? [0, 0, 0])).join('');
    text += `${TABLE} 0 obj\n<</Type/XRef/Size 9999/W[1 4 2]/Index[${numbers.map((number) => `${number} 1`).join(' ')}]`;
    text += `/Root ${catalog()} 0 R/Prev ${last}${info ? `/Info ${info} 0 R` : ''}/Length ${entries.length}>>\n`;
    return followedBy(`${text}stream\n${entries}\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`);
  }

  function withRange(range: string): Uint8Array {
    const { value, dictionary } = sealObject();
    const changed = dictionary.replace(RANGE, `/ByteRange[${range}]`);
    return changed === dictionary ? missing('a range') : updated({ objects: { [value]: changed } });
  }

  return {
    ...{ sealed, file, catalog, firstPage, firstContents, pageDrawing9000, offsetOfAnother },
    ...{ textOfObject, sealObject, updated, updatedByStream, withRange, followedBy },
    withEntry: (number, entry) => textOfObject(number).replace(/>>$/, `${entry}>>`),
    byteRange: () => (RANGE.exec(sealObject().dictionary)?.[1] ?? '').trim().split(/\s+/).map(Number),
  };
}

const RANGE = /\/ByteRange ?\[([^\]]*)\]/;

/** Widths 1, 4 and 2, as the table says. */
function entryOf([kind, second, third]: readonly [number, number, number]): string {
  return String.fromCharCode(
    ...[kind, second >>> 24, second >>> 16, second >>> 8, second, third >>> 8, third].map(
      (octet) => octet & 255,
    ),
  );
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function missing(what: string): never {
  throw new Error(`the sample has not ${what}`);
}
