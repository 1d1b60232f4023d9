import type { Font } from 'fontkit';

/** What a font sets in place of several letters that follow one another: fi, ffl. */
export interface Ligatures {
  /** The longest ligature that begins at `at`, with the number of glyphs it stands for. */
  at(glyphs: readonly number[], at: number): Ligature | undefined;
  /** Those whose letters are all among `glyphs`. */
  within(glyphs: ReadonlySet<number>): readonly Ligature[];
}

export interface Ligature {
  readonly glyph: number;
  /** The glyphs it stands for, two or more. */
  readonly of: readonly number[];
}

/** More than any text font has; a table that claims more is not read on. */
const MOST = 4096;

/**
 * The standard ligatures of a font: its GSUB feature `liga`, lookups of type 4 (ISO/IEC 14496-22, ligature
 * substitution). Those that depend on what stands around them (type 6) are left out, so that what a text is set with
 * can be foreseen from its letters alone.
 */
export function readLigatures(font: Font): Ligatures {
  const byFirst = new Map<number, Ligature[]>();
  let count = 0;
  for (const { subTables } of ligatureLookups(font)) {
    for (const subTable of subTables) {
      for (const [nth, first] of coveredBy(subTable.coverage).entries()) {
        for (const { glyph, components } of listOf(subTable.ligatureSets?.get(nth))) {
          if (++count > MOST) break;
          const known = byFirst.get(first) ?? [];
          byFirst.set(first, [...known, { glyph, of: [first, ...components] }]);
        }
      }
    }
  }
  // A stable sort: among equally long ones the font's own order decides.
  for (const [first, found] of byFirst)
    byFirst.set(
      first,
      found.filter(({ of }) => of.length > 1).sort((a, b) => b.of.length - a.of.length),
    );
  return {
    at: (glyphs, at) =>
      byFirst.get(glyphs[at] ?? -1)?.find(({ of }) => of.every((glyph, nth) => glyphs[at + nth] === glyph)),
    within: (glyphs) =>
      [...byFirst.values()].flat().filter(({ of }) => of.every((glyph) => glyphs.has(glyph))),
  };
}

interface LigatureTable {
  readonly coverage: Coverage;
  readonly ligatureSets?: Indexed<Listed<{ readonly glyph: number; readonly components: readonly number[] }>>;
}

/** Coverage table: glyphs one by one (1) or ranges of them (2). */
interface Coverage {
  readonly version: number;
  readonly glyphs?: readonly number[];
  readonly rangeRecords?: Listed<{ readonly start: number; readonly end: number }>;
}

interface Indexed<T> {
  get(index: number): T | undefined;
}

type Listed<T> = readonly T[] | { toArray(): readonly T[] };

function ligatureLookups({ GSUB }: Font): readonly { readonly subTables: readonly LigatureTable[] }[] {
  if (!GSUB) return [];
  const features = listOf(GSUB.featureList).filter(({ tag }) => tag === 'liga');
  const lookups = new Set(features.flatMap(({ feature }) => listOf(feature.lookupListIndexes)));
  return [...lookups]
    .sort((a, b) => a - b)
    .flatMap((index) => {
      const lookup = GSUB.lookupList.get(index);
      if (!lookup) return [];
      const subTables = listOf(lookup.subTables);
      if (lookup.lookupType === 4) return [{ subTables: subTables as readonly LigatureTable[] }];
      // Type 7 only leads to a table that lies further away.
      const extended = subTables as readonly { lookupType?: number; extension?: unknown }[];
      const led = extended.flatMap(({ lookupType, extension }) =>
        lookup.lookupType === 7 && lookupType === 4 && extension ? [extension as LigatureTable] : [],
      );
      return led.length > 0 ? [{ subTables: led }] : [];
    });
}

function coveredBy({ glyphs, rangeRecords }: Coverage): readonly number[] {
  if (glyphs) return listOf(glyphs);
  const covered: number[] = [];
  for (const { start, end } of listOf(rangeRecords))
    for (let glyph = start; glyph <= end && covered.length < MOST; glyph++) covered.push(glyph);
  return covered;
}

function listOf<T>(list: Listed<T> | undefined): readonly T[] {
  if (!list) return [];
  return 'toArray' in list ? list.toArray() : list;
}
