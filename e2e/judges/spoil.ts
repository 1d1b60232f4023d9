import type { SealedFormat } from '../../shared/issue.ts';
import type { Spoil } from './finding.ts';

/** One character for one byte, so that offsets in the text are offsets in the file. */
const latin = (file: Uint8Array): string =>
  Buffer.from(file.buffer, file.byteOffset, file.length).toString('latin1');

const changed = (file: Uint8Array, at: number, byte: number): Uint8Array => {
  const copy = new Uint8Array(file);
  copy[at] = byte;
  return copy;
};

/** The offset just after `pattern`. */
const after = (text: string, pattern: RegExp, from = 0): number => {
  const found = pattern.exec(text.slice(from));
  if (found === null) throw new Error(`Nothing to spoil: no ${pattern} in the file`);
  return from + found.index + found[0].length;
};

/** Another letter, digit or base64 character in place of the one at `at`; the file stays readable. */
const letterAt = (file: Uint8Array, at: number): Uint8Array => {
  const old = String.fromCharCode(file[at] ?? 0);
  if (!/[A-Za-z0-9+/_-]/.test(old))
    throw new Error(`Nothing to spoil: '${old}' at ${at} is no letter or digit`);
  const next = /[0-9]/.test(old) ? String((Number(old) + 1) % 10) : old === 'A' ? 'B' : 'A';
  return changed(file, at, next.charCodeAt(0));
};

/** In the last revision of a file that has several, for only that one counts. */
const letterAfterLast = (pattern: RegExp) => (file: Uint8Array) => {
  const text = latin(file);
  const last = [...text.matchAll(new RegExp(pattern, 'g'))].at(-1);
  return letterAt(file, after(text, pattern, last?.index));
};

const letterAfter = (pattern: RegExp) => (file: Uint8Array) => letterAt(file, after(latin(file), pattern));

/** A letter in the middle of what lies between `start` and the next `end`. */
const letterBetween = (start: RegExp, end: string) => (file: Uint8Array) => {
  const text = latin(file);
  const first = after(text, start);
  return letterAt(file, first + ((text.indexOf(end, first) - first) >> 1));
};

/** Where the data of an object's stream begin. */
const streamOf = (text: string, object: string | undefined): number =>
  after(text, /stream\r?\n/, after(text, new RegExp(`(^|\\s)${object} 0 obj`)));

