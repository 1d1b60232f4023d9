/** RFC 9285 table 1: the characters of a QR code's alphanumeric mode. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** RFC 9285 clause 4: two bytes make three characters, a last single one two. */
export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const second = bytes[at + 1];
    const first = bytes[at] ?? 0;
    text += second === undefined ? digits(first, 2) : digits(first * 256 + second, 3);
  }
  return text;
}

function digits(value: number, count: number): string {
  let text = '';
  for (let rest = value, at = 0; at < count; at += 1, rest = Math.floor(rest / 45))
    text += ALPHABET[rest % 45];
  return text;
}

/** @returns undefined for characters outside the alphabet, a left-over one, and groups above what their bytes hold. */
export function decodeBase45(text: string): Uint8Array | undefined {
  if (text.length % 3 === 1) return undefined;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const group = Array.from(text.slice(at, at + 3), (character) => ALPHABET.indexOf(character));
    if (group.includes(-1)) return undefined;
    const value = group.reduceRight((sum, digit) => sum * 45 + digit, 0);
    if (value >= (group.length === 3 ? 0x1_0000 : 0x100)) return undefined;
    if (group.length === 3) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}
