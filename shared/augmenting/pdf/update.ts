import { joinBytes } from '../../sealing/bytes.ts';
import type { PdfFile } from '../../verifying/pdf/file.ts';
import { PdfReader } from '../../verifying/pdf/reader.ts';
import {
  isArray,
  type PdfDict,
  PdfName,
  PdfRef,
  PdfString,
  type PdfValue,
} from '../../verifying/pdf/value.ts';
import { writeDict } from './object.ts';

/** Collects objects that are new or changed and writes them behind the file: ISO 32000-2 clause 7.5.6. */
export interface PdfUpdate {
  /** Number of a new object. */
  add(object: string | StreamToAdd): PdfRef;
  /** Gives an object of the file a new state. */
  change(ref: PdfRef, dict: PdfDict): void;
  /** The file with the update behind it, and where each object stands. */
  finish(): { readonly bytes: Uint8Array; offsetOf(ref: PdfRef): number };
}

/** Without filter, so that nothing has to be unpacked to be compared. */
export interface StreamToAdd {
  readonly content: Uint8Array;
}

const LF = 0x0a;
const CR = 0x0d;
const ascii = new TextEncoder();

export function beginUpdate(file: PdfFile, digest: (bytes: Uint8Array) => Uint8Array): PdfUpdate {
  const { trailer, sections } = file.crossReference;
  const size = trailer.get('Size');
  let next = typeof size === 'number' ? size : 0;
  // A file whose Size says too little must not lose an object to a new one.
  for (const number of file.crossReference.places.keys()) next = Math.max(next, number + 1);
  const objects = new Map<number, { readonly ref: PdfRef; readonly body: string | StreamToAdd }>();
  return {
    add(body) {
      const ref = new PdfRef(next++, 0);
      objects.set(ref.number, { ref, body });
      return ref;
    },

    change(ref, dict) {
      objects.set(ref.number, { ref, body: writeDict(dict) });
    },

    finish() {
      const { bytes } = file;
      const last = bytes[bytes.length - 1];
      // PDF/A (ISO 19005-2 clause 6.1.9): an object begins at the beginning of a line.
      const parts: Uint8Array[] = last === LF || last === CR ? [bytes] : [bytes, ascii.encode('\n')];
      let at = parts.reduce((length, part) => length + part.length, 0);
      const offsets = new Map<number, number>();
      const write = (part: Uint8Array): void => {
        parts.push(part);
        at += part.length;
      };
      const sorted = [...objects.values()].sort((one, other) => one.ref.number - other.ref.number);
      for (const { ref, body } of sorted) {
        offsets.set(ref.number, at);
        write(objectBytes(ref, body));
      }
      const entries = trailerEntries(trailer, next, sections[0] ?? 0, digest(bytes));
      write(isTable(file) ? table(sorted, offsets, entries, at) : stream(sorted, offsets, entries, next, at));
      return {
        bytes: joinBytes(...parts),
        offsetOf: ({ number }) => offsets.get(number) ?? -1,
      };
    },
  };
}

function objectBytes({ number, generation }: PdfRef, body: string | StreamToAdd): Uint8Array {
  const head = `${number} ${generation} obj\n`;
  if (typeof body === 'string') return ascii.encode(`${head}${body}\nendobj\n`);
  const { content } = body;
  return joinBytes(
    ascii.encode(`${head}<</Length ${content.length}>>\nstream\n`),
    content,
    ascii.encode('\nendstream\nendobj\n'),
  );
}

/** Clause 7.5.5, table 15. The first of ID stays, the second tells revisions apart (clause 14.4). */
function trailerEntries(trailer: PdfDict, size: number, previous: number, digest: Uint8Array): PdfDict {
  const kept = ['Root', 'Info'].flatMap((key) => {
    const value = trailer.get(key);
    return value === undefined ? [] : ([[key, value]] as const);
  });
  const ids = trailer.get('ID');
  const [first] = isArray(ids) ? ids : [];
  const second = new PdfString(digest.subarray(0, 16), 0, 0);
  return new Map<string, PdfValue>([
    ['Size', size],
    ...kept,
    ['Prev', previous],
    ['ID', [first instanceof PdfString ? first : second, second]],
  ]);
}

/** An update continues in the form the file has: old readers do not take a stream, and a table hides what is packed. */
function isTable({ bytes, crossReference }: PdfFile): boolean {
  return new PdfReader(bytes, crossReference.sections[0]).take('xref');
}

type Sorted = readonly { readonly ref: PdfRef }[];

/** Clause 7.5.4: entries of exactly 20 bytes. */
function table(objects: Sorted, offsets: ReadonlyMap<number, number>, trailer: PdfDict, at: number) {
  let text = 'xref\n';
  for (const run of runsOf(objects)) {
    text += `${run[0]?.number} ${run.length}\n`;
    for (const { number, generation } of run) {
      const offset = String(offsets.get(number)).padStart(10, '0');
      text += `${offset} ${String(generation).padStart(5, '0')} n \n`;
    }
  }
  return ascii.encode(`${text}trailer\n${writeDict(trailer)}\nstartxref\n${at}\n%%EOF\n`);
}

/** Clause 7.5.8, rows of 1, 8 and 2 octets; the stream itself is the last object. */
function stream(
  objects: Sorted,
  offsets: ReadonlyMap<number, number>,
  trailer: PdfDict,
  number: number,
  at: number,
): Uint8Array {
  const self = { ref: new PdfRef(number, 0) };
  const runs = runsOf([...objects, self]);
  const rows = new DataView(new ArrayBuffer(11 * (objects.length + 1)));
  for (const [index, { ref }] of [...objects, self].entries()) {
    rows.setUint8(11 * index, 1);
    rows.setBigUint64(11 * index + 1, BigInt(offsets.get(ref.number) ?? at));
    rows.setUint16(11 * index + 9, ref.generation);
  }
  const dict = new Map<string, PdfValue>([
    ['Type', new PdfName('XRef')],
    ...trailer,
    ['Size', number + 1],
    ['W', [1, 8, 2]],
    ['Index', runs.flatMap((run) => [run[0]?.number ?? 0, run.length])],
    ['Length', rows.byteLength],
  ]);
  return joinBytes(
    ascii.encode(`${number} 0 obj\n${writeDict(dict)}\nstream\n`),
    new Uint8Array(rows.buffer),
    ascii.encode(`\nendstream\nendobj\nstartxref\n${at}\n%%EOF\n`),
  );
}

/** Numbers that follow each other share a subsection. */
function runsOf(objects: Sorted): PdfRef[][] {
  const runs: PdfRef[][] = [];
  for (const { ref } of objects) {
    const run = runs[runs.length - 1];
    if (run && (run[run.length - 1]?.number ?? -2) + 1 === ref.number) run.push(ref);
    else runs.push([ref]);
  }
  return runs;
}
