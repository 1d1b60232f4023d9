import { hexOf } from '../../hexadecimal.ts';
import {
  type PdfDict,
  PdfName,
  PdfRef,
  PdfStream,
  PdfString,
  type PdfValue,
} from '../../verifying/pdf/value.ts';

/** Writes values as ISO 32000-2 clause 7.3 has them, so that what was read and changed can stand in an update. */
function writeValue(value: PdfValue): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value);
  if (value instanceof PdfName) return writeName(value.name);
  if (value instanceof PdfString) return `<${hexOf(value.bytes)}>`;
  if (value instanceof PdfRef) return `${value.number} ${value.generation} R`;
  if (value instanceof PdfStream) throw new Error('a stream stands by itself');
  if (value instanceof Map) return writeDict(value as PdfDict);
  return `[${(value as readonly PdfValue[]).map(writeValue).join(' ')}]`;
}

export function writeDict(dict: PdfDict): string {
  return `<<${[...dict].map(([key, value]) => `${writeName(key)} ${writeValue(value)}`).join('')}>>`;
}

/** Clause 7.3.3: no exponent. */
function writeNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(6).replace(/\.?0+$/, '');
}

/** Clause 7.3.5: all but the regular characters as `#xx`. */
function writeName(name: string): string {
  const written = name.replace(/[^A-Za-z0-9.\-_+*:,;!$&'@^~|"=?\\]/g, (letter) => {
    return `#${letter.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `/${written}`;
}
