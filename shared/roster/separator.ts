/** Semicolon first: where the comma is the decimal mark, spreadsheets separate with it. */
const SEPARATORS = [';', ',', '\t', '|'] as const;

export type Separator = (typeof SEPARATORS)[number];

/** Lines looked at. */
const SAMPLE = 20;
/** UTF-16 units looked at, or a file that never ends its line would be read to its end. */
const SAMPLE_TEXT = 1024 * 1024;

/**
 * The separator of a file of separated values: the one that divides the most of its first lines into the same number of
 * columns, and into the most; preferring one that divides them all alike. Above the headings there may be a title that
 * nothing divides. Comma when none divides anything: one column.
 */
export function findSeparator(text: string): Separator {
  const lines = countSeparators(text.slice(0, SAMPLE_TEXT));
  let best: Separator = ',';
  let bestScore = 0;
  for (const separator of SEPARATORS) {
    const counts = lines.map((line) => line.get(separator) ?? 0);
    const score = Math.max(
      0,
      ...counts.map((count) => {
        const alike = counts.filter((other) => other === count).length;
        return count * alike + (count > 0 && alike === counts.length ? 1000 : 0);
      }),
    );
    if (score > bestScore) {
      best = separator;
      bestScore = score;
    }
  }
  return best;
}

/** How often each separator stands outside of quotation marks, in each of the first lines with text. */
function countSeparators(text: string): readonly ReadonlyMap<string, number>[] {
  const lines: Map<string, number>[] = [];
  let line = new Map<string, number>();
  let quoted = false;
  let blank = true;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (!quoted && (character === '\n' || character === '\r')) {
      if (!blank) lines.push(line);
      if (lines.length === SAMPLE) return lines;
      line = new Map();
      blank = true;
      continue;
    }
    if (character.trim() !== '') blank = false;
    if (!quoted) line.set(character, (line.get(character) ?? 0) + 1);
  }
  if (!blank) lines.push(line);
  return lines;
}
