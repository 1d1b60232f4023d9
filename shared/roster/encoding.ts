import type { RosterEncoding } from './encodings.ts';
import { fieldOf } from './heading.ts';

export interface EncodingGuess {
  readonly encoding: RosterEncoding;
  /** Words of the file with the letters in question, so that a person can see whether the guess is right. */
  readonly sample: string;
}

/**
 * Letters beyond a to z of each official language, small, and the encodings that its spreadsheets are written in, the
 * likeliest first. Of two that make equal sense the earlier is taken: Ærø is Danish before it is Lithuanian.
 */
const ALPHABETS: readonly (readonly [letters: string, encodings: readonly RosterEncoding[]])[] = [
  ['абвгдежзийклмнопрстуфхцчшщъьюя', ['windows-1251', 'iso-8859-5']],
  ['αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ', ['windows-1253', 'iso-8859-7']],
  ['áčďéěíňóřšťúůýž', ['windows-1250', 'iso-8859-2']],
  ['áäčďéíĺľňóôŕšťúýž', ['windows-1250', 'iso-8859-2']],
  ['ąćęłńóśźż', ['windows-1250', 'iso-8859-2']],
  ['áéíóöőúüű', ['windows-1250', 'iso-8859-2']],
  ['čćđšž', ['windows-1250', 'iso-8859-2']],
  ['âăîşţ', ['windows-1250', 'iso-8859-2']],
  ['âăîșț', ['iso-8859-16']],
  ['äõöüšž', ['windows-1257', 'windows-1252', 'iso-8859-15']],
  ['ċġħżàèìòù', ['iso-8859-3']],
  ['áéíóú', ['windows-1252', 'iso-8859-15']],
  ['äöüß', ['windows-1252', 'iso-8859-15', 'macintosh']],
  ['åäöé', ['windows-1252', 'iso-8859-15', 'macintosh']],
  ['æøåé', ['windows-1252', 'iso-8859-15', 'macintosh']],
  ['àâæçéèêëîïôœùûüÿ', ['windows-1252', 'iso-8859-15', 'macintosh']],
  ['àèéìòù', ['windows-1252', 'iso-8859-15', 'macintosh']],
  ['áéíñóúü', ['windows-1252', 'iso-8859-15', 'macintosh']],
  ['áâãàçéêíóôõú', ['windows-1252', 'iso-8859-15', 'macintosh']],
  ['áéëïóöü', ['windows-1252', 'iso-8859-15']],
  ['āčēģīķļņšūž', ['windows-1257', 'iso-8859-13', 'iso-8859-4']],
  ['ąčęėįšųūž', ['windows-1257', 'iso-8859-13', 'iso-8859-4']],
];

const LOOKED_AT = 256 * 1024;
const KNOWN_HEADING = 40;
const SAMPLES = 4;

/**
 * The code page that makes the best sense of the letters, or none when no byte needs one. Never used without a person's
 * word: a wrong guess spoils names without a sign of it.
 */
export function guessEncoding(bytes: Uint8Array): EncodingGuess | undefined {
  const looked = bytes.subarray(0, LOOKED_AT);
  if (looked.every((byte) => byte < 0x80)) return undefined;
  let best: { readonly score: number; readonly encoding: RosterEncoding; readonly text: string } | undefined;
  const texts = new Map<RosterEncoding, string | undefined>();
  for (const [letters, encodings] of ALPHABETS) {
    const alphabet = new Set(letters);
    for (const [rank, encoding] of encodings.entries()) {
      if (!texts.has(encoding)) texts.set(encoding, decoded(looked, encoding));
      const text = texts.get(encoding);
      if (text === undefined) continue;
      const score = sense(text, alphabet) - rank * 0.25;
      if (!best || score > best.score) best = { score, encoding, text };
    }
  }
  return best && { encoding: best.encoding, sample: sampleOf(best.text) };
}

function decoded(bytes: Uint8Array, encoding: RosterEncoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Letters of the alphabet count for it; foreign ones, mixed scripts, capitals inside a word and signs against it. */
function sense(text: string, alphabet: ReadonlySet<string>): number {
  let score = 0;
  for (const word of text.match(/[^\s;,|"0-9.@/()-]*\P{ASCII}[^\s;,|"0-9.@/()-]*/gu) ?? []) {
    let previous = '';
    // No name is written half in Latin letters, half in Greek or Cyrillic ones.
    if (/\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word)) score -= 5;
    for (const letter of word) {
      if (letter > '\x7f') {
        const small = letter.toLowerCase();
        if (alphabet.has(small)) score += 1;
        else if (/\p{L}/u.test(letter)) score -= 1;
        else score -= 3;
        // A capital after a small letter is rare in a name, and common in a wrong decoding.
        if (small !== letter && previous !== '' && previous === previous.toLowerCase()) score -= 2;
      }
      if (/\p{L}/u.test(letter)) previous = letter;
    }
  }
  const [header = ''] = text.split(/\r\n|\n|\r/, 1);
  const known = header.split(/[;,\t|]/).filter((cell) => /\P{ASCII}/u.test(cell) && fieldOf(cell));
  return score + known.length * KNOWN_HEADING;
}

function sampleOf(text: string): string {
  const words = text.match(/[\p{L}\p{M}'’-]*\P{ASCII}[\p{L}\p{M}'’-]*/gu) ?? [];
  return [...new Set(words)].slice(0, SAMPLES).join(', ').slice(0, 120);
}