/** A byte in the middle of the page's content stream. */
const contentByte = (file: Uint8Array): Uint8Array => {
  const text = latin(file);
  const stream = streamOf(text, /\/Contents *\[?(\d+) 0 R/.exec(text)?.[1]);
  const middle = stream + ((text.indexOf('endstream', stream) - stream) >> 1);
  return changed(file, middle, (file[middle] ?? 0) ^ 1);
};

/** The last byte of the CMS that is the signature value's: what follows are unused zeros. */
const signatureByte = (file: Uint8Array): Uint8Array => {
  const text = latin(file);
  const start = after(text, /\/Contents\s*</);
  const hex = text.slice(start, text.indexOf('>', start)).replace(/0+$/, '');
  // Hexadecimal: a letter's case would change nothing.
  const at = hex.length - 8;
  const other = (Number.parseInt(hex[at] ?? '', 16) ^ 1).toString(16);
  return changed(file, start + at, other.charCodeAt(0));
};

const PDF: readonly Spoil[] = [
  { name: 'a letter of the metadata', spoil: letterAfter(/<dc:identifier>urn:uuid:/) },
  { name: 'a byte of the page', spoil: contentByte },
  { name: 'a digit of the identifier behind the seal', spoil: letterAfter(/\/ID\s*\[\s*</) },
  { name: 'a digit of the seal value', spoil: signatureByte },
  { name: 'a byte appended', spoil: (file: Uint8Array) => new Uint8Array([...file, 0x0a]) },
].map((spoil) => ({ ...spoil, format: 'pdf' }));

const XML: readonly Spoil[] = [
  { name: 'a letter of the content', spoil: letterAfter(/>(?=[A-Za-z])/) },
  { name: 'a second of the signing time', spoil: letterAfter(/SigningTime>.{18}/) },
  { name: 'a letter of a digest', spoil: letterBetween(/DigestValue>/, '<') },
  { name: 'a letter of the seal value', spoil: letterBetween(/SignatureValue[^>]*>/, '<') },
].map((spoil) => ({ ...spoil, format: 'xml' }));

const JSON_: readonly Spoil[] = [
  { name: 'a letter of the payload', spoil: letterBetween(/"payload"\s*:\s*"/, '"') },
  { name: 'a letter of the header', spoil: letterBetween(/"protected"\s*:\s*"/, '"') },
  { name: 'a letter of the seal value', spoil: letterBetween(/"signature"\s*:\s*"/, '"') },
].map((spoil) => ({ ...spoil, format: 'json' }));

const EDC_JWS: readonly Spoil[] = [
  { name: 'a digit of the payload', spoil: letterAfter(/\\"validFrom\\":\\"/) },
  { name: 'a letter of the header', spoil: letterBetween(/"protected"\s*:\s*"/, '"') },
  { name: 'a letter of the seal value', spoil: letterBetween(/"signature"\s*:\s*"/, '"') },
].map((spoil) => ({ ...spoil, format: 'edc-jws' }));

/** JWS Compact Serialization, as VC, badge and SD-JWT have it. */
const COMPACT = [
  { name: 'a letter of the header', spoil: letterBetween(/^/, '.') },
  { name: 'a letter of the payload', spoil: letterBetween(/^[\w-]+\./, '.') },
  { name: 'a letter of the seal value', spoil: letterAfter(/^[\w-]+\.[\w-]+\.[\w-]{40}/) },
];

const TOKENS: readonly Spoil[] = (['vc-jwt', 'badge-jwt', 'clr-jwt', 'sd-jwt'] as const).flatMap((format) =>
  COMPACT.map((spoil) => ({ ...spoil, format })),
);

const SD_JWT: readonly Spoil[] = [
  { name: 'a letter of a disclosure', format: 'sd-jwt', spoil: letterBetween(/~/, '~') },
];

const BADGE_SVG: readonly Spoil[] = [
  { name: 'a letter of the badge inside', format: 'badge-svg', spoil: letterBetween(/verify="/, '"') },
];

/** What whoever judges a seal must notice. */
export const SEAL_SPOILS: readonly Spoil[] = [
  ...PDF,
  ...XML,
  ...JSON_,
  ...EDC_JWS,
  ...TOKENS,
  ...SD_JWT,
  ...BADGE_SVG,
];

export const sealSpoilsOf = (format: SealedFormat): readonly Spoil[] =>
  SEAL_SPOILS.filter((spoil) => spoil.format === format);

/** An object that is not where the cross-reference table says (ISO 32000-1 7.5.4). */
export const XREF_SPOIL: Spoil = {
  name: 'a digit of the cross-reference table',
  format: 'pdf',
  spoil: letterAfter(/xref\r?\n0 \d+\r?\n\d{10} 65535 f\s+\d{9}/),
};

/** The page loses its content, and with it name, QR code and picture. */
export const BLANK_PAGE_SPOIL: Spoil = {
  name: 'the page without its content',
  format: 'pdf',
  spoil(file) {
    const end = after(latin(file), /\/Contents(?= *\[?\d+ 0 R)/);
    return letterAt(file, end - 1);
  },
};

/** pdfaid:part 3 → 4. */
export const PDFA_PART_SPOIL: Spoil = {
  name: 'another part of PDF/A',
  format: 'pdf',
  spoil: letterAfterLast(/<pdfaid:part>|pdfaid:part="/),
};

/** pdfuaid:part 1 → 2. */
export const PDFUA_PART_SPOIL: Spoil = {
  name: 'another part of PDF/UA',
  format: 'pdf',
  spoil: letterAfterLast(/<pdfuaid:part>|pdfuaid:part="/),
};

/** The first byte of a font program, without which it cannot be unpacked and its letters are not drawn. */
export const FONT_SPOIL: Spoil = {
  name: 'a byte of a font',
  format: 'pdf',
  spoil(file) {
    const text = latin(file);
    const object = /\/FontFile2 (\d+) 0 R/.exec(text)?.[1];
    const stream = streamOf(text, object);
    return changed(file, stream, (file[stream] ?? 0) ^ 1);
  },
};

/** No reader finds the font's program any more. */
export const FONT_FILE_SPOIL: Spoil = {
  name: 'where a font is',
  format: 'pdf',
  spoil: letterAfter(/\/FontFil(?=e\d \d+ 0 R)/),
};

/** The file no longer says that it is tagged. */
export const MARK_INFO_SPOIL: Spoil = {
  name: 'that there are tags',
  format: 'pdf',
  spoil: letterAfter(/\/MarkInf/),
};

/** The first byte of the file inside, without which it cannot be unpacked. */
export const ATTACHMENT_SPOIL: Spoil = {
  name: 'a byte of the attached file',
  format: 'pdf',
  spoil(file) {
    const text = latin(file);
    const stream = after(text, /stream\r?\n/, after(text, /\/Type\s?\/EmbeddedFile/));
    return changed(file, stream, (file[stream] ?? 0) ^ 1);
  },
};

/** A date of ELMO that is none: `generatedDate` begins with a letter. */
export const ELEMENT_SPOIL: Spoil = {
  name: 'a digit of a date',
  format: 'xml',
  spoil: (file) => changed(file, after(latin(file), /<generatedDate>/), 0x58),
};

/** Flips the last bit of a digit within base64url text: one character of the file. */
const digitWithin =
  (text: RegExp, pattern: RegExp) =>
  (file: Uint8Array): Uint8Array => {
    const all = latin(file);
    for (const found of all.matchAll(new RegExp(text, 'g'))) {
      const encoded = found[1] ?? '';
      const digit = pattern.exec(Buffer.from(encoded, 'base64url').toString('latin1'));
      if (digit === null) continue;
      const bytes = Buffer.from(encoded, 'base64url');
      const at = digit.index + digit[0].length;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      const start = found.index + found[0].indexOf(encoded);
      return Buffer.concat([
        file.subarray(0, start),
        Buffer.from(bytes.toString('base64url'), 'latin1'),
        file.subarray(start + encoded.length),
      ]);
    }
    throw new Error(`Nothing to spoil: no ${pattern} within ${text}`);
  };

/** A digit of the date of issue or award, in every form. */
export const FACT_SPOILS: readonly Spoil[] = (
  [
    ['xml', letterAfter(/<date>/)],
    ['json', digitWithin(/"payload":"([^"]+)"/, /"issued":"/)],
    ['edc-jws', letterAfter(/\\"issued\\":\\"/)],
    ['edc-upload', letterAfter(/"issued":"/)],
    ['vc-jwt', digitWithin(/\.([\w-]+)\./, /"issued":"/)],
    ['vc-di', letterAfter(/"issued":"/)],
    ['badge-jwt', digitWithin(/\.([\w-]+)\./, /"validFrom":"/)],
    ['badge-svg', digitWithin(/\.([\w-]+)\./, /"validFrom":"/)],
    ['sd-jwt', digitWithin(/~([\w-]+)/, /"date_of_award","/)],
  ] as const
).map(([format, spoil]) => ({ name: 'a digit of a date', format, spoil }));
