import type { PdfFile } from './file.ts';
import {
  isArray,
  isDict,
  NotPdf,
  type PdfDict,
  PdfName,
  PdfRef,
  PdfStream,
  PdfString,
  type PdfValue,
} from './value.ts';

/** More comparisons than any honest document asks for. */
const MOST_STEPS = 5_000_000;

export interface Comparison {
  readonly before: PdfFile;
  readonly after: PdfFile;
  /** True when both values and all that can be reached from them mean the same. */
  same(before: PdfValue | undefined, after: PdfValue | undefined): boolean;
  sameEntries(before: PdfDict, after: PdfDict, except: readonly string[]): boolean;
}

/**
 * Compares two revisions of one file by what a viewer reaches, wherever it stands.
 * @param apart numbers of objects that are compared by themselves, so that a reference to one is enough.
 */
export function compare(before: PdfFile, after: PdfFile, apart: ReadonlySet<number>): Comparison {
  const seen = new Set<string>();
  let steps = 0;

  function same(one: PdfValue | undefined, other: PdfValue | undefined): boolean {
    if (++steps > MOST_STEPS) throw new NotPdf('too much to compare');
    if (one instanceof PdfRef && other instanceof PdfRef) {
      if (one.number === other.number && one.generation === other.generation && apart.has(one.number))
        return true;
      const pair = `${one.number} ${one.generation} ${other.number} ${other.generation}`;
      // Being compared, or found the same: a difference ends everything.
      if (seen.has(pair)) return true;
      seen.add(pair);
    }
    const [left, right] = [before.resolve(one), after.resolve(other)];
    if (typeof left !== 'object' || left === null || typeof right !== 'object' || right === null)
      return left === right;
    if (left instanceof PdfName) return right instanceof PdfName && left.name === right.name;
    if (left instanceof PdfString) return right instanceof PdfString && sameBytes(left.bytes, right.bytes);
    if (left instanceof PdfStream) {
      return (
        right instanceof PdfStream &&
        sameBytes(left.raw, right.raw) &&
        sameEntries(left.dict, right.dict, ['Length'])
      );
    }
    if (isArray(left)) {
      return (
        isArray(right) &&
        left.length === right.length &&
        left.every((item, index) => same(item, right[index]))
      );
    }
    return isDict(left) && isDict(right) && sameEntries(left, right, []);
  }

  function sameEntries(one: PdfDict, other: PdfDict, except: readonly string[]): boolean {
    const keys = new Set([...one.keys(), ...other.keys()]);
    for (const key of keys) if (!except.includes(key) && !same(one.get(key), other.get(key))) return false;
    return true;
  }

  return { before, after, same, sameEntries };
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
