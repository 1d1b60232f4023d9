import type { Engine } from './engine.ts';
import { crc32 } from './zlib.ts';

/** What an archive from outside may cost at most. */
export interface ArchiveBounds {
  readonly entries: number;
  /** Inflated bytes of one entry, and of all that are read together. */
  readonly entry: number;
  readonly total: number;
  /** Inflated bytes for each compressed one, asked of entries above `RATIO_FREE` only. */
  readonly ratio: number;
}

export interface Archive {
  readonly names: readonly string[];
  /**
   * Undefined when there is no such entry. Names are compared without case, as OPC clause 7.3.5.1 asks.
   * @throws ArchiveFault
   */
  read(name: string): Uint8Array | undefined;
}

/** `damaged`: not a whole ZIP archive. `too-much`: beyond the bounds. `locked`: encrypted. */
export type ArchiveReason = 'damaged' | 'too-much' | 'locked';

/** Caught by whoever opened the archive, which knows what kind of file it was to be. */
export class ArchiveFault extends Error {
  readonly reason: ArchiveReason;

  constructor(reason: ArchiveReason) {
    super(reason);
    this.reason = reason;
  }
}

interface Entry {
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  /** As it stands in the directory. */
  readonly called: Uint8Array;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const ENCRYPTED = 0x1;
/** Sizes that are told in 64 bits elsewhere; no file that may be read here is so large. */
const ZIP64 = 0xffffffff;
/** Small parts of a workbook are mostly repetition. */
const RATIO_FREE = 4 * 1024 * 1024;

/**
 * Opens a ZIP archive (PKWARE APPNOTE 6.3) by its central directory; nothing is inflated before its entry is read, and
 * no entry beyond the size it declares.
 * @throws ArchiveFault
 */
export function openArchive(bytes: Uint8Array, bounds: ArchiveBounds, engine: Engine): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(bytes, view, bounds);
  let inflated = 0;
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name) ?? entries.get(sameName(name, entries.keys()) ?? '');
      if (!entry) return undefined;
      inflated += entry.size;
      if (inflated > bounds.total) throw new ArchiveFault('too-much');
      return readEntry(bytes, view, entry, bounds, engine);
    },
  };
}

/** How long what follows an entry may be that told its size too late: with its signature or without, sizes in 32 or 64 bits (APPNOTE 4.3.9). */
const DESCRIPTORS: readonly number[] = [12, 16, 20, 24];
const DESCRIBED = 0x8;

/**
 * True when the entries stand under the names that the directory gives them, one behind the other from the first byte up
 * to the directory: who reads by the directory and who reads from entry to entry then sees the same files. The directory
 * fills all the room it is said to have and ends the archive, for some readers go by its size, some by the number of its
 * entries, and some by the comment's length.
 * @throws ArchiveFault
 */
export function readsOneWay(bytes: Uint8Array, bounds: ArchiveBounds): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const directory = view.getUint32(end + 16, true);
  const whole = readDirectory(bytes, view, bounds);
  const told = view.getUint16(end + 8, true) === view.getUint16(end + 10, true);
  const sized =
    directory + view.getUint32(end + 12, true) === end && directoryEnd(view, directory, whole.size) === end;
  if (!told || !sized || end + END_BYTES + view.getUint16(end + 20, true) !== bytes.length) return false;
  const entries = [...whole.values()].sort((a, b) => a.offset - b.offset);
  let expected: readonly number[] = [0];
  for (const entry of entries) {
    if (!expected.includes(entry.offset)) return false;
    const end = startOf(bytes, view, entry) + entry.packed;
    const described = (entry.flags & DESCRIBED) !== 0;
    if (!described && view.getUint32(entry.offset + 18, true) !== entry.packed) return false;
    expected = described ? DESCRIPTORS.map((length) => end + length) : [end];
  }
  return expected.includes(directory);
}

function sameName(name: string, names: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  for (const each of names) if (each.toLowerCase() === wanted) return each;
  return undefined;
}

function readDirectory(bytes: Uint8Array, view: DataView, bounds: ArchiveBounds): ReadonlyMap<string, Entry> {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > bounds.entries) throw new ArchiveFault('too-much');
  const entries = new Map<string, Entry>();
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw new ArchiveFault('damaged');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true),
    ) as [number, number, number];
    const entry: Entry = {
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      called: bytes.subarray(at + 46, at + 46 + nameLength),
    };
    const name = new TextDecoder().decode(entry.called);
    // Two entries of one name: which one another program reads nobody knows.
    if (entries.has(name)) throw new ArchiveFault('damaged');
    entries.set(name.replaceAll('\\', '/'), entry);
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** Where a directory ends after so many entries. */
function directoryEnd(view: DataView, start: number, count: number): number {
  let at = start;
  for (let index = 0; index < count; index++)
    at += 46 + [28, 30, 32].reduce((sum, field) => sum + view.getUint16(at + field, true), 0);
  return at;
}

function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_BYTES - LONGEST_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= first; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw new ArchiveFault('damaged');
}

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  entry: Entry,
  bounds: ArchiveBounds,
  engine: Engine,
): Uint8Array {
  const { method, flags, crc, packed, size } = entry;
  if (flags & ENCRYPTED) throw new ArchiveFault('locked');
  if (size === ZIP64 || packed === ZIP64 || size > bounds.entry) throw new ArchiveFault('too-much');
  if (size > RATIO_FREE && size > packed * bounds.ratio) throw new ArchiveFault('too-much');
  const start = startOf(bytes, view, entry);
  if (start + packed > bytes.length) throw new ArchiveFault('damaged');
  const content = unpack(bytes.subarray(start, start + packed), method, size, engine);
  if (content.length !== size || crc32(content) !== crc) throw new ArchiveFault('damaged');
  return content;
}

/** Where its content begins. Its own header must call it what the directory calls it. */
function startOf(bytes: Uint8Array, view: DataView, { offset, called }: Entry): number {
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL) throw new ArchiveFault('damaged');
  const name = offset + 30;
  const length = view.getUint16(offset + 26, true);
  if (length !== called.length || called.some((byte, at) => bytes[name + at] !== byte))
    throw new ArchiveFault('damaged');
  return name + length + view.getUint16(offset + 28, true);
}

function unpack(packed: Uint8Array, method: number, size: number, engine: Engine): Uint8Array {
  if (method === 0) return packed;
  if (method !== 8) throw new ArchiveFault('damaged');
  if (size === 0) return new Uint8Array();
  try {
    return engine.inflate(packed, size);
  } catch {
    throw new ArchiveFault('damaged');
  }
}
