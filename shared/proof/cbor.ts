/** What a proof is made of in CBOR (RFC 8949): whole numbers, text, bytes, arrays, maps keyed by numbers or text, tags. */
export type Cbor = number | string | boolean | Uint8Array | readonly Cbor[] | CborMap | CborTag;
export type CborMap = ReadonlyMap<number | string, Cbor>;

export class CborTag {
  readonly tag: number;
  readonly value: Cbor;

  constructor(tag: number, value: Cbor) {
    this.tag = tag;
    this.value = value;
  }
}

const utf8 = new TextEncoder();

/**
 * Core deterministic encoding (RFC 8949 clause 4.2.1): shortest heads, definite lengths, keys in bytewise order. Equal
 * values make equal bytes, so a proof can be compared as it stands.
 * @throws RangeError for a number that is no whole number; tenths are counted in tenths by whoever needs them.
 */
export function encodeCbor(value: Cbor): Uint8Array {
  const out: number[] = [];
  write(value, out);
  return Uint8Array.from(out);
}

function write(value: Cbor, out: number[]): void {
  if (typeof value === 'number') writeInteger(value, out);
  else if (typeof value === 'boolean') out.push(value ? 0xf5 : 0xf4);
  else if (typeof value === 'string') writeBytes(3, utf8.encode(value), out);
  else if (value instanceof Uint8Array) writeBytes(2, value, out);
  else if (value instanceof Map) writeMap(value, out);
  else if (value instanceof CborTag) {
    writeHead(6, value.tag, out);
    write(value.value, out);
  } else {
    const items = value as readonly Cbor[];
    writeHead(4, items.length, out);
    for (const item of items) write(item, out);
  }
}

function writeBytes(major: number, bytes: Uint8Array, out: number[]): void {
  writeHead(major, bytes.length, out);
  for (const byte of bytes) out.push(byte);
}

function writeInteger(value: number, out: number[]): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
  if (value >= 0) writeHead(0, value, out);
  else writeHead(1, -1 - value, out);
}

function writeMap(map: CborMap, out: number[]): void {
  const members = Array.from(map, ([key, value]) => ({ key: encodeCbor(key), value }));
  members.sort((a, b) => compareBytes(a.key, b.key));
  writeHead(5, members.length, out);
  for (const { key, value } of members) {
    out.push(...key);
    write(value, out);
  }
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (const [at, byte] of a.entries()) {
    const difference = byte - (b[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The major type and its argument in as few bytes as hold it (clause 3). */
function writeHead(major: number, argument: number, out: number[]): void {
  const type = major << 5;
  if (argument < 24) {
    out.push(type | argument);
    return;
  }
  const size = argument < 0x100 ? 1 : argument < 0x1_0000 ? 2 : argument < 0x1_0000_0000 ? 4 : 8;
  out.push(type | (24 + Math.log2(size)));
  for (let shift = size - 1; shift >= 0; shift -= 1) out.push(Math.floor(argument / 256 ** shift) % 256);
}
