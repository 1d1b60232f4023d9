import type { Engine } from '../engine.ts';
import { isLanguage } from '../language.ts';
import { type FurtherSealPlan, furtherFieldName, furtherSignature } from '../page/pdf/signature.ts';
import { byteString } from '../page/pdf/syntax.ts';
import { joinBytes } from '../sealing/bytes.ts';
import { COMMITMENT_REASONS } from '../sealing/commitment.ts';
import { preparePdfSealer } from '../sealing/pades.ts';
import type { Seal } from '../sealing/seal.ts';
import type { Timestamper } from '../sealing/timestamp.ts';
import { openPdf, type PdfFile } from '../verifying/pdf/file.ts';
import { isArray, type PdfDict, PdfName, PdfRef, PdfString, textOf } from '../verifying/pdf/value.ts';
import type { Cosigner } from './cosigner.ts';

/**
 * Signs the first field that waits, in an incremental update (ISO 32000-2 clause 7.5.6): two objects and a
 * cross-reference section behind the file, whose bytes stay as they are. The field with a SigFieldLock closes it.
 */
export function preparePdfCosigner(seal: Seal, engine: Engine, timestamper?: Timestamper): Cosigner {
  const sealer = preparePdfSealer(seal, engine, timestamper);
  return {
    async add(sealed, { at, identifier }) {
      const file = openPdf(sealed, engine);
      const waiting = waitingField(file);
      // Objects behind a cross-reference stream would need one too; ours, and what is added to ours, have tables.
      if (!waiting || !isTable(sealed, file)) return 'no-room';
      if (waiting.name !== furtherFieldName(identifier)) return 'not-next';
      const plan: FurtherSealPlan = {
        contentsLength: sealer.contentsLength,
        name: seal.certificate.subject.organisation ?? identifier,
        reason: COMMITMENT_REASONS.approval[languageOf(file)],
        locks: waiting.locks,
      };
      return sealer.seal(writeUpdate(file, waiting, plan, at, engine));
    },
  };
}

interface WaitingField {
  readonly name: string;
  readonly number: number;
  readonly offset: number;
  readonly locks: boolean;
}

function waitingField(file: PdfFile): WaitingField | undefined {
  const fields = file.resolve(file.dict(file.catalog.get('AcroForm'))?.get('Fields'));
  for (const ref of isArray(fields) ? fields : []) {
    const field = file.dict(ref);
    if (!(ref instanceof PdfRef) || !field || !isEmptySeal(file, field)) continue;
    const name = file.resolve(field.get('T'));
    const place = file.crossReference.places.get(ref.number);
    if (!(name instanceof PdfString) || place?.kind !== 'offset') return undefined;
    return {
      name: textOf(name),
      number: ref.number,
      offset: place.offset,
      locks: file.dict(field.get('Lock')) !== undefined,
    };
  }
  return undefined;
}

function isEmptySeal(file: PdfFile, field: PdfDict): boolean {
  const type = file.resolve(field.get('FT'));
  return type instanceof PdfName && type.name === 'Sig' && file.resolve(field.get('V')) === null;
}

function isTable(sealed: Uint8Array, { crossReference }: PdfFile): boolean {
  const [newest = 0] = crossReference.sections;
  return latin1.decode(sealed.subarray(newest, newest + 4)) === 'xref';
}

function languageOf(file: PdfFile) {
  const lang = file.resolve(file.catalog.get('Lang'));
  const tag = lang instanceof PdfString ? textOf(lang).slice(0, 2).toLowerCase() : '';
  return isLanguage(tag) ? tag : 'en';
}

const latin1 = new TextDecoder('latin1');
const ascii = new TextEncoder();
const LINE_FEED = 0x0a;

function writeUpdate(
  { bytes, crossReference }: PdfFile,
  field: WaitingField,
  plan: FurtherSealPlan,
  at: string,
  engine: Engine,
) {
  const { trailer, sections } = crossReference;
  const size = Number(trailer.get('Size'));
  // An object begins on a line of its own (ISO 19005-3 clause 6.1.9).
  const before = bytes.at(-1) === LINE_FEED ? bytes : joinBytes(bytes, new Uint8Array([LINE_FEED]));
  const signature = furtherSignature(size, plan, at);
  const filled = `${field.number} 0 obj\n${filledField(bytes, field, size)}\nendobj\n`;
  const signatureAt = before.length + filled.length;
  const table = signatureAt + signature.text.length;
  const entry = (offset: number) => `${String(offset).padStart(10, '0')} 00000 n \n`;
  const end = `xref\n${field.number} 1\n${entry(before.length)}${size} 1\n${entry(signatureAt)}\
trailer\n<</Size ${size + 1}/Prev ${sections[0]}${trailerEntries(trailer, bytes, at, engine)}>>\n\
startxref\n${table}\n%%EOF\n`;
  const shift = (span: { readonly start: number; readonly end: number }) => ({
    start: signatureAt + span.start,
    end: signatureAt + span.end,
  });
  return {
    bytes: joinBytes(before, bytesOf(filled), ascii.encode(signature.text), ascii.encode(end)),
    contents: shift(signature.spans.contents),
    byteRange: shift(signature.spans.byteRange),
  };
}

/** The field as it stands, its value added; strings in it may hold any byte. */
function filledField(bytes: Uint8Array, { offset }: WaitingField, signature: number): string {
  const text = latin1.decode(bytes.subarray(offset, offset + LONGEST_FIELD));
  const [, body] = /^\d+ \d+ obj\s*(<<[\s\S]*?>>)\s*endobj/.exec(text) ?? [];
  if (body === undefined) throw new Error('no field where the cross-reference has one');
  return body.replace('<<', `<</V ${signature} 0 R`);
}

const LONGEST_FIELD = 16 * 1024;

/** One octet a character: what was read as Latin-1 goes back as it was. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Root and Info stay; of the two parts of ID the second changes with every version of the file (clause 14.4). */
function trailerEntries(trailer: PdfDict, bytes: Uint8Array, at: string, engine: Engine): string {
  const refs = ['Root', 'Info'].flatMap((key) => {
    const value = trailer.get(key);
    return value instanceof PdfRef ? [`/${key} ${value.number} ${value.generation} R`] : [];
  });
  const ids = trailer.get('ID');
  const [first] = isArray(ids) ? ids : [];
  const version = engine.hash('SHA-256', ascii.encode(`${at} ${bytes.length}`)).subarray(0, 16);
  const id = first instanceof PdfString ? `/ID[${byteString(first.bytes)}${byteString(version)}]` : '';
  return refs.join('') + id;
}
