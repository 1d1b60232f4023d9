import type { Language } from '../../language.ts';
import { POINTS, type SetStyle } from '../layout-element.ts';
import { DESCENT } from '../layout-text.ts';
import type { Block, Mark, StructureType } from '../placed.ts';
import type { Piece } from '../text-lines.ts';
import { runsOf } from '../text-run.ts';
import type { Unit } from './stack.ts';
import { linesOf } from './text.ts';

/** A cell of a row, or the label or body of a list's item: broken at its width, ready to be placed. */
export interface Cell {
  readonly type: StructureType;
  readonly pieces: readonly Piece[];
  readonly set: SetStyle;
  /** Millimetres from the left edge of the flow, and wide. */
  readonly x: number;
  readonly width: number;
  readonly align?: 'start' | 'centre' | 'end' | undefined;
  /** Below the other paragraphs of the same cell: a description under its title. */
  readonly below?: Omit<Cell, 'below' | 'type' | 'x' | 'align'>;
}

export interface RowStyle {
  readonly type: 'LI' | 'TR';
  readonly share: number;
  /** Millimetres kept free below. */
  readonly gap: number;
  /** Hairline in the middle of that gap, as wide as the flow. */
  readonly rule?: { readonly colour: string; readonly width: number; readonly weight: number } | undefined;
}

/** Cells side by side whose first lines share a baseline. */
export function rowUnit(cells: readonly Cell[], row: RowStyle, language: Language): Unit & { fits: boolean } {
  const { share } = row;
  const broken = cells.map((cell) => ({
    cell,
    ...linesOf(cell.pieces, cell.set, cell.width, share),
    more: cell.below && linesOf(cell.below.pieces, cell.below.set, cell.below.width, share),
  }));
  const rise = Math.max(...cells.map(({ set }) => (set.setting.face.capHeight / 1000) * sizeOf(set, share)));
  const depths = broken.map(({ cell, lines, more }) => {
    const own = lines.length * cell.set.leading * sizeOf(cell.set, share);
    return (
      own +
      (more && cell.below ? more.lines.length * cell.below.set.leading * sizeOf(cell.below.set, share) : 0)
    );
  });
  const deepest = Math.max(...depths);
  // The last line needs no leading but room for its descenders.
  const tail = Math.min(...cells.map(({ set }) => (set.leading - DESCENT) * sizeOf(set, share)));
  const ink = deepest - tail + rise;
  const gap = row.gap * POINTS;
  return {
    fits: broken.every(({ fits, more }) => fits && more?.fits !== false),
    height: deepest + gap,
    ink,
    place(x, y) {
      const blocks = broken.map(({ cell, lines, more }): Block => {
        const baseline = y + rise;
        const marks: Mark[] = draw(cell, lines, share, x + cell.x * POINTS, baseline);
        if (cell.below && more) {
          const top = baseline + lines.length * cell.set.leading * sizeOf(cell.set, share);
          marks.push(
            ...draw({ ...cell.below, align: cell.align }, more.lines, share, x + cell.x * POINTS, top),
          );
        }
        return { type: cell.type, language, marks };
      });
      const block: Block = { type: row.type, language, blocks };
      if (!row.rule) return { block };
      const at = round(y + ink + (deepest + gap - ink) / 2 - rise / 4);
      const d = `M${round(x)} ${at}L${round(x + row.rule.width * POINTS)} ${at}`;
      return {
        block,
        artifacts: [{ kind: 'path', d, stroke: row.rule.colour, strokeWidth: row.rule.weight }],
      };
    },
  };
}

function draw(
  { pieces, set, width, align }: Pick<Cell, 'pieces' | 'set' | 'width' | 'align'>,
  lines: ReturnType<typeof linesOf>['lines'],
  share: number,
  x: number,
  baseline: number,
): Mark[] {
  const size = sizeOf(set, share);
  const pen = { setting: set.setting, size, colour: set.style.colour };
  return lines.flatMap((line, at) => {
    const spare = width * POINTS - (line.width * size) / 1000;
    const indent = { start: 0, centre: spare / 2, end: spare }[align ?? set.style.align ?? 'start'];
    return runsOf(pieces, line, pen, x + indent, baseline + at * set.leading * size);
  });
}

function sizeOf({ style }: SetStyle, share: number): number {
  return style.size * share;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
