import type { Language } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { FactsElement } from '../template/design.ts';
import { type FieldText, fillParts, varies } from '../template/field-text.ts';
import {
  type Lay,
  lettersMissing,
  POINTS,
  problem,
  remembering,
  type SetStyle,
  SHARES,
  type TypeCase,
  tooSmall,
  unknownStyle,
  wordsFor,
} from './layout-element.ts';
import { DESCENT, measureOf } from './layout-text.ts';
import type { Block, GlyphRun } from './placed.ts';
import { breakLines, cutText, type Line, type Piece } from './text-lines.ts';
import { runOf } from './text-run.ts';

interface Column {
  readonly set: SetStyle;
  /** Left edge and width, millimetres. */
  readonly x: number;
  readonly width: number;
}

interface Row {
  readonly label: readonly Piece[];
  readonly value: FieldText;
  /** True when its words or its place on the page hang on the learner. */
  readonly ofLearner: boolean;
  /** The row as last laid out, and what it was laid out from: an equal row stays the same object. */
  last?: { readonly key: string; readonly block: Block };
  /** As last filled; most rows say the same of every learner. */
  filled?: FilledRow;
}

interface FilledRow {
  readonly row: Row;
  readonly text: string;
  readonly value: readonly Piece[];
}

interface BrokenRow extends FilledRow {
  readonly labelLines: readonly Line[];
  readonly valueLines: readonly Line[];
}

/** A table at one share of its full type size; lengths in points. */
interface Fitted {
  readonly share: number;
  readonly rows: readonly BrokenRow[];
  readonly fits: boolean;
}

export function layFacts(typeCase: TypeCase, element: FactsElement, language: Language): Lay {
  const labelSet = typeCase.style(element.labelStyle, language);
  const valueSet = typeCase.style(element.valueStyle, language);
  if (!labelSet) return unknownStyle(element.id, language, element.labelStyle);
  if (!valueSet) return unknownStyle(element.id, language, element.valueStyle);
  const { x, width } = element.box;
  const share = element.labelShare;
  const label: Column = { set: labelSet, x, width: width * share - GUTTER };
  const value: Column = { set: valueSet, x: x + width * share, width: width * (1 - share) };
  const { rows, amiss } = readRows(element, label, language);

  return remembering(
    (credential) => rows.map((row) => fillParts(row.value, credential, language)).join(BETWEEN),
    (_, key) => {
      const texts = key.split(BETWEEN);
      const filled = rows.flatMap((row, at): FilledRow[] => {
        const text = texts[at] ?? '';
        return text === '' ? [] : [fill(row, text, value)];
      });
      if (filled.length === 0) return { problems: amiss };
      const fitted = fitRows(filled, element, label, value);
      const blocks = placeRows(fitted, element, label, value, language);
      const missing = filled.flatMap(({ row, value: pieces }) => [
        ...lettersMissing(row.label, element.id, language, false),
        ...lettersMissing(pieces, element.id, language, varies(row.value)),
      ]);
      const overflow = fitted.fits ? [] : [problem('row.text-overflows', element.id, language)];
      return {
        blocks: [{ type: 'Table', language, blocks }],
        problems: [...amiss, ...missing, ...overflow],
        varying: filled.flatMap(({ row }, at) => (row.ofLearner ? (blocks[at]?.blocks ?? []) : [])),
      };
    },
  );
}

/** Millimetres kept free between a label and its value. */
export const GUTTER = 2;

/** Stands in no text: control characters are refused long before. */
const BETWEEN = '\u0000';

