import type { Engine } from './engine.ts';
import { joinBytes } from './sealing/bytes.ts';
import { crc32 } from './zlib.ts';

/** A file of an archive; its name is a path with `/`, in NFC. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** 1 January 1980, 00:00 as MS-DOS has it: ZIP keeps local time without a zone, and equal files make equal archives. */
const DOS_DATE = 0x21;
const UTF8_NAMES = 1 << 11;
const STORED = 0;
const DEFLATED = 8;
/** "Version needed to extract": 2.0 for DEFLATE and folders, 4.5 for ZIP64. */
const VERSION = 20;
const VERSION_64 = 45;
const MOST_16 = 0xffff;
const MOST_32 = 0xffffffff;
const LEVEL = 6;

const utf8 = new TextEncoder();

/** Of what has been written, what the directory at the end needs. */
interface Written {
  readonly name: Uint8Array;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * A ZIP archive (APPNOTE.TXT 6.3.10, PKWARE), piece by piece: in memory are one file and, of all others, a line of the
 * directory. ZIP64 (clause 4.5.3) from 65,535 files or 4 GiB on.
 */
export async function* writeZip(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  engine: Pick<Engine, 'deflate'>,
): AsyncGenerator<Uint8Array> {
  const zip = new Zip(engine);
  for await (const entry of entries) yield* zip.add(entry);
  yield* zip.end();
}

/** The same of small files at once, by their paths and in the order told; texts in UTF-8. */
export function writeArchive(
  files: Readonly<Record<string, string | Uint8Array>>,
  engine: Pick<Engine, 'deflate'>,
): Uint8Array {
  const zip = new Zip(engine);
  const pieces = Object.entries(files).flatMap(([name, file]) =>
    zip.add({ name, bytes: typeof file === 'string' ? utf8.encode(file) : file }),
  );
  return joinBytes(...pieces, ...zip.end());
}

/** What has been written so far of an archive, for the directory at its end. */
class Zip {
  readonly #engine: Pick<Engine, 'deflate'>;
  readonly #directory: Written[] = [];
  #offset = 0;

  constructor(engine: Pick<Engine, 'deflate'>) {
    this.#engine = engine;
  }

  add({ name, bytes }: ZipEntry): readonly Uint8Array[] {
    const deflated = this.#engine.deflate(bytes, 'finish', LEVEL);
    const method = deflated.length < bytes.length ? DEFLATED : STORED;
    const content = method === DEFLATED ? deflated : bytes;
    const written = {
      ...{ name: utf8.encode(name), method, crc: crc32(bytes) },
      ...{ packed: content.length, size: bytes.length, offset: this.#offset },
    };
    const header = localHeader(written);
    this.#directory.push(written);
    this.#offset += header.length + content.length;
    return [header, content];
  }

  *end(): Generator<Uint8Array> {
    let length = 0;
    for (const written of this.#directory) {
      const header = centralHeader(written);
      yield header;
      length += header.length;
    }
    yield ending(this.#directory.length, this.#offset, length);
  }
}

/** Clause 4.3.7. */
function localHeader({ name, method, crc, packed, size }: Written): Uint8Array {
  return record(30 + name.length, (put) => {
    put.u32(0x04034b50).u16(VERSION).u16(UTF8_NAMES).u16(method).u16(0).u16(DOS_DATE);
    put.u32(crc).u32(packed).u32(size).u16(name.length).u16(0).bytes(name);
  });
}

/** Clause 4.3.12; beyond 4 GiB the offset stands in the extra field of clause 4.5.3. */
function centralHeader({ name, method, crc, packed, size, offset }: Written): Uint8Array {
  const far = offset >= MOST_32;
  return record(46 + name.length + (far ? 12 : 0), (put) => {
    // Made by 3 (UNIX), so that the permissions below are read: a file, rw-r--r--.
    put.u32(0x02014b50).u16((3 << 8) | VERSION_64);
    put
      .u16(far ? VERSION_64 : VERSION)
      .u16(UTF8_NAMES)
      .u16(method)
      .u16(0)
      .u16(DOS_DATE);
    put
      .u32(crc)
      .u32(packed)
      .u32(size)
      .u16(name.length)
      .u16(far ? 12 : 0)
      .u16(0)
      .u16(0)
      .u16(0);
    put
      .u32(0o100644 * 0x10000)
      .u32(far ? MOST_32 : offset)
      .bytes(name);
    if (far) put.u16(1).u16(8).u64(offset);
  });
}

/** Clauses 4.3.14 to 4.3.16. */
function ending(count: number, start: number, length: number): Uint8Array {
  const large = count >= MOST_16 || start >= MOST_32 || length >= MOST_32;
  return record(22 + (large ? 56 + 20 : 0), (put) => {
    if (large) {
      put
        .u32(0x06064b50)
        .u64(44)
        .u16((3 << 8) | VERSION_64)
        .u16(VERSION_64)
        .u32(0)
        .u32(0);
      put.u64(count).u64(count).u64(length).u64(start);
      put
        .u32(0x07064b50)
        .u32(0)
        .u64(start + length)
        .u32(1);
    }
    const told = Math.min(count, MOST_16);
    put.u32(0x06054b50).u16(0).u16(0).u16(told).u16(told);
    put.u32(Math.min(length, MOST_32)).u32(Math.min(start, MOST_32)).u16(0);
  });
}

interface Put {
  u16(value: number): Put;
  u32(value: number): Put;
  u64(value: number): Put;
  bytes(value: Uint8Array): Put;
}

/** Numbers are little-endian (clause 4.4.1.1). */
function record(length: number, write: (put: Put) => void): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const put: Put = {
    u16(value) {
      view.setUint16(at, value, true);
      at += 2;
      return put;
    },
    u32(value) {
      view.setUint32(at, value >>> 0, true);
      at += 4;
      return put;
    },
    u64(value) {
      view.setBigUint64(at, BigInt(value), true);
      at += 8;
      return put;
    },
    bytes(value) {
      bytes.set(value, at);
      at += value.length;
      return put;
    },
  };
  write(put);
  return bytes;
}
