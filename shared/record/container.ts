import { unzipSync } from 'fflate';
import { ASIC_MEDIA_TYPE } from './asic.ts';

/** An ASiC container of anybody's making, taken apart; nothing is tested. */
export interface Container {
  /** Data files by name. */
  readonly data: ReadonlyMap<string, Uint8Array>;
  /** XAdES signature files (`META-INF/*signatures*.xml`). */
  readonly signatures: readonly Uint8Array[];
}

const MOST_PARTS = 256;
/** All parts together may unpack to no more. */
const LARGEST = 256 * 1024 * 1024;
const MEDIA_TYPES: readonly string[] = [ASIC_MEDIA_TYPE, 'application/vnd.etsi.asic-s+zip'];
const SIGNATURES = /^META-INF\/[^/]*signatures[^/]*\.xml$/i;

/**
 * Opens an ASiC-E or ASiC-S container with XAdES (ETSI EN 319 162-1 clauses 4.3 and 4.4). Undefined for anything else,
 * and for an archive in which a name stands twice: two readers would take two files for the same.
 */
export function openAsic(bytes: Uint8Array): Container | undefined {
  const names = new Set<string>();
  let size = 0;
  let parts: Readonly<Record<string, Uint8Array>>;
  try {
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
  const entries = Object.entries(parts).filter(([name]) => !name.endsWith('/'));
  const signatures = entries.filter(([name]) => SIGNATURES.test(name)).map(([, part]) => part);
  const data = entries.filter(([name]) => name !== 'mimetype' && !name.startsWith('META-INF/'));
  return { data: new Map(data), signatures };
}
