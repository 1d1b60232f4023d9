import { contentOf } from './content.ts';
import type { PdfFile } from './file.ts';
import { isArray, PdfStream, PdfString, textOf } from './value.ts';

const MOST_ATTACHMENTS = 32;

/** The associated files of the document (ISO 32000-2 clause 14.13, PDF/A-3 clause 6.8) by name, inflated. */
export function attachmentsOf(file: PdfFile): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  const files = file.resolve(file.catalog.get('AF'));
  for (const item of isArray(files) ? files.slice(0, MOST_ATTACHMENTS) : []) {
    const specification = file.dict(item);
    const name = file.resolve(specification?.get('UF') ?? specification?.get('F'));
    const embedded = file.dict(specification?.get('EF'));
    const stream = file.resolve(embedded?.get('UF') ?? embedded?.get('F'));
    if (!(name instanceof PdfString) || !(stream instanceof PdfStream)) continue;
    const bytes = contentOf(file, stream);
    // Two files of one name are a trick: neither is believed.
    if (bytes) found.set(textOf(name), found.has(textOf(name)) ? new Uint8Array() : bytes);
  }
  return found;
}
