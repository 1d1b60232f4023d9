import { normalise } from './fonts.ts';
import { divideWord } from './hyphenation.ts';
import type { Setting, SetWord } from './metrics.ts';

/** Text cut where a line may end. */
export interface Piece {
  readonly word: SetWord;
  /** What follows it: a space, nothing (after a hyphen), a hyphen if the line ends here, or the end of a paragraph. */
  readonly after: 'space' | 'nothing' | 'soft-hyphen' | 'end';
}

/** Pieces `from` up to, not with, `to`; width in thousandths of the type size. */
export interface Line {
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** Between letters only, so that dates, serial numbers and ranges of numbers hold together. */
const AFTER_HYPHEN = /(?<=\p{L}[-\u2010\u2013\u2014/])(?=\p{L})/u;

export function cutText(text: string, setting: Setting): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const paragraph of normalise(text).split('\n')) {
    const words = paragraph.split(' ').filter((word) => word !== '');
    for (const [at, word] of words.entries()) {
      pieces.push(...cutWord(word, setting, at === words.length - 1 ? 'end' : 'space'));
    }
  }
  return pieces;
}

/** One word, cut where it may be divided; `end` follows the last piece. */
export function cutWord(written: string, setting: Setting, end: Piece['after']): readonly Piece[] {
  const word = setting.syllables ? divideWord(written, setting.syllables) : written;
  if (!/[-\u2010\u2013\u2014/\u00ad\u200b]/.test(word)) return [{ word: setting.set(word), after: end }];
  const parts = word.split(AFTER_HYPHEN).flatMap((part) => part.split(/(?<=[\u00ad\u200b])/));
  return parts.map((part, index) => {
    const bare = part.replace(/[\u00ad\u200b]/g, '');
    const within = part.endsWith('\u00ad') ? 'soft-hyphen' : 'nothing';
    return { word: setting.set(bare), after: index === parts.length - 1 ? end : within };
  });
}

/** A word is divided only where the line would else stay emptier than this: a hyphen is the lesser evil, not a good. */
const FULL = 0.82;

/** Greedy lines no wider than `measure` (thousandths of the size); undefined when a piece alone is wider. */
export function breakLines(
  pieces: readonly Piece[],
  setting: Setting,
  measure: number,
): readonly Line[] | undefined {
  const lines: Line[] = [];
  // The spacing after a line's last letter is not seen.
  const limit = measure + setting.tracking + 0.001;
  let from = 0;
  let width = 0;
  // Where the word of the piece at hand begins on this line, how wide the line is before it, and with the space.
  let word = { start: 0, ended: 0, before: 0 };
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] as Piece;
    const previous = at > from ? pieces[at - 1] : undefined;
    if (!previous) word = { start: at, ended: 0, before: 0 };
    else if (!goesOn(previous)) {
      word = { start: at, ended: width, before: width + gapAfter(previous, setting) };
    }
    const reach = word.before + joinPieces(pieces, word.start, at + 1, setting).width;
    if (previous && reach + hyphenAfter(piece, setting) > limit) {
      const whole =
        previous.after === 'soft-hyphen' &&
        word.start > from &&
        (word.ended >= FULL * measure || endsParagraph(pieces, at));
      const end = whole ? word.start : at;
      lines.push(line(pieces, setting, from, end, whole ? word.ended : width));
      from = end;
      width = 0;
      at = end - 1;
      continue;
    }
    if (piece.word.width + hyphenAfter(piece, setting) > limit) return undefined;
    width = reach;
    if (piece.after === 'end') {
      lines.push(line(pieces, setting, from, at + 1, width));
      from = at + 1;
      width = 0;
    }
  }
  return lines;
}

/** Whether the word of this piece is the last: a line that holds but its end is worse than a short one before. */
function endsParagraph(pieces: readonly Piece[], at: number): boolean {
  let last = at;
  while (last < pieces.length - 1 && goesOn(pieces[last] as Piece)) last++;
  return pieces[last]?.after === 'end';
}

/** Whether the next piece is the same word's. */
export function goesOn({ after }: Piece): boolean {
  return after === 'nothing' || after === 'soft-hyphen';
}

/** The pieces of one word that stand on one line, set as if it had never been cut: kerned, and with its ligatures. */
export function joinPieces(pieces: readonly Piece[], from: number, to: number, setting: Setting): SetWord {
  const first = pieces[from]?.word ?? setting.set('');
  if (to - from === 1) return first;
  const text = pieces
    .slice(from, to)
    .map(({ word }) => word.text)
    .join('');
  const [part] = first.parts ?? [];
  if (!part) return setting.set(text);
  const word = part.setting.set(text);
  return { ...word, glyphs: [], parts: [{ setting: part.setting, word }] };
}

/** The same number of lines as `breakLines` makes, as even as greedy lines can be. */
export function balanceLines(
  pieces: readonly Piece[],
  setting: Setting,
  measure: number,
): readonly Line[] | undefined {
  let best = breakLines(pieces, setting, measure);
  if (!best || best.length < 2) return best;
  let narrow = 0;
  let wide = measure;
  while (wide - narrow > 100) {
    const middle = (narrow + wide) / 2;
    const tried = breakLines(pieces, setting, middle);
    if (tried && tried.length === best.length) {
      best = tried;
      wide = middle;
    } else narrow = middle;
  }
  return best;
}

function gapAfter(piece: Piece | undefined, setting: Setting): number {
  return piece?.after === 'space' ? setting.space.advance : 0;
}

function hyphenAfter(piece: Piece | undefined, setting: Setting): number {
  return piece?.after === 'soft-hyphen' ? setting.hyphen.advance : 0;
}

function line(pieces: readonly Piece[], setting: Setting, from: number, to: number, width: number): Line {
  return { from, to, width: width + hyphenAfter(pieces[to - 1], setting) - setting.tracking };
}
