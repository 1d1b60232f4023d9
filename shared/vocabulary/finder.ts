import { fold } from './fold.ts';

/** Items made ready to be found while typing. */
export interface Finder<T> {
  readonly entries: readonly Entry<T>[];
}

interface Entry<T> {
  readonly item: T;
  /** Folded, with a space before every word, the first word included. */
  readonly name: string;
  /** All names, folded the same way, one after the other with a line feed between. */
  readonly names: string;
}

/** `namesOf` gives the preferred name first, then all others it may be found by. */
export function prepareFinder<T>(
  items: readonly T[],
  namesOf: (item: T) => readonly [string, ...string[]],
): Finder<T> {
  const entries = items.map((item) => {
    const [name, ...others] = namesOf(item).map((text) => ` ${fold(text)}`);
    return { item, name: name ?? '', names: [name, ...others].join('\n') };
  });
  return { entries };
}

/**
 * At most `limit` items of which every word typed begins a word; those first whose preferred name begins with what was
 * typed, then those whose preferred name holds it, then those of other names, shorter ones first. Nothing for no words.
 */
export function find<T>({ entries }: Finder<T>, text: string, limit: number): readonly T[] {
  const folded = fold(text);
  const words = folded.split(' ').map((word) => ` ${word}`);
  if (folded === '' || limit < 1) return [];
  const best: { readonly item: T; readonly rank: number }[] = [];
  for (const entry of entries) {
    if (!words.every((word) => entry.names.includes(word))) continue;
    const rank = rankOf(entry, ` ${folded}`, words);
    const worst = best[limit - 1];
    if (worst && rank >= worst.rank) continue;
    let at = best.length;
    while (at > 0 && rank < (best[at - 1]?.rank ?? 0)) at--;
    best.splice(at, 0, { item: entry.item, rank });
    if (best.length > limit) best.pop();
  }
  return best.map(({ item }) => item);
}

/** Above the length of any name, so that length decides only between equals. */
const STEP = 1_000_000;

function rankOf<T>({ name, names }: Entry<T>, typed: string, words: readonly string[]): number {
  if (name === typed) return 0;
  if (name.startsWith(typed)) return STEP + name.length;
  if (words.every((word) => name.includes(word))) return 2 * STEP + name.length;
  if (names.includes(`\n${typed}`)) return 3 * STEP + name.length;
  return 4 * STEP + name.length;
}
