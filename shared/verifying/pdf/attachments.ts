import { contentOf } from './content.ts';
import type { PdfFile } from './file.ts';
import { isArray, PdfStream, PdfString, textOf } from './value.ts';

const MOST_ATTACHMENTS = 32;

/**
 * The associated files of the document (ISO 32000-2 clause 14.13, PDF/A-3 clause 6.8) by name. Each is inflated when it is
 * asked for, undefined when its stream is not what it says.
 */
export function attachmentsOf(file: PdfFile): ReadonlyMap<string, () => Uint8Array | undefined> {
  const found = new Map<string, () => Uint8Array | undefined>();
  const files = file.resolve(file.catalog.get('AF'));
  for (const item of isArray(files) ? files.slice(0, MOST_ATTACHMENTS) : []) {
    const specification = file.dict(item);
    const name = file.resolve(specification?.get('UF') ?? specification?.get('F'));
    const embedded = file.dict(specification?.get('EF'));
    const stream = file.resolve(embedded?.get('UF') ?? embedded?.get('F'));
    if (!(name instanceof PdfString) || !(stream instanceof PdfStream)) continue;
    // Two files of one name are a trick: neither is believed.
    const twice = found.has(textOf(name));
    found.set(textOf(name), () => (twice ? new Uint8Array() : contentOf(file, stream)));
  }
  return found;
}
