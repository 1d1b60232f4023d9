import { PDFArray, PDFDict, type PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString } from 'pdf-lib';
import type { Engine } from '../../engine.ts';
import { unzlib } from '../../zlib.ts';

const LARGEST_ATTACHMENT = 32 * 1024 * 1024;
const MOST_ATTACHMENTS = 32;

/** The associated files of the document (ISO 32000-2 clause 14.13, PDF/A-3 clause 6.8) by name, inflated. */
export function attachmentsOf(document: PDFDocument, engine: Engine): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  const files = document.catalog.lookup(PDFName.of('AF'));
  if (!(files instanceof PDFArray)) return found;
  for (let index = 0; index < Math.min(files.size(), MOST_ATTACHMENTS); index += 1) {
    const file = files.lookup(index);
    if (!(file instanceof PDFDict)) continue;
    const name = file.lookup(PDFName.of('UF')) ?? file.lookup(PDFName.of('F'));
    const embedded = file.lookup(PDFName.of('EF'));
    if (!(embedded instanceof PDFDict) || !(name instanceof PDFString || name instanceof PDFHexString))
      continue;
    const stream = embedded.lookup(PDFName.of('UF')) ?? embedded.lookup(PDFName.of('F'));
    const bytes = stream instanceof PDFRawStream ? contentOf(stream, engine) : undefined;
    // Two files of one name are a trick: neither is believed.
    if (bytes) found.set(name.decodeText(), found.has(name.decodeText()) ? new Uint8Array() : bytes);
  }
  return found;
}

function contentOf(stream: PDFRawStream, engine: Engine): Uint8Array | undefined {
  const filter = stream.dict.lookup(PDFName.of('Filter'));
  if (filter === undefined) return stream.contents;
  if (filter !== PDFName.of('FlateDecode')) return undefined;
  try {
    return unzlib(engine, stream.contents, LARGEST_ATTACHMENT);
  } catch {
    return undefined;
  }
}
