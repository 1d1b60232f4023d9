import type { Language } from '../../language.ts';
import type { FlowedText } from '../../template/design.ts';
import { fillParts, varies } from '../../template/field-text.ts';
import { lettersMissing, POINTS, problem, type SetStyle, wordsFor } from '../layout-element.ts';
import { DESCENT, measureOf, ROLES } from '../layout-text.ts';
import type { Block } from '../placed.ts';
import { breakLines, cutText, type Line, type Piece } from '../text-lines.ts';
import { cutRich, readMarks } from '../text-rich.ts';
import { runsOf } from '../text-run.ts';
import type { Layer, Stack, Unit } from './stack.ts';

/** Widths in millimetres. Undefined when the element has no words; the caller has told why. */
export function flowText(
  element: FlowedText,
  set: SetStyle,
  width: number,
  language: Language,
): Layer | undefined {
  const read = wordsFor(element.text, element.id, language);
  if ('problems' in read) return undefined;
  const words = element.rich ? readMarks(read.words) : read.words;
  const ofLearner = varies(words);
  const type = ROLES[element.role];
  return {
    ofLearner,
    smallest: smallestOf(set),
    key: (credential) => fillParts(words, credential, language),
    stack(credential, share): Stack {
      const text = fillParts(words, credential, language);
      const pieces = element.rich ? cutRich(text, set.rich()) : cutText(text, set.setting);
      const { lines, fits } = linesOf(pieces, set, width, share);
      return {
        units: lines.map((line) => lineUnit(pieces, line, set, width, share, language)),
        gap: (element.gap ?? 0) * POINTS,
        together: 2,
        withNext: element.role !== 'p',
        wrap: (blocks) => ({ type, language, marks: blocks.flatMap(({ marks = [] }) => marks) }),
        problems: [
          ...lettersMissing(pieces, element.id, language, ofLearner),
          ...(fits ? [] : [problem('row.text-overflows', element.id, language, { text })]),
        ],
      };
    },
  };
}

export function smallestOf({ style }: SetStyle): number {
  return Math.min(1, (style.minSize ?? style.size) / style.size);
}

export function linesOf(
  pieces: readonly Piece[],
  { setting, style }: SetStyle,
  width: number,
  share: number,
): { readonly lines: readonly Line[]; readonly fits: boolean } {
  const lines = breakLines(pieces, setting, measureOf(width, style.size * share));
  if (lines) return { lines, fits: true };
  return { lines: breakLines(pieces, setting, Number.POSITIVE_INFINITY) ?? [], fits: false };
}

function lineUnit(
  pieces: readonly Piece[],
  line: Line,
  set: SetStyle,
  width: number,
  share: number,
  language: Language,
): Unit {
  const { setting, style, leading } = set;
  const size = style.size * share;
  const rise = (setting.face.capHeight / 1000) * size;
  const pen = { setting, size, colour: style.colour };
  const spare = width * POINTS - (line.width * size) / 1000;
  const indent = { start: 0, centre: spare / 2, end: spare }[style.align ?? 'start'];
  return {
    height: leading * size,
    ink: rise + DESCENT * size,
    place(x, y) {
      const block: Block = { type: 'P', language, marks: runsOf(pieces, line, pen, x + indent, y + rise) };
      return { block };
    },
  };
}
