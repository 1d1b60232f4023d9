import { PDFArray, PDFDict, type PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib';

/** A filled signature field as the document's catalogue leads to it; a dictionary nobody leads to is no seal. */
export interface PdfSignature {
  readonly subFilter: string;
  /** Offsets as written, not yet believed. */
  readonly byteRange: readonly number[];
  /** The value of /Contents, padding included. */
  readonly contents: Uint8Array;
  readonly claimedAt: Date | undefined;
}

const DEEPEST_FIELD = 16;
const MOST_FIELDS = 1000;

/** Walks AcroForm /Fields (ISO 32000-1 clause 12.7.2); /FT is inheritable, so it is handed down. */
export function signaturesOf(document: PDFDocument): readonly PdfSignature[] {
  const form = document.catalog.lookup(PDFName.of('AcroForm'));
  if (!(form instanceof PDFDict)) return [];
  const found = new Map<PDFDict, PdfSignature>();
  let visited = 0;
  const walk = (fields: unknown, inherited: unknown, depth: number): void => {
    if (!(fields instanceof PDFArray) || depth > DEEPEST_FIELD) return;
    for (let index = 0; index < fields.size(); index += 1) {
      const field = fields.lookup(index);
      visited += 1;
      if (!(field instanceof PDFDict) || visited > MOST_FIELDS) continue;
      const type = field.lookup(PDFName.of('FT')) ?? inherited;
      const value = field.lookup(PDFName.of('V'));
      if (type === PDFName.of('Sig') && value instanceof PDFDict) found.set(value, readSignature(value));
      walk(field.lookup(PDFName.of('Kids')), type, depth + 1);
    }
  };
  walk(form.lookup(PDFName.of('Fields')), undefined, 0);
  return [...found.values()];
}

function readSignature(dictionary: PDFDict): PdfSignature {
  const subFilter = dictionary.lookup(PDFName.of('SubFilter'));
  const range = dictionary.lookup(PDFName.of('ByteRange'));
  const contents = dictionary.lookup(PDFName.of('Contents'));
  const moment = dictionary.lookup(PDFName.of('M'));
  return {
    subFilter: subFilter instanceof PDFName ? subFilter.decodeText() : '',
    byteRange: range instanceof PDFArray ? range.asArray().map((entry) => numberOf(entry)) : [],
    contents: contents instanceof PDFHexString ? contents.asBytes() : new Uint8Array(),
    claimedAt: moment instanceof PDFString || moment instanceof PDFHexString ? dateOf(moment) : undefined,
  };
}

/** Only a direct number counts: a reference could be redefined behind the seal. */
function numberOf(entry: unknown): number {
  return entry instanceof PDFNumber ? entry.asNumber() : Number.NaN;
}

function dateOf(text: PDFString | PDFHexString): Date | undefined {
  try {
    return text.decodeDate();
  } catch {
    return undefined;
  }
}
