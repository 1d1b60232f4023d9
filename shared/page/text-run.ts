import type { Setting, SetWord } from './metrics.ts';
import type { GlyphRun, PlacedGlyph } from './placed.ts';
import { goesOn, joinPieces, type Line, type Piece } from './text-lines.ts';

export interface Pen {
  readonly setting: Setting;
  readonly size: number;
  readonly colour: string;
}

/** One line as glyphs on the page; `x` its left end, `y` its baseline, in points. */
export function runOf(pieces: readonly Piece[], line: Line, pen: Pen, x: number, y: number): GlyphRun {
  const { setting, size, colour } = pen;
  const glyphs: PlacedGlyph[] = [];
  let text = '';
  for (const { word, piece, at } of wordsOf(pieces, line, setting)) {
    glyphs.push(...word.glyphs);
    text += word.text;
    // At the end of a paragraph too: whoever copies the text must not find two words joined.
    if (piece.after === 'space' || (piece.after === 'end' && at < pieces.length - 1)) {
      glyphs.push(setting.space);
      text += ' ';
    } else if (piece.after === 'soft-hyphen' && at === line.to - 1) {
      glyphs.push(setting.hyphen);
      text += '\u00ad';
    }
  }
  return {
    kind: 'glyphs',
    font: setting.face.key,
    size,
    colour,
    x: round(x),
    y: round(y),
    glyphs,
    text,
  };
}

/** As `runOf`, a run for each face where the line has words in several. */
export function runsOf(
  pieces: readonly Piece[],
  line: Line,
  pen: Pen,
  x: number,
  y: number,
): readonly GlyphRun[] {
  let rich = false;
  for (let at = line.from; at < line.to; at++) rich ||= pieces[at]?.word.parts !== undefined;
  if (!rich) return [runOf(pieces, line, pen, x, y)];

  const runs: GlyphRun[] = [];
  let start = x;
  const { size, colour } = pen;
  const put = (setting: Setting, glyphs: readonly PlacedGlyph[], text: string) => {
    const last = runs.at(-1);
    if (last?.font === setting.face.key) {
      runs[runs.length - 1] = { ...last, glyphs: [...last.glyphs, ...glyphs], text: last.text + text };
    } else {
      const run = { font: setting.face.key, size, colour, x: round(start), y: round(y), glyphs, text };
      runs.push({ kind: 'glyphs', ...run });
    }
    start += (glyphs.reduce((sum, { advance }) => sum + advance, 0) * size) / 1000;
  };
  for (const { word, piece, at } of wordsOf(pieces, line, pen.setting)) {
    const { after } = piece;
    for (const part of word.parts ?? [{ setting: pen.setting, word }]) {
      put(part.setting, part.word.glyphs, part.word.text);
    }
    const { setting } = pen;
    if (after === 'space' || (after === 'end' && at < pieces.length - 1)) put(setting, [setting.space], ' ');
    else if (after === 'soft-hyphen' && at === line.to - 1) {
      put(setting, [setting.hyphen], '\u00ad');
    }
  }
  return runs;
}

/** The words of a line, or what stands on it of one that is divided; `piece`, at `at`, is the last of each. */
function* wordsOf(
  pieces: readonly Piece[],
  { from, to }: Line,
  setting: Setting,
): Generator<{ readonly word: SetWord; readonly piece: Piece; readonly at: number }> {
  let start = from;
  for (let at = from; at < to; at++) {
    const piece = pieces[at];
    if (!piece) return;
    if (goesOn(piece) && at < to - 1) continue;
    yield { word: joinPieces(pieces, start, at + 1, setting), piece, at };
    start = at + 1;
  }
}

/** Thousandths of a point are finer than any device. */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
