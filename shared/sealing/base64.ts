/** RFC 4648 clause 4 (`base64`, padded) and clause 5 (`base64url`, as JOSE wants it: unpadded). */
export type Base64Alphabet = 'base64' | 'base64url';

interface Tables {
  /** Two ASCII characters for every 12 bits, in memory order. */
  readonly pairs: Uint16Array;
  readonly letters: Uint8Array;
  /** Value of each Latin-1 character, `NO_LETTER` where there is none. */
  readonly values: Uint8Array;
}

const NO_LETTER = 255;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const TABLES: Readonly<Record<Base64Alphabet, Tables>> = {
  base64: makeTables(`${LETTERS}+/`),
  base64url: makeTables(`${LETTERS}-_`),
};
const PADDING = 0x3d;
const ascii = new TextDecoder();
const utf8 = new TextEncoder();

function makeTables(alphabet: string): Tables {
  const letters = new TextEncoder().encode(alphabet);
  const pairBytes = new Uint8Array(2 * 4096);
  const values = new Uint8Array(256).fill(NO_LETTER);
  for (const [high, first] of letters.entries()) {
    values[first] = high;
    for (const [low, second] of letters.entries()) pairBytes.set([first, second], 2 * (high * 64 + low));
  }
  return { pairs: new Uint16Array(pairBytes.buffer), letters, values };
}

/** Characters that `length` bytes take. */
function base64Length(length: number, alphabet: Base64Alphabet): number {
  return alphabet === 'base64' ? 4 * Math.ceil(length / 3) : Math.ceil((4 * length) / 3);
}

/** The characters as ASCII bytes: a payload goes from bytes to bytes without a string between. */
export function encodeBase64Bytes(bytes: Uint8Array, alphabet: Base64Alphabet): Uint8Array<ArrayBuffer> {
  const { pairs, letters } = TABLES[alphabet];
  const out = new Uint8Array(base64Length(bytes.length, alphabet));
  const whole = bytes.length - (bytes.length % 3);
  const outPairs = new Uint16Array(out.buffer, 0, (2 * whole) / 3);
  let pair = 0;
  for (let at = 0; at < whole; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    outPairs[pair++] = pairs[group >> 12] ?? 0;
    outPairs[pair++] = pairs[group & 0xfff] ?? 0;
  }
  if (whole < bytes.length) {
    const group = ((bytes[whole] ?? 0) << 16) | ((bytes[whole + 1] ?? 0) << 8);
    const start = (4 * whole) / 3;
    out.fill(PADDING, start);
    out[start] = letters[group >> 18] ?? 0;
    out[start + 1] = letters[(group >> 12) & 63] ?? 0;
    if (bytes.length - whole === 2) out[start + 2] = letters[(group >> 6) & 63] ?? 0;
  }
  return out;
}

export function encodeBase64(bytes: Uint8Array): string {
  return ascii.decode(encodeBase64Bytes(bytes, 'base64'));
}

export function encodeBase64Url(bytes: Uint8Array): string {
  return ascii.decode(encodeBase64Bytes(bytes, 'base64url'));
}

/**
 * Undefined for anything but the one encoding of its bytes: foreign characters, wrong length or padding, and unused
 * bits that are not zero (RFC 4648 clauses 3.2, 3.3 and 3.5), since a seal must not have two spellings.
 */
export function decodeBase64(text: string, alphabet: Base64Alphabet): Uint8Array | undefined {
  const { values } = TABLES[alphabet];
  const body = alphabet === 'base64' ? unpadded(text) : text;
  if (body === undefined || body.length % 4 === 1) return undefined;
  const out = new Uint8Array(Math.floor((body.length * 3) / 4));
  // Encoded at once, letters are found by their octet; any that is not ASCII takes more than one of them.
  const letters = utf8.encode(body);
  if (letters.length !== body.length) return undefined;
  const valueAt = (at: number): number => values[letters[at] as number] as number;
  const whole = body.length - (body.length % 4);
  let wrong = 0;
  let to = 0;
  for (let at = 0; at < whole; at += 4) {
    const a = valueAt(at);
    const b = valueAt(at + 1);
    const c = valueAt(at + 2);
    const d = valueAt(at + 3);
    wrong |= a | b | c | d;
    out[to++] = (a << 2) | (b >> 4);
    out[to++] = (b << 4) | (c >> 2);
    out[to++] = (c << 6) | d;
  }
  if (whole < body.length) {
    const [a, b] = [valueAt(whole), valueAt(whole + 1)];
    const c = body.length - whole === 3 ? valueAt(whole + 2) : 0;
    wrong |= a | b | c;
    out[to++] = (a << 2) | (b >> 4);
    if (body.length - whole === 3) out[to++] = (b << 4) | (c >> 2);
    if (body.length - whole === 3 ? (c & 3) !== 0 : (b & 15) !== 0) return undefined;
  }
  // Values have six bits; only a foreign letter sets the others.
  return wrong < 64 ? out : undefined;
}

function unpadded(text: string): string | undefined {
  if (text.length % 4 !== 0) return undefined;
  return text.endsWith('==') ? text.slice(0, -2) : text.endsWith('=') ? text.slice(0, -1) : text;
}
