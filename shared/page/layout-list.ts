import type { Credential } from '../credential/credential.ts';
import type { Language } from '../language.ts';
import type { OutcomesElement } from '../template/design.ts';
import {
  type Lay,
  lettersMissing,
  NOTHING,
  POINTS,
  problem,
  remembering,
  type SetStyle,
  SHARES,
  type TypeCase,
  tooSmall,
  unknownStyle,
} from './layout-element.ts';
import { DESCENT, measureOf } from './layout-text.ts';
import type { Block } from './placed.ts';
import { breakLines, cutText, type Line, type Piece } from './text-lines.ts';
import { runOf } from './text-run.ts';

/** A learning outcome's pieces and how they break. */
interface Item {
  readonly pieces: readonly Piece[];
  readonly lines: readonly Line[];
}

export function layOutcomes(typeCase: TypeCase, element: OutcomesElement, language: Language): Lay {
  const set = typeCase.style(element.style, language);
  if (!set) return unknownStyle(element.id, language, element.style);
  const marker = cutText(element.marker ?? '•', set.setting);

  const titlesOf = (credential: Credential) =>
    credential.achievement.outcomes.flatMap(({ title }) => title[language] ?? []);
  return remembering(
    (credential) => titlesOf(credential).join('\n'),
    (credential) => {
      const outcomes = titlesOf(credential).map((title) => cutText(title, set.setting));
      if (outcomes.length === 0) return NOTHING;
      const { size, items, fits } = fitItems(outcomes, set, element, indentOf(marker, set));
      const problems = lettersMissing([...marker, ...outcomes.flat()], element.id, language, false);
      return {
        blocks: [{ type: 'L', language, blocks: placeItems(items, set, size, element, marker, language) }],
        problems: fits ? problems : [...problems, problem('row.text-overflows', element.id, language)],
      };
    },
  );
}

/** Room for the marker and two spaces, thousandths of the size. */
function indentOf(marker: readonly Piece[], { setting }: SetStyle): number {
  const width = marker.reduce((sum, piece) => sum + piece.word.width, 0);
  return width + setting.space.advance * 2;
}

function fitItems(
  outcomes: readonly (readonly Piece[])[],
  set: SetStyle,
  { box, itemGap = 0 }: OutcomesElement,
  indent: number,
): { readonly size: number; readonly items: readonly Item[]; readonly fits: boolean } {
  const { style, setting, leading } = set;
  const breakAt = (measure: number) =>
    outcomes.flatMap((pieces): Item[] => {
      const lines = breakLines(pieces, setting, measure);
      return lines ? [{ pieces, lines }] : [];
    });

  let size = style.size;
  for (const share of SHARES) {
    if (tooSmall(style, share)) break;
    size = style.size * share;
    const items = breakAt(measureOf(box.width, size) - indent);
    if (items.length < outcomes.length) continue;
    const rows = items.reduce((sum, { lines }) => sum + lines.length, 0);
    const text = (setting.face.capHeight / 1000 + (rows - 1) * leading + DESCENT) * size;
    const height = text + (items.length - 1) * itemGap * POINTS;
    if (height <= box.height * POINTS + 0.01) return { size, items, fits: true };
  }
  return { size, items: breakAt(Number.POSITIVE_INFINITY), fits: false };
}

function placeItems(
  items: readonly Item[],
  set: SetStyle,
  size: number,
  { box, itemGap = 0 }: OutcomesElement,
  marker: readonly Piece[],
  language: Language,
): readonly Block[] {
  const { setting, leading, style } = set;
  const pen = { setting, size, colour: style.colour };
  const indent = (indentOf(marker, set) * size) / 1000;
  const x = box.x * POINTS;
  let next = box.y * POINTS + (setting.face.capHeight * size) / 1000;
  return items.map(({ pieces, lines }) => {
    const y = next;
    next += lines.length * leading * size + itemGap * POINTS;
    const label = runOf(marker, { from: 0, to: marker.length, width: 0 }, pen, x, y);
    const body = lines.map((line, row) => runOf(pieces, line, pen, x + indent, y + row * leading * size));
    return {
      type: 'LI',
      language,
      blocks: [
        { type: 'Lbl', language, marks: [label] },
        { type: 'LBody', language, marks: body },
      ],
    };
  });
}
