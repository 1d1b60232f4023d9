import { type Cbor, CborTag } from './cbor.ts';

const DEEPEST = 16;
const MOST_ITEMS = 4096;

/**
 * Reads one CBOR value that fills `bytes`. Strict: shortest heads and definite lengths only, no key twice, bounded in
 * depth and number of items, UTF-8 sound.
 * @returns undefined for anything else.
 */
export function decodeCbor(bytes: Uint8Array): Cbor | undefined {
  const reader = new Reader(bytes);
  try {
    const value = reader.value(0);
    return reader.at === bytes.length ? value : undefined;
  } catch (cause) {
    // Not well-formed, or text that is no UTF-8 (TypeError of the decoder).
    if (cause instanceof RangeError || cause instanceof TypeError) return undefined;
    throw cause;
  }
}

class Reader {
  at = 0;
  private items = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  value(depth: number): Cbor {
    this.items += 1;
    if (depth > DEEPEST || this.items > MOST_ITEMS) throw new RangeError('too deep or too many');
    const initial = this.take(1)[0] ?? 0;
    const major = initial >> 5;
    if (major === 7) return simple(initial);
    const argument = this.argument(initial & 0x1f);
    switch (major) {
      case 0:
        return argument;
      case 1:
        return -1 - argument;
      case 2:
        return this.take(argument);
      case 3:
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.take(argument));
      case 4:
        return this.array(argument, depth);
      case 5:
        return this.map(argument, depth);
      default:
        return new CborTag(argument, this.value(depth + 1));
    }
  }

  private array(length: number, depth: number): readonly Cbor[] {
    const items: Cbor[] = [];
    for (let index = 0; index < length; index += 1) items.push(this.value(depth + 1));
    return items;
  }

  private map(length: number, depth: number): ReadonlyMap<number | string, Cbor> {
    const map = new Map<number | string, Cbor>();
    for (let index = 0; index < length; index += 1) {
      const key = this.value(depth + 1);
      if ((typeof key !== 'number' && typeof key !== 'string') || map.has(key)) throw new RangeError('key');
      map.set(key, this.value(depth + 1));
    }
    return map;
  }

  private argument(info: number): number {
    if (info < 24) return info;
    if (info > 27) throw new RangeError('indefinite or reserved');
    const size = 2 ** (info - 24);
    const value = this.take(size).reduce((sum, byte) => sum * 256 + byte, 0);
    const shortest =
      value < 24 ? 0 : value < 0x100 ? 1 : value < 0x1_0000 ? 2 : value < 0x1_0000_0000 ? 4 : 8;
    if (size !== shortest || !Number.isSafeInteger(value)) throw new RangeError('not the shortest form');
    return value;
  }

  private take(length: number): Uint8Array {
    const end = this.at + length;
    if (end > this.bytes.length) throw new RangeError('cut off');
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }
}

function simple(initial: number): boolean {
  if (initial === 0xf4) return false;
  if (initial === 0xf5) return true;
  throw new RangeError('a simple value without use here');
}
