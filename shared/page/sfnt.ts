/** What a font file says of itself, as far as it decides whether it can be taken. */
export interface FontFile {
  readonly outlines: 'TrueType' | 'CFF';
  readonly embedding: Embedding;
  /** Must not be made a subset of (OS/2 fsType, bit 8). */
  readonly whole: boolean;
}

/** OS/2 fsType, bits 0–3 and 9. `printing`: shown and printed, but no document with it may be edited. */
export type Embedding = 'installable' | 'editable' | 'printing' | 'forbidden';

export type FontFileRead =
  | { readonly ok: true; readonly file: FontFile }
  /** `kind` names what it is instead of one static face of TTF or OTF, `table` the table that is missing or unsound. */
  | { readonly ok: false; readonly kind?: string; readonly table?: string };

/** Bytes of one face. */
export const LARGEST_FONT = 4 * 1024 * 1024;
const MOST_TABLES = 64;

const NEEDED = ['OS/2', 'cmap', 'head', 'hhea', 'hmtx', 'maxp', 'name', 'post'];
const ALSO_NEEDED = { TrueType: ['glyf', 'loca'], CFF: ['CFF '] } as const;
/** By the first four bytes: what else is called a font. */
const OTHER_KINDS: Readonly<Record<string, string>> = {
  ttcf: 'TrueType Collection (TTC)',
  wOFF: 'WOFF',
  wOF2: 'WOFF2',
  typ1: 'Type 1',
};
/** Tables of fonts that are no static outlines. */
const OTHER_TABLES: Readonly<Record<string, string>> = { fvar: 'Variable Font', CFF2: 'Variable Font' };

/**
 * Reads the table directory of a TrueType or OpenType file (ISO/IEC 14496-22, clause 5) and the few numbers that others
 * hang on, each within its bounds. Nothing else of the file is believed before this has passed.
 */
export function readFontFile(bytes: Uint8Array): FontFileRead {
  if (bytes.length < 12) return { ok: false, table: 'sfnt' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(0);
  const signature = tagAt(view, 0);
  const cff = signature === 'OTTO';
  if (!cff && version !== 0x00010000 && signature !== 'true') {
    const kind = OTHER_KINDS[signature];
    return kind ? { ok: false, kind } : { ok: false, table: 'sfnt' };
  }
  const tables = readDirectory(view);
  if (!tables) return { ok: false, table: 'sfnt' };
  for (const [tag, kind] of Object.entries(OTHER_TABLES)) if (tables.has(tag)) return { ok: false, kind };
  const outlines = cff ? 'CFF' : 'TrueType';
  const missing = [...NEEDED, ...ALSO_NEEDED[outlines]].find((tag) => !tables.has(tag));
  const unsound = missing ?? unsoundIn(view, tables, outlines);
  if (unsound !== undefined) return { ok: false, table: unsound.trim() };
  const fsType = view.getUint16((tables.get('OS/2')?.offset ?? 0) + 8);
  return { ok: true, file: { outlines, embedding: embeddingOf(fsType), whole: (fsType & 0x100) !== 0 } };
}

interface Table {
  readonly offset: number;
  readonly length: number;
}

function readDirectory(view: DataView): ReadonlyMap<string, Table> | undefined {
  const count = view.getUint16(4);
  if (count === 0 || count > MOST_TABLES || 12 + 16 * count > view.byteLength) return undefined;
  const tables = new Map<string, Table>();
  for (let at = 12; at < 12 + 16 * count; at += 16) {
    const [offset, length] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    const tag = tagAt(view, at);
    if (offset < 12 + 16 * count || offset + length > view.byteLength || tables.has(tag)) return undefined;
    tables.set(tag, { offset, length });
  }
  const placed = [...tables.values()].sort((a, b) => a.offset - b.offset);
  const overlapping = placed.some(({ offset }, at) => {
    const before = placed[at - 1];
    return before !== undefined && before.offset + before.length > offset;
  });
  return overlapping ? undefined : tables;
}

/** The table whose numbers contradict the others. */
function unsoundIn(
  view: DataView,
  tables: ReadonlyMap<string, Table>,
  outlines: FontFile['outlines'],
): string | undefined {
  const table = (tag: string) => tables.get(tag) ?? { offset: 0, length: 0 };
  const short = Object.entries({ head: 54, hhea: 36, maxp: 6, 'OS/2': 78, post: 32, cmap: 4 });
  for (const [tag, least] of short) if (table(tag).length < least) return tag;
  const unitsPerEm = view.getUint16(table('head').offset + 18);
  const longOffsets = view.getInt16(table('head').offset + 50);
  if (unitsPerEm < 16 || unitsPerEm > 16_384 || (longOffsets !== 0 && longOffsets !== 1)) return 'head';
  const glyphs = view.getUint16(table('maxp').offset + 4);
  if (glyphs === 0) return 'maxp';
  const metrics = view.getUint16(table('hhea').offset + 34);
  if (metrics === 0 || metrics > glyphs) return 'hhea';
  if (table('hmtx').length < 4 * metrics + 2 * (glyphs - metrics)) return 'hmtx';
  if (outlines === 'CFF') return undefined;
  const { offset, length } = table('loca');
  const size = longOffsets === 1 ? 4 : 2;
  if (length < size * (glyphs + 1)) return 'loca';
  let before = 0;
  for (let glyph = 0; glyph <= glyphs; glyph++) {
    const at = offset + size * glyph;
    const start = size === 4 ? view.getUint32(at) : 2 * view.getUint16(at);
    if (start < before || start > table('glyf').length) return 'loca';
    before = start;
  }
  return undefined;
}

/** Where several of the usage bits are set, the least restrictive holds (OS/2, fsType, versions before 3). */
function embeddingOf(fsType: number): Embedding {
  if (fsType & 0x200) return 'forbidden';
  if (fsType & 0x8) return 'editable';
  if (fsType & 0x4) return 'printing';
  return fsType & 0x2 ? 'forbidden' : 'installable';
}

function tagAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(at + byte)));
}
