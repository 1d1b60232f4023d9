import { encodeBase64 } from '../sealing/base64.ts';

export interface MailDraft {
  /** Addresses; the learner's may be unknown. */
  readonly from: string;
  readonly to?: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  /** BCP 47, of subject and text. */
  readonly language: string;
  readonly at: Date;
  /** Distinguishes it from other messages; letters, digits and hyphens. */
  readonly id: string;
  readonly attachments: readonly Attachment[];
}

export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

const CRLF = '\r\n';
/** Octets of an encoded word's text, so that its line, with `Subject: ` before it, has at most 76 (RFC 2047 clause 2). */
const WORD_OCTETS = 39;
/** RFC 2045 clause 6.8. */
const BASE64_LINE = 76;
const utf8 = new TextEncoder();

/** An address that every mail system takes: `dot-atom@dot-atom` of RFC 5322 clause 3.4.1, in ASCII. */
const ADDRESS =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

export function isMailAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}

/**
 * A message that nobody has sent yet (RFC 5322, MIME: RFC 2045 to 2047, 2231), which Outlook opens to be edited and sent
 * (`X-Unsent: 1`), and Thunderbird as "edit as new". Everything is ASCII, so it passes every mail server as it is.
 */
export function writeDraft(draft: MailDraft): Uint8Array {
  const { from, to, subject, text, language, at, id, attachments } = draft;
  // Base64 has no `_` (RFC 2045 table 1), so no part has this line in it.
  const boundary = `=_${id}`;
  const headers = [
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `From: ${from}`,
    ...(to ? [`To: ${phrase(to.name)}${CRLF} <${to.address}>`] : []),
    `Subject: ${unstructured(subject)}`,
    'X-Unsent: 1',
    `Content-Language: ${language}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed;${CRLF} boundary="${boundary}"`,
  ];
  const body = part(['Content-Type: text/plain; charset=UTF-8'], utf8.encode(text.replace(/\r?\n/g, CRLF)));
  const parts = [body, ...attachments.map(attached)];
  const message = [
    ...[...headers, ''],
    ...parts.flatMap((one) => [`--${boundary}`, one]),
    ...[`--${boundary}--`, ''],
  ];
  return utf8.encode(message.join(CRLF));
}

function attached({ name, mediaType, bytes }: Attachment): string {
  const type = [`Content-Type: ${mediaType}`, `Content-Disposition: attachment;${CRLF} ${fileName(name)}`];
  return part(type, bytes);
}

function part(headers: readonly string[], bytes: Uint8Array): string {
  const lines = encodeBase64(bytes).match(new RegExp(`.{1,${BASE64_LINE}}`, 'g')) ?? [];
  return [...headers, 'Content-Transfer-Encoding: base64', '', ...lines].join(CRLF);
}

/** RFC 2231 clause 4 for what is not plain; a quoted name holds nothing that would have to be escaped. */
function fileName(name: string): string {
  if (/^[A-Za-z0-9 ._-]{1,60}$/.test(name)) return `filename="${name}"`;
  const octets = [...utf8.encode(name)].map((octet) =>
    /[A-Za-z0-9._-]/.test(String.fromCharCode(octet))
      ? String.fromCharCode(octet)
      : `%${octet.toString(16).toUpperCase().padStart(2, '0')}`,
  );
  // In sections (clause 4.1), so that no line grows past 78 characters (RFC 5322 clause 2.1.1).
  const sections: string[] = [];
  for (let at = 0; at < octets.length; at += 18) sections.push(octets.slice(at, at + 18).join(''));
  return sections
    .map((section, number) => `filename*${number}*=${number === 0 ? "UTF-8''" : ''}${section}`)
    .join(`;${CRLF} `);
}

/** A display name (RFC 5322 clause 3.4): atoms as they are, everything else in encoded words. */
function phrase(text: string): string {
  const plain = oneLine(text);
  return /^[A-Za-z0-9 -]{1,60}$/.test(plain) ? plain : encodedWords(plain);
}

function unstructured(text: string): string {
  const plain = oneLine(text);
  return /^[\x20-\x7e]{1,60}$/.test(plain) && !plain.includes('=?') ? plain : encodedWords(plain);
}

/** Line breaks in a value would begin headers of their own. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

/** RFC 2047 clause 4.1 ("B"); no letter is divided between two words (clause 5). */
function encodedWords(text: string): string {
  const words: string[] = [];
  let word: number[] = [];
  for (const letter of text) {
    const octets = utf8.encode(letter);
    if (word.length + octets.length > WORD_OCTETS) {
      words.push(encodedWord(word));
      word = [];
    }
    word.push(...octets);
  }
  words.push(encodedWord(word));
  return words.join(`${CRLF} `);
}

function encodedWord(octets: readonly number[]): string {
  return `=?UTF-8?B?${encodeBase64(Uint8Array.from(octets))}?=`;
}
