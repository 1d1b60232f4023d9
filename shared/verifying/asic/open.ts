import { unzipSync } from 'fflate';
import { readsOneWay } from '../../archive.ts';

/** An ASiC container of anybody's making, taken apart; nothing is tested. */
export interface Container {
  /** Data files by name. */
  readonly data: ReadonlyMap<string, Uint8Array>;
  /** All of `META-INF/`, by full name. */
  readonly meta: ReadonlyMap<string, Uint8Array>;
}

const MOST_PARTS = 256;
/** All parts together may unpack to no more. */
const LARGEST = 256 * 1024 * 1024;
const BOUNDS = { entries: MOST_PARTS, entry: LARGEST, total: LARGEST, ratio: Number.POSITIVE_INFINITY };
const META = 'META-INF/';
const MEDIA_TYPES: readonly string[] = ['application/vnd.etsi.asic-e+zip', 'application/vnd.etsi.asic-s+zip'];

/**
 * Opens an ASiC-E or ASiC-S container (ETSI EN 319 162-1 clauses 4.3 and 4.4). Undefined for anything else, and for an
 * archive in which two readers could see other files: a name stands twice, or is another in an entry's own header, or
 * something lies between entries.
 */
export function openAsic(bytes: Uint8Array): Container | undefined {
  const names = new Set<string>();
  let size = 0;
  let parts: Readonly<Record<string, Uint8Array>>;
  try {
    if (!readsOneWay(bytes, BOUNDS)) return undefined;
    parts = unzipSync(bytes, {
      filter({ name, originalSize }) {
        size += originalSize;
        if (names.has(name) || names.size >= MOST_PARTS || size > LARGEST) throw new RangeError(name);
        names.add(name);
        return true;
      },
    });
  } catch {
    return undefined;
  }
  const type = new TextDecoder().decode(parts.mimetype).trim();
  if (!MEDIA_TYPES.includes(type)) return undefined;
  const files = Object.entries(parts).filter(([name]) => name !== 'mimetype' && !name.endsWith('/'));
  return {
    data: new Map(files.filter(([name]) => !name.startsWith(META))),
    meta: new Map(files.filter(([name]) => name.startsWith(META))),
  };
}
