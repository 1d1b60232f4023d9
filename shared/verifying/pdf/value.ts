/** The objects of PDF (ISO 32000-2 clause 7.3) as they stand in a file. */
export type PdfValue =
  | null
  | boolean
  | number
  | PdfName
  | PdfString
  | PdfRef
  | readonly PdfValue[]
  | PdfDict
  | PdfStream;

export type PdfDict = ReadonlyMap<string, PdfValue>;

/** `/Name`, its `#xx` escapes resolved. */
export class PdfName {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

export class PdfString {
  readonly bytes: Uint8Array;
  /** Offset of the opening delimiter and of what follows the closing one, in the bytes read from. */
  readonly start: number;
  readonly end: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }
}

export class PdfRef {
  readonly number: number;
  readonly generation: number;

  constructor(number: number, generation: number) {
    this.number = number;
    this.generation = generation;
  }
}

export class PdfStream {
  readonly dict: PdfDict;
  /** As they stand, filters not undone. */
  readonly raw: Uint8Array;

  constructor(dict: PdfDict, raw: Uint8Array) {
    this.dict = dict;
    this.raw = raw;
  }
}

/** Thrown for bytes that are no PDF as ISO 32000 has it; caught at the door of the check. */
export class NotPdf extends Error {}

export function isDict(value: PdfValue | undefined): value is PdfDict {
  return value instanceof Map;
}

export function isArray(value: PdfValue | undefined): value is readonly PdfValue[] {
  return Array.isArray(value);
}

/** Text string (ISO 32000-2 clause 7.9.2.2): UTF-16BE or UTF-8 by their byte order marks, else one byte a character. */
export function textOf({ bytes }: PdfString): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16.decode(bytes.subarray(2));
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return utf8.decode(bytes.subarray(3));
  return latin1.decode(bytes);
}

const utf16 = new TextDecoder('utf-16be');
const utf8 = new TextDecoder();
const latin1 = new TextDecoder('latin1');

/** `D:YYYYMMDDHHmmSSOHH'mm` (ISO 32000-2 clause 7.9.4); what is left out is zero, or one for month and day. */
export function dateOf(text: string): Date | undefined {
  const parts =
    /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z(?:00'?00'?)?|([+-])(\d\d)'?(?:(\d\d)'?)?)?$/.exec(
      text,
    );
  if (!parts) return undefined;
  const [, year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00', sign] = parts;
  const [, , , , , , , , offsetHours = '00', offsetMinutes = '00'] = parts;
  const zone = sign ? `${sign}${offsetHours}:${offsetMinutes}` : 'Z';
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
