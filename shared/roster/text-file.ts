import { done, type Outcome, refused } from '../problem.ts';

/** Encodings a clerk may name when the file does not say: WHATWG names of the code pages spreadsheets export. */
export const ROSTER_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1257',
  'iso-8859-2',
  'iso-8859-5',
  'iso-8859-7',
  'iso-8859-15',
] as const;

export type RosterEncoding = (typeof ROSTER_ENCODINGS)[number];

/**
 * The text of a file without its byte order mark. Only what is certain is read: a byte order mark, or UTF-8 that is
 * valid to the last byte. A code page is never guessed, for a wrong guess spoils names without a sign of it.
 * Problem: `roster.encoding`, also when the bytes are not valid in the encoding named.
 */
export function readText(bytes: Uint8Array, named?: RosterEncoding): Outcome<string> {
  const encoding = named ?? encodingByMark(bytes) ?? 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return refused({ code: 'roster.encoding' });
    throw error;
  }
  // A spreadsheet's own binary format, or UTF-16 without its mark.
  return text.includes('\0') ? refused({ code: 'roster.encoding' }) : done(text);
}

function encodingByMark(bytes: Uint8Array): RosterEncoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}
