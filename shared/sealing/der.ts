import { joinBytes } from './bytes.ts';

/*
 * Writes ASN.1 in DER (ITU-T X.690): the few types that CMS, certificates and CRLs are made of. Every function returns
 * one whole encoding (identifier, length, contents).
 */

/** Identifier octets (X.690 clause 8.1.2). */
const BOOLEAN = 0x01;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const PRINTABLE = 0x13;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const SEQUENCE = 0x30;
const SET = 0x31;
const CONTEXT = 0x80;
const CONSTRUCTED = 0x20;

const utf8 = new TextEncoder();

/** Identifier octet `tag`, definite length, contents. */
export function derValue(tag: number, ...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = contents.reduce((sum, part) => sum + part.length, 0);
  return joinBytes(new Uint8Array([tag, ...lengthOctets(length)]), ...contents);
}

/** X.690 clause 10.1: the shortest definite form. */
function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

export function derSequence(...elements: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return derValue(SEQUENCE, ...elements);
}

/** SET OF, its elements in ascending order of their encodings (X.690 clause 11.6). */
export function derSetOf(...elements: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return derValue(SET, ...inDerOrder(elements));
}

/** The order of a SET OF, for a set whose tag is implicit. */
export function inDerOrder(elements: readonly Uint8Array[]): Uint8Array[] {
  return [...elements].sort((a, b) => {
    for (let at = 0; at < Math.min(a.length, b.length); at++) {
      const difference = (a[at] ?? 0) - (b[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return a.length - b.length;
  });
}

export function derBoolean(value: boolean): Uint8Array<ArrayBuffer> {
  return derValue(BOOLEAN, new Uint8Array([value ? 0xff : 0x00]));
}

/** A non-negative INTEGER; `magnitude` big-endian, leading zeros allowed. */
export function derInteger(magnitude: Uint8Array): Uint8Array<ArrayBuffer> {
  let start = 0;
  while (start < magnitude.length - 1 && magnitude[start] === 0) start++;
  const digits = magnitude.subarray(start);
  const first = digits[0] ?? 0;
  return derValue(INTEGER, new Uint8Array(first >= 0x80 || digits.length === 0 ? 1 : 0), digits);
}

/** An INTEGER of 0 to 2³¹ − 1. */
export function derSmallInteger(value: number): Uint8Array<ArrayBuffer> {
  return derInteger(new Uint8Array([value >>> 24, value >>> 16, value >>> 8, value]));
}

export function derNull(): Uint8Array<ArrayBuffer> {
  return new Uint8Array([0x05, 0x00]);
}

export function derOctets(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return derValue(OCTET_STRING, bytes);
}

/** A BIT STRING of whole octets. */
export function derBits(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return derValue(BIT_STRING, new Uint8Array(1), bytes);
}

/** A BIT STRING whose named bits `positions` are set, without trailing zero bits (X.690 clause 11.2.2). */
export function derNamedBits(...positions: readonly number[]): Uint8Array<ArrayBuffer> {
  if (positions.length === 0) return derValue(BIT_STRING, new Uint8Array(1));
  const last = Math.max(...positions);
  const octets = new Uint8Array(Math.floor(last / 8) + 1);
  for (const position of positions) {
    const index = Math.floor(position / 8);
    octets[index] = (octets[index] ?? 0) | (0x80 >> (position % 8));
  }
  return derValue(BIT_STRING, new Uint8Array([7 - (last % 8)]), octets);
}

/** `dotted` as in `2.5.4.97`; arcs of any size, since those under 2.25 are UUIDs. */
export function derOid(dotted: string): Uint8Array<ArrayBuffer> {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  return derValue(OBJECT_IDENTIFIER, new Uint8Array([first * 40n + second, ...rest].flatMap(base128)));
}

function base128(arc: bigint): number[] {
  const octets = [Number(arc & 0x7fn)];
  for (let left = arc >> 7n; left > 0n; left >>= 7n) octets.unshift(Number(left & 0x7fn) | 0x80);
  return octets;
}

export function derUtf8(text: string): Uint8Array<ArrayBuffer> {
  return derValue(UTF8_STRING, utf8.encode(text));
}

/** PrintableString: letters, digits and ' ( ) + , - . / : = ? only. */
export function derPrintable(text: string): Uint8Array<ArrayBuffer> {
  return derValue(PRINTABLE, utf8.encode(text));
}

/** Time to the second: UTCTime through 2049, GeneralizedTime after (RFC 5280 clause 4.1.2.5). */
export function derTime(date: Date): Uint8Array<ArrayBuffer> {
  const digits = `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050
    ? derValue(UTC_TIME, utf8.encode(digits.slice(2)))
    : derValue(GENERALIZED_TIME, utf8.encode(digits));
}

/** [tag] EXPLICIT, or [tag] IMPLICIT of a SEQUENCE or SET given by its elements. */
export function derTagged(tag: number, ...elements: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return derValue(CONTEXT | CONSTRUCTED | tag, ...elements);
}

/** [tag] IMPLICIT of a primitive type given by its contents. */
export function derTaggedPrimitive(tag: number, contents: Uint8Array): Uint8Array<ArrayBuffer> {
  return derValue(CONTEXT | tag, contents);
}

/** `ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279 clause 2.2.3) of r‖s. */
export function derEcdsaSignature(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const half = raw.length / 2;
  return derSequence(derInteger(raw.subarray(0, half)), derInteger(raw.subarray(half)));
}

/** r‖s of such a value, each in `coordinate` octets; of curves up to 384 bits, whose lengths take one octet. */
export function rawEcdsaSignature(der: Uint8Array, coordinate: number): Uint8Array<ArrayBuffer> {
  const raw = new Uint8Array(2 * coordinate);
  let at = 2;
  for (const end of [coordinate, 2 * coordinate]) {
    const next = at + 2 + (der[at + 1] ?? 0);
    // An octet of zero before it keeps an integer positive; those that lead it are left out.
    const integer = der.subarray(Math.max(at + 2, next - coordinate), next);
    raw.set(integer, end - integer.length);
    at = next;
  }
  return raw;
}
