import type { Instant } from '../../credential/credential.ts';
import type { Engine } from '../../engine.ts';
import { zlib } from '../../zlib.ts';
import type { PdfFile } from './file.ts';
import { date, name, reference, textString } from './syntax.ts';

/** A file that travels inside the PDF, associated with the whole document (ISO 19005-3 Annex E). */
export interface Attachment {
  /** File name, unique within the document. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly relationship: 'Source' | 'Data' | 'Alternative';
  readonly description: string;
  readonly modifiedAt: Instant;
}

/** Attachments are mostly Base64 of images: looking for repetitions takes four times as long for a twentieth less. */
const LEVEL = 'huffman';
/** Some tens of kilobytes, which compressing would take a tenth of all the work for a file, each of them. */
const AS_THEY_ARE: ReadonlySet<string> = new Set(['application/vc+jwt', 'text/xml']);

/** Writes embedded files and file specifications; returns the catalog's entries that lead to them. */
export function writeAttachments(file: PdfFile, engine: Engine, attachments: readonly Attachment[]): string {
  if (attachments.length === 0) return '';
  const written = attachments.map((attachment) => ({
    name: attachment.name,
    specification: reference(writeOne(file, engine, attachment)),
  }));
  // A name tree is sorted by its keys (ISO 32000-1 7.9.6).
  const named = [...written].sort((a, b) => (a.name < b.name ? -1 : 1));
  return `/AF[${written.map((one) => one.specification).join(' ')}]\
/Names<</EmbeddedFiles<</Names[${named.map((one) => textString(one.name) + one.specification).join('')}]>>>>`;
}

/** Without the optional MD5 CheckSum: the seal covers every byte with a better one. */
function writeOne(file: PdfFile, engine: Engine, attachment: Attachment): number {
  const { bytes, mediaType, description, relationship, modifiedAt } = attachment;
  const entries = `/Type/EmbeddedFile/Subtype${name(mediaType)}\
/Params<</Size ${bytes.length}/ModDate${date(modifiedAt)}>>`;
  const embedded = reference(
    AS_THEY_ARE.has(mediaType)
      ? file.stream(entries, bytes)
      : file.stream(`${entries}/Filter/FlateDecode`, zlib(engine, bytes, LEVEL)),
  );
  const called = textString(attachment.name);
  return file.object(`<</Type/Filespec/F${called}/UF${called}/Desc${textString(description)}\
/AFRelationship/${relationship}/EF<</F ${embedded}/UF ${embedded}>>>>`);
}
