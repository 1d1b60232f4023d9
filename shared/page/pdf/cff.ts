import type { Subset } from 'fontkit';

/** What fontkit's writer of CFF subsets is about to write; both steps get it last, by the kind of the source. */
interface TopDict {
  CIDCount: number;
  charset: unknown;
}

interface CffSubset extends Subset {
  createCIDFontdict(dict: TopDict): unknown;
  subsetFontdict(dict: TopDict): unknown;
}

/**
 * The subset's CFF table (Adobe Technical Note 5176) with these CIDs in the order of its glyphs, 0 for .notdef first, so
 * that content written for the whole font is right for the subset. fontkit would count them from 1: its two inner steps
 * are given a charset of format 0 in place of that range. They are no promise of its, so its version is pinned, and a
 * test reads the letters back.
 */
export function encodeCff(subset: Subset, cids: readonly number[]): Uint8Array {
  const writer = subset as CffSubset;
  for (const step of ['createCIDFontdict', 'subsetFontdict'] as const) {
    const inner = writer[step].bind(writer);
    writer[step] = (dict) => {
      dict.CIDCount = Math.max(...cids) + 1;
      dict.charset = { version: 0, glyphs: cids.slice(1) };
      return inner(dict);
    };
  }
  return subset.encode();
}
