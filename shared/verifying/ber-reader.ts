import { NotDer } from '../sealing/der-reader.ts';

/** One BER value (ITU-T X.690 clause 8.1), seen in place; unlike DER, lengths may be indefinite and strings in pieces. */
export interface BerValue {
  readonly tag: number;
  /** Without the end-of-contents octets of an indefinite length. */
  readonly contents: Uint8Array;
  readonly whole: Uint8Array;
  readonly indefinite: boolean;
}

const DEEPEST = 40;
const CONSTRUCTED = 0x20;

/** The first value in `bytes`. @throws NotDer when it is cut short. */
export function readBer(bytes: Uint8Array, at = 0, depth = 0): BerValue {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new NotDer('no identifier');
  if (depth > DEEPEST) throw new NotDer('nested too deep');
  let from = at + 2;
  if (first === 0x80) {
    if ((tag & CONSTRUCTED) === 0) throw new NotDer('a primitive value without a length');
    let end = from;
    while (bytes[end] !== 0 || bytes[end + 1] !== 0) end += readBer(bytes, end, depth + 1).whole.length;
    return { tag, contents: bytes.subarray(from, end), whole: bytes.subarray(at, end + 2), indefinite: true };
  }
  let length = first;
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 4) throw new NotDer('length too long');
    length = 0;
    for (; from < at + 2 + count; from++) length = length * 256 + (bytes[from] ?? Number.NaN);
  }
  const end = from + length;
  if (!(end <= bytes.length)) throw new NotDer('cut short');
  return { tag, contents: bytes.subarray(from, end), whole: bytes.subarray(at, end), indefinite: false };
}

/** The values inside one of `tag`, `0x30` for a SEQUENCE when untold. @throws NotDer for another. */
export function berChildren(parent: BerValue | undefined, tag = 0x30): BerValue[] {
  if (parent?.tag !== tag) throw new NotDer(`expected tag ${tag}, found ${parent?.tag}`);
  const children: BerValue[] = [];
  for (let at = 0; at < parent.contents.length; ) {
    const child = readBer(parent.contents, at);
    children.push(child);
    at += child.whole.length;
  }
  return children;
}

/** Octets of an OCTET STRING, put together where it is written in pieces (clause 8.7.3). */
export function berOctets(value: BerValue | undefined, depth = 0): Uint8Array {
  if (value?.tag === 0x04) return value.contents;
  if (value?.tag !== (0x04 | CONSTRUCTED) || depth > DEEPEST) throw new NotDer('no OCTET STRING');
  const pieces = berChildren(value, value.tag).map((piece) => berOctets(piece, depth + 1));
  const octets = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    octets.set(piece, at);
    at += piece.length;
  }
  return octets;
}
