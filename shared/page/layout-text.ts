import type { Language } from '../language.ts';
import type { Box, SealElement, TextElement } from '../template/design.ts';
import { fillParts, varies } from '../template/field-text.ts';
import {
  type Laid,
  type Lay,
  lettersMissing,
  NOTHING,
  POINTS,
  problem,
  remembering,
  type SetStyle,
  type TypeCase,
  unknownStyle,
  wordsFor,
} from './layout-element.ts';
import type { Block, GlyphRun, StructureType } from './placed.ts';
import { balanceLines, breakLines, cutText, type Line, type Piece } from './text-lines.ts';
import { cutRich, readMarks } from './text-rich.ts';
import { runsOf } from './text-run.ts';

export const ROLES: Readonly<Record<TextElement['role'], StructureType>> = {
  h1: 'H1',
  h2: 'H2',
  h3: 'H3',
  p: 'P',
};

/** Room below the last baseline, as a share of the size. */
export const DESCENT = 0.24;
/** Type shrinks by quarter points. */
const STEP = 0.25;

export function layText(typeCase: TypeCase, element: TextElement, language: Language): Lay {
  const style = typeCase.style(element.style, language);
  if (!style) return unknownStyle(element.id, language, element.style);
  const read = wordsFor(element.text, element.id, language);
  if ('problems' in read) return () => read;

  const ofLearner = varies(read.words);
  const words = element.rich ? readMarks(read.words) : read.words;
  const type = ROLES[element.role];
  return remembering(
    (credential) => fillParts(words, credential, language),
    (_, text) => {
      if (text === '') return NOTHING;
      const pieces = element.rich ? cutRich(text, style.rich()) : cutText(text, style.setting);
      const { runs, fits } = setInBox(pieces, style, element.box, element.vertical ?? 'top');
      const block: Block = { type, language, marks: runs };
      const missing = lettersMissing(pieces, element.id, language, ofLearner);
      const problems = fits
        ? missing
        : [...missing, problem('row.text-overflows', element.id, language, { text })];
      return { blocks: [block], problems, ...(ofLearner ? { varying: [block] } : {}) };
    },
  );
}

/** The seal's words and, over its whole box, the place of the signature field. */
export function laySeal(typeCase: TypeCase, element: SealElement, language: Language): Lay {
  const { kind: _, ...placing } = element;
  const lay = layText(typeCase, { ...placing, kind: 'text', role: 'p', vertical: 'middle' }, language);
  const { x, y, width, height } = element.box;
  const place = { x: x * POINTS, y: y * POINTS, width: width * POINTS, height: height * POINTS };
  let last: Laid | undefined;
  let sealed: Laid = NOTHING;
  return (credential) => {
    const laid = lay(credential);
    if (laid !== last) {
      const runs = (laid.blocks ?? []).flatMap((block) => block.marks ?? []);
      const name = runs.map((run) => (run.kind === 'glyphs' ? run.text : '')).join('');
      sealed = { ...laid, seal: { ...place, name: name.trim() } };
      last = laid;
    }
    return sealed;
  };
}

/** The largest size from the style's down to its smallest at which the text fits; else the smallest, overflowing. */
export function setInBox(
  pieces: readonly Piece[],
  set: SetStyle,
  box: Box,
  vertical: 'top' | 'middle' | 'bottom',
): { readonly runs: readonly GlyphRun[]; readonly fits: boolean } {
  const { style, setting } = set;
  const breaking = style.align === 'centre' ? balanceLines : breakLines;
  const smallest = Math.min(style.minSize ?? style.size, style.size);
  for (let size = style.size; size >= smallest; size -= STEP) {
    const lines = breakLines(pieces, setting, measureOf(box.width, size));
    if (!lines || heightOf(lines.length, set, size) > box.height * POINTS + 0.01) continue;
    const even = breaking(pieces, setting, measureOf(box.width, size)) ?? lines;
    return { runs: placeLines(pieces, even, set, size, box, vertical), fits: true };
  }
  const lines = breakLines(pieces, setting, Number.POSITIVE_INFINITY) ?? [];
  return { runs: placeLines(pieces, lines, set, smallest, box, vertical), fits: false };
}

/** A width in millimetres as thousandths of the size. */
export function measureOf(width: number, size: number): number {
  return (width * POINTS * 1000) / size;
}

/** From the top of the first line's capitals to the descenders of the last, in points. */
export function heightOf(lines: number, { setting, leading }: SetStyle, size: number): number {
  return (setting.face.capHeight / 1000 + (lines - 1) * leading + DESCENT) * size;
}

function placeLines(
  pieces: readonly Piece[],
  lines: readonly Line[],
  set: SetStyle,
  size: number,
  box: Box,
  vertical: 'top' | 'middle' | 'bottom',
): readonly GlyphRun[] {
  const { setting, leading, style } = set;
  const capitals = (setting.face.capHeight / 1000) * size;
  const stack = (lines.length - 1) * leading * size;
  const height = box.height * POINTS;
  const down = {
    top: capitals,
    // Capitals, not descenders, are what the eye centres.
    middle: (height - stack + capitals) / 2,
    bottom: height - stack - DESCENT * size,
  }[vertical];
  const pen = { setting, size, colour: style.colour };
  return lines.flatMap((line, at) => {
    const spare = box.width * POINTS - (line.width * size) / 1000;
    const indent = { start: 0, centre: spare / 2, end: spare }[style.align ?? 'start'];
    return runsOf(pieces, line, pen, box.x * POINTS + indent, box.y * POINTS + down + at * leading * size);
  });
}
