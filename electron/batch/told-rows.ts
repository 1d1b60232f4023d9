import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readSummaryLine } from '../../shared/formats/summary/json.ts';
import type { SummaryRow } from '../../shared/formats/summary/row.ts';
import { diskFault } from '../files/vault.ts';

/**
 * What a batch can tell of its credentials beyond what the register holds, kept on the disk: in memory a row of the summary
 * takes a kilobyte and more, and here its id.
 */
export interface ToldRows {
  readonly size: number;
  /** @throws StudioFault `file.disk-full` or `file.not-writable`. */
  add(row: SummaryRow): void;
  get(id: string): SummaryRow | undefined;
  /** In the order in which they were added. */
  all(): Iterable<SummaryRow>;
  /** Forgets all of them. */
  close(): void;
}

/** In a file without a name, which is gone when the program is, however that ends. */
export function openToldRows(folder: string): ToldRows {
  const path = join(folder, `.writing-${randomBytes(6).toString('hex')}`);
  const places = new Map<string, number>();
  let descriptor: number | undefined;
  let end = 0;
  /** A piece of the file: rows are mostly asked for in their order. */
  let window = { at: 0, bytes: Buffer.alloc(0) };
  return {
    get size() {
      return places.size;
    },
    add(row) {
      const line = Buffer.from(`${JSON.stringify(row)}\n`);
      onDisk((file) => {
        for (let at = 0; at < line.length; ) at += writeSync(file, line, at, line.length - at, end + at);
      });
      places.set(row.id, end);
      end += line.length;
    },
    get,
    *all() {
      for (const id of places.keys()) {
        const row = get(id);
        if (row) yield row;
      }
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
    },
  };

  function get(id: string): SummaryRow | undefined {
    const place = places.get(id);
    return place === undefined ? undefined : readSummaryLine(lineAt(place));
  }

  function lineAt(place: number): string {
    for (let length = PIECE; ; length *= 2) {
      const from = place - window.at;
      const to = from < 0 ? -1 : window.bytes.indexOf(NEWLINE, from);
      if (to >= 0) return window.bytes.toString('utf8', from, to);
      const bytes = Buffer.allocUnsafeSlow(Math.min(length, end - place));
      const read = onDisk((file) => readSync(file, bytes, 0, bytes.length, place));
      window = { at: place, bytes: bytes.subarray(0, read) };
    }
  }

  function onDisk<T>(work: (file: number) => T): T {
    try {
      if (descriptor === undefined) {
        descriptor = openSync(path, 'wx+', 0o600);
        rmSync(path);
      }
      return work(descriptor);
    } catch (cause) {
      throw diskFault(path, cause);
    }
  }
}

const NEWLINE = 0x0a;
/** Octets that are read at a time. */
const PIECE = 64 * 1024;
