import type { PdfFile } from './file.ts';
import { type DocMdp, docMdpOf } from './later-change.ts';
import { dateOf, isArray, type PdfDict, PdfName, PdfString, type PdfValue, textOf } from './value.ts';

/** A filled signature field as the document's catalogue leads to it; a dictionary nobody leads to is no seal. */
export interface PdfSignature {
  readonly subFilter: string;
  /** Offsets as written, not yet believed. */
  readonly byteRange: readonly number[];
  /** Padding included, with the place where it stands. */
  readonly contents: PdfString | undefined;
  readonly claimedAt: Date | undefined;
  readonly docMdp: DocMdp;
}

const DEEPEST_FIELD = 16;
const MOST_FIELDS = 10_000;

/** Walks AcroForm /Fields (ISO 32000-2 clause 12.7.4); /FT is inheritable, so it is handed down. */
export function signaturesOf(file: PdfFile): readonly PdfSignature[] {
  const found = new Map<PdfDict, PdfSignature>();
  let visited = 0;
  const walk = (fields: PdfValue | undefined, inherited: PdfValue, depth: number): void => {
    const kids = file.resolve(fields);
    if (!isArray(kids) || depth > DEEPEST_FIELD) return;
    for (const kid of kids) {
      const field = file.dict(kid);
      visited += 1;
      if (!field || visited > MOST_FIELDS) continue;
      const type = file.resolve(field.get('FT')) ?? inherited;
      const value = file.dict(field.get('V'));
      if (type instanceof PdfName && type.name === 'Sig' && value)
        found.set(value, readSignature(value, file));
      walk(field.get('Kids'), type, depth + 1);
    }
  };
  walk(file.dict(file.catalog.get('AcroForm'))?.get('Fields'), null, 0);
  return [...found.values()];
}

function readSignature(dictionary: PdfDict, file: PdfFile): PdfSignature {
  const subFilter = file.resolve(dictionary.get('SubFilter'));
  const range = file.resolve(dictionary.get('ByteRange'));
  // Only what stands here counts: a reference could be given another meaning behind the seal.
  const contents = dictionary.get('Contents');
  const moment = file.resolve(dictionary.get('M'));
  return {
    subFilter: subFilter instanceof PdfName ? subFilter.name : '',
    byteRange: isArray(range) ? range.map((entry) => (typeof entry === 'number' ? entry : Number.NaN)) : [],
    contents: contents instanceof PdfString ? contents : undefined,
    claimedAt: moment instanceof PdfString ? dateOf(textOf(moment)) : undefined,
    docMdp: docMdpOf(file, dictionary),
  };
}
