import type { Chance } from './chance.ts';
import type { Fuzzed } from './samples.ts';

/** What parsers of each kind act upon. */
const TOKENS: Readonly<Record<Fuzzed, readonly string[]>> = {
  pdf: [
    ...[
      'obj',
      'endobj',
      'stream\n',
      'endstream',
      'xref\n0 1\n',
      'trailer',
      'startxref\n0\n%%EOF',
      '<<',
      '>>',
      '[',
      ']',
    ],
    ...[
      '0 R',
      '1 0 R',
      '/Length 999999999',
      '/Prev 0',
      '/Kids[1 0 R]',
      '/Root 1 0 R',
      '/ByteRange[0 1 2 3]',
      '/W[1 9 9]',
    ],
    ...[
      '/Filter/FlateDecode',
      '/Type/ObjStm/N 99999/First 1',
      '(((((',
      '<414',
      '/DecodeParms<</Predictor 15/Columns 9>>',
    ],
  ],
  xml: [
    ...[
      '<a>',
      '</a>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?x ',
      '?>',
      '&lt;',
      '&#0;',
      '&#x10FFFF;',
      '&x;',
      '<!DOCTYPE a>',
    ],
    ...[
      ' xmlns=""',
      ' xmlns:a="b"',
      ' Id="x"',
      'URI="#x"',
      'URI=""',
      '\uFEFF',
      '<ds:Signature>',
      '<ds:Object/>',
    ],
  ],
  json: [
    ...[
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      'null',
      '1e999',
      '-',
      '\\u0000',
      '\\ud800',
      '"alg":"none"',
      '"crit":[]',
      '"b64":false',
    ],
    ...['"payload":"",', '"signatures":[],', '.', '..', '=', 'eyJ', '{"a":'.repeat(50), '['.repeat(80)],
  ],
  p12: [
    '0',
    '\x30\x80',
    '\x00\x00',
    '\x04\x84\xff\xff\xff\xff',
    '\x02\x04\x7f\xff\xff\xff',
    '\x06\x09',
    '\xa0\x82\xff\xff',
    '\x30\x82',
  ],
};

/** One to four changes of the kinds that break parsers: bits, runs, lengths, numbers, tokens, pieces of other files. */
export function mutated(kind: Fuzzed, samples: readonly Uint8Array[], by: Chance): Uint8Array {
  let bytes = Uint8Array.from(by.one(samples));
  for (let changes = 1 + by.below(4); changes > 0; changes--) bytes = change(bytes, kind, samples, by);
  return bytes;
}

function change(
  bytes: Uint8Array<ArrayBuffer>,
  kind: Fuzzed,
  samples: readonly Uint8Array[],
  by: Chance,
): Uint8Array<ArrayBuffer> {
  const at = by.below(bytes.length + 1);
  const run = 1 + by.below(by.one([4, 64, 4096]));
  switch (by.below(8)) {
    case 0:
      if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << by.below(8));
      return bytes;
    case 1:
      return spliced(bytes, at, run, new Uint8Array());
    case 2:
      return spliced(bytes, at, 0, bytes.subarray(at, at + run));
    case 3:
      return bytes.slice(0, at);
    case 4: {
      const other = by.one(samples);
      const from = by.below(other.length + 1);
      return spliced(bytes, at, by.below(2) * run, other.subarray(from, from + run));
    }
    case 5:
      return renumbered(bytes, at, by);
    case 6:
      return spliced(bytes, at, 0, Buffer.from(by.one(TOKENS[kind]), 'latin1'));
    default: {
      const filled = bytes.slice();
      filled.fill(by.one([0, 0x20, 0x30, 0x7f, 0x80, 0xff]), at, at + run);
      return filled;
    }
  }
}

function spliced(bytes: Uint8Array, at: number, gone: number, put: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes.length - Math.min(gone, bytes.length - at) + put.length);
  out.set(bytes.subarray(0, at));
  out.set(put, at);
  out.set(bytes.subarray(Math.min(bytes.length, at + gone)), at + put.length);
  return out;
}

const NUMBERS = ['0', '-1', '1', '65536', '2147483647', '4294967296', '99999999999', '1e309', '9'.repeat(40)];

/** The next number in the text becomes another. */
function renumbered(bytes: Uint8Array<ArrayBuffer>, from: number, by: Chance): Uint8Array<ArrayBuffer> {
  const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;
  let at = from;
  while (at < bytes.length && !isDigit(bytes[at])) at++;
  let end = at;
  while (isDigit(bytes[end])) end++;
  return at === end ? bytes : spliced(bytes, at, end - at, Buffer.from(by.one(NUMBERS)));
}
