import { done, type Outcome, type Problem, refused } from '../problem.ts';
import { guessEncoding } from './encoding.ts';
import type { RosterEncoding } from './encodings.ts';

/**
 * The text of a file without its byte order mark. Only what is certain is read: a byte order mark, or UTF-8 that is
 * valid to the last byte. A code page is guessed but never used before the clerk has said yes to a sample.
 * Problems: `roster.encoding`, also when the bytes are not valid in the encoding named; `roster.encoding-asked`.
 */
export function readText(bytes: Uint8Array, named?: RosterEncoding): Outcome<string> {
  const encoding = named ?? encodingByMark(bytes) ?? 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return refused(named === undefined ? whichEncoding(bytes) : { code: 'roster.encoding' });
  }
  // A spreadsheet's own binary format, or UTF-16 without its mark.
  return text.includes('\0') ? refused({ code: 'roster.encoding' }) : done(text);
}

function encodingByMark(bytes: Uint8Array): RosterEncoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function whichEncoding(bytes: Uint8Array): Problem {
  if (bytes.includes(0)) return { code: 'roster.encoding' };
  const guess = guessEncoding(bytes);
  return guess ? { code: 'roster.encoding-asked', facts: { ...guess } } : { code: 'roster.encoding' };
}
