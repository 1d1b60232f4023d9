import type { Instant } from '../../credential/credential.ts';

/** How values are written in a PDF file: ISO 32000-1:2008 clause 7.3. Everything returned is ASCII. */

/** What follows the whole number: '', '.001' … '.999'. Writing fractions is most of what writing a page costs. */
const THOUSANDTHS = Array.from({ length: 1000 }, (_, at) => String(at / 1000).slice(1));

/** A numeric object, to a thousandth; PDF knows no exponents. */
export function real(value: number): string {
  const thousandths = Math.round(Math.abs(value) * 1000);
  const digits = `${Math.floor(thousandths / 1000)}${THOUSANDTHS[thousandths % 1000]}`;
  return value < 0 && thousandths > 0 ? `-${digits}` : digits;
}

/** An indirect reference to generation 0 of an object. */
export function reference(object: number): string {
  return `${object} 0 R`;
}

/** A name object (7.3.5); everything but regular ASCII characters is written as `#hh` of its UTF-8 bytes. */
export function name(text: string): string {
  let written = '/';
  for (const byte of new TextEncoder().encode(text)) {
    const regular = byte > 0x20 && byte < 0x7f && !'#()<>[]{}/%'.includes(String.fromCharCode(byte));
    written += regular ? String.fromCharCode(byte) : `#${hex(byte, 2)}`;
  }
  return written;
}

/** A text string object (7.9.2.2): a literal while ASCII can say it, else UTF-16BE behind its byte order mark. */
export function textString(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replace(/[\\()]/g, '\\$&')})`;
  return `<FEFF${utf16(text)}>`;
}

/** UTF-16BE code units as hexadecimal digits. */
export function utf16(text: string): string {
  let digits = '';
  for (let at = 0; at < text.length; at++) digits += hex(text.charCodeAt(at), 4);
  return digits;
}

/** A string object holding bytes (7.3.4.3). */
export function byteString(bytes: Uint8Array): string {
  let digits = '';
  for (const byte of bytes) digits += hex(byte, 2);
  return `<${digits}>`;
}

/** A date string (7.9.4). An Instant is UTC already, so only its punctuation differs. */
export function date(instant: Instant): string {
  return `(D:${instant.replace(/[-:TZ]/g, '')}Z)`;
}

/** `value` in upper-case hexadecimal, `length` digits. */
export function hex(value: number, length: number): string {
  return value.toString(16).toUpperCase().padStart(length, '0');
}
