import type { Engine } from '../engine.ts';
import { joinBytes } from '../sealing/bytes.ts';
import { fillSignature } from '../sealing/pades.ts';
import { TIMESTAMP_ROOM, type Timestamper } from '../sealing/timestamp.ts';
import { openPdf, type PdfFile } from '../verifying/pdf/file.ts';
import {
  isArray,
  type PdfDict,
  PdfName,
  PdfRef,
  PdfString,
  type PdfValue,
  textOf,
} from '../verifying/pdf/value.ts';
import { joinValidationData, type ValidationData } from '../verifying/validation-data.ts';
import { type Augmenter, CannotAugment, type FileToAugment } from './augmenter.ts';
import { writeDict } from './pdf/object.ts';
import { beginUpdate, type PdfUpdate } from './pdf/update.ts';

/**
 * PAdES (ETSI EN 319 142-1 clause 5.4): validation data in the Document Security Store and document time-stamps, each in
 * an incremental update. Both are allowed behind a seal that certifies with no changes (ISO 32000-2 clause 12.8.2.2.2,
 * table 257).
 */
export const pdfAugmenter: Augmenter = {
  serves: 'document',
  stamp: addTimestamp,
  archive: addTimestamp,

  prove({ bytes }, { seals, timestamps }, engine) {
    const file = openPdf(bytes, engine);
    const update = beginUpdate(file, digestWith(engine));
    const store = extendStore(file, update, joinValidationData(seals, timestamps));
    changeCatalog(file, update, [['DSS', store]]);
    return update.finish().bytes;
  },
};

function digestWith(engine: Engine): (bytes: Uint8Array) => Uint8Array {
  return (bytes) => engine.hash('SHA-256', bytes);
}

/** ISO 32000-2 clause 12.8.4.3: what is there stays, each new object is a stream of its own. */
function extendStore(file: PdfFile, update: PdfUpdate, data: ValidationData): PdfRef {
  const before = file.dict(file.catalog.get('DSS')) ?? new Map<string, PdfValue>();
  const store = new Map<string, PdfValue>(before);
  for (const [key, values] of [
    ['Certs', data.certificates],
    ['CRLs', data.crls],
    ['OCSPs', data.ocsps],
  ] as const) {
    const there = file.resolve(before.get(key));
    const added = values.map((content) => update.add({ content }));
    if (added.length > 0) store.set(key, [...(isArray(there) ? there : []), ...added]);
  }
  const known = file.catalog.get('DSS');
  if (!(known instanceof PdfRef)) return update.add(writeDict(store));
  update.change(known, store);
  return known;
}

function rootOf(file: PdfFile): PdfRef {
  const root = file.crossReference.trailer.get('Root');
  if (!(root instanceof PdfRef)) throw new CannotAugment();
  return root;
}

function changeCatalog(
  file: PdfFile,
  update: PdfUpdate,
  entries: readonly (readonly [string, PdfValue])[],
): void {
  update.change(rootOf(file), new Map([...file.catalog, ...entries]));
}

/** ByteRange as wide as any file that is read needs it. */
const BYTE_RANGE = `[0 ${' '.repeat(36)}]`;

/**
 * A document time-stamp (ISO 32000-2 clause 12.8.5) in a field of its own that shows nothing: its widget has no area and lies
 * off the page, so that neither eye nor reading aid meets it (ISO 14289-1 clause 7.18.1).
 */
async function addTimestamp(
  { bytes }: FileToAugment,
  timestamper: Timestamper,
  engine: Engine,
): Promise<Uint8Array> {
  const file = openPdf(bytes, engine);
  const update = beginUpdate(file, digestWith(engine));
  const room = '0'.repeat(2 * TIMESTAMP_ROOM);
  const signature = update.add(
    `<</Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161/ByteRange ${BYTE_RANGE}/Contents<${room}>>>`,
  );
  addField(file, update, signature);
  const { bytes: whole, offsetOf } = update.finish();
  const start = offsetOf(signature);
  const at = (words: string): number => {
    const found = latin1.decode(whole.subarray(start, start + 512)).indexOf(words);
    return start + found + words.length;
  };
  const byteRange = at('/ByteRange ');
  const contents = at('/Contents');
  return fillSignature(
    {
      bytes: whole,
      byteRange: { start: byteRange, end: byteRange + BYTE_RANGE.length },
      contents: { start: contents, end: contents + room.length + 2 },
    },
    (before, after) => timestamper.stamp(joinBytes(before, after)),
  );
}

const latin1 = new TextDecoder('latin1');

function addField(file: PdfFile, update: PdfUpdate, signature: PdfRef): void {
  const form = file.dict(file.catalog.get('AcroForm'));
  const page = firstPage(file);
  const entries = file.dict(page);
  if (!form || !entries) throw new CannotAugment();
  const fields = file.resolve(form.get('Fields'));
  const listed = isArray(fields) ? fields : [];
  const field = update.add(
    `<</Type/Annot/Subtype/Widget/FT/Sig/T(${freeName(file, listed)})/V ${reference(signature)}` +
      `/Rect[-1 -1 -1 -1]/F 132/P ${reference(page)}>>`,
  );
  const changed = new Map<string, PdfValue>([...form, ['Fields', [...listed, field]], ['SigFlags', 3]]);
  const place = file.catalog.get('AcroForm');
  if (place instanceof PdfRef) update.change(place, changed);
  else changeCatalog(file, update, [['AcroForm', changed]]);
  const annotations = file.resolve(entries.get('Annots'));
  const more = [...(isArray(annotations) ? annotations : []), field];
  update.change(page, new Map([...entries, ['Annots', more]]));
}

function reference({ number, generation }: PdfRef): string {
  return `${number} ${generation} R`;
}

/** Fields of one parent must differ in name (ISO 32000-2 clause 12.7.4.2). */
function freeName(file: PdfFile, fields: readonly PdfValue[]): string {
  const taken = fields.map((field) => {
    const name = file.resolve(file.dict(field)?.get('T'));
    return name instanceof PdfString ? textOf(name) : '';
  });
  let number = 1;
  while (taken.includes(`Timestamp${number}`)) number++;
  return `Timestamp${number}`;
}

const DEEPEST = 40;

function firstPage(file: PdfFile): PdfRef {
  let place = file.catalog.get('Pages');
  for (let depth = 0; depth < DEEPEST && place instanceof PdfRef; depth++) {
    const node: PdfDict | undefined = file.dict(place);
    const type = file.resolve(node?.get('Type'));
    if (type instanceof PdfName && type.name === 'Page') return place;
    const kids: PdfValue = file.resolve(node?.get('Kids'));
    place = isArray(kids) ? kids[0] : undefined;
  }
  throw new CannotAugment();
}