function readRows(
  element: FactsElement,
  { set }: Column,
  language: Language,
): { readonly rows: readonly Row[]; readonly amiss: readonly Problem[] } {
  const rows: Row[] = [];
  const amiss: Problem[] = [];
  let ofLearner = false;
  for (const row of element.rows) {
    const label = wordsFor(row.label, element.id, language);
    const value = wordsFor(row.value, element.id, language);
    for (const read of [label, value]) if ('problems' in read) amiss.push(...read.problems);
    if ('problems' in label || 'problems' in value) continue;
    // A row that varies may also be longer or absent, and then moves all below it.
    ofLearner ||= varies(value.words);
    rows.push({ label: cutText(row.label[language] ?? '', set.setting), value: value.words, ofLearner });
  }
  return { rows, amiss };
}

function fill(row: Row, text: string, { set }: Column): FilledRow {
  if (row.filled?.text !== text) row.filled = { row, text, value: cutText(text, set.setting) };
  return row.filled;
}

function fitRows(filled: readonly FilledRow[], element: FactsElement, label: Column, value: Column): Fitted {
  const breakAt = (share: number, endless: boolean) =>
    filled.flatMap((row): BrokenRow[] => {
      const lines = (column: Column, pieces: readonly Piece[]) => {
        const measure = endless ? Number.POSITIVE_INFINITY : measureOf(column.width, sizeIn(column, share));
        return breakLines(pieces, column.set.setting, measure);
      };
      const labelLines = lines(label, row.row.label);
      const valueLines = lines(value, row.value);
      return labelLines && valueLines ? [{ ...row, labelLines, valueLines }] : [];
    });

  let smallest = 1;
  for (const share of SHARES) {
    if (tooSmall(label.set.style, share) || tooSmall(value.set.style, share)) break;
    smallest = share;
    const rows = breakAt(share, false);
    if (rows.length < filled.length) continue;
    const gaps = (rows.length - 1) * (element.rowGap ?? 0) * POINTS;
    const stacked = rows.reduce((sum, row) => sum + heightOf(row, share, label, value), gaps);
    // The last line needs no leading but room for its descenders.
    const { set } = value;
    const spare = (set.leading - DESCENT) * sizeIn(value, share) - riseOf(share, label, value);
    if (stacked - spare <= element.box.height * POINTS + 0.01) return { share, rows, fits: true };
  }
  return { share: smallest, rows: breakAt(smallest, true), fits: false };
}

function placeRows(
  { share, rows }: Fitted,
  element: FactsElement,
  label: Column,
  value: Column,
  language: Language,
): readonly Block[] {
  let next = element.box.y * POINTS + riseOf(share, label, value);
  return rows.map((broken) => {
    const { row, text } = broken;
    const y = next;
    next += heightOf(broken, share, label, value) + (element.rowGap ?? 0) * POINTS;
    const key = `${share} ${y} ${text}`;
    if (row.last?.key === key) return row.last.block;
    const header = cell(label, share, row.label, broken.labelLines, y);
    const data = cell(value, share, broken.value, broken.valueLines, y);
    const block: Block = {
      type: 'TR',
      language,
      blocks: [
        { type: 'TH', language, marks: header },
        { type: 'TD', language, marks: data },
      ],
    };
    row.last = { key, block };
    return block;
  });
}

function cell(
  { set, x }: Column,
  share: number,
  pieces: readonly Piece[],
  lines: readonly Line[],
  y: number,
): readonly GlyphRun[] {
  const size = set.style.size * share;
  const pen = { setting: set.setting, size, colour: set.style.colour };
  return lines.map((line, at) => runOf(pieces, line, pen, x * POINTS, y + at * set.leading * size));
}

function sizeIn({ set }: Column, share: number): number {
  return set.style.size * share;
}

/** From the top of a row to its first baseline, which label and value share. */
function riseOf(share: number, label: Column, value: Column): number {
  const rise = (column: Column) => (column.set.setting.face.capHeight / 1000) * sizeIn(column, share);
  return Math.max(rise(label), rise(value));
}

function heightOf(row: BrokenRow, share: number, label: Column, value: Column): number {
  const height = (column: Column, lines: number) => lines * column.set.leading * sizeIn(column, share);
  return Math.max(height(label, row.labelLines.length), height(value, row.valueLines.length));
}
