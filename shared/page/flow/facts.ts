import type { Language } from '../../language.ts';
import type { FlowedFacts } from '../../template/design.ts';
import { fillParts, varies } from '../../template/field-text.ts';
import { lettersMissing, POINTS, problem, type SetStyle, wordsFor } from '../layout-element.ts';
import { GUTTER } from '../layout-table.ts';
import { cutText } from '../text-lines.ts';
import { rowUnit } from './cells.ts';
import type { Layer, Stack } from './stack.ts';
import { smallestOf } from './text.ts';

/** Stands in no text: control characters are refused long before. */
const BETWEEN = '\u0000';

/** Labels and values; a row whose value is empty is dropped. */
export function flowFacts(
  element: FlowedFacts,
  labels: SetStyle,
  values: SetStyle,
  width: number,
  language: Language,
): Layer {
  const rows = element.rows.flatMap(({ label, value }) => {
    const read = wordsFor(value, element.id, language);
    if ('problems' in read) return [];
    return [{ label: cutText(label[language] ?? '', labels.setting), value: read.words }];
  });
  const ofLearner = rows.some(({ value }) => varies(value));
  const left = width * element.labelShare;
  return {
    ofLearner,
    smallest: Math.max(smallestOf(labels), smallestOf(values)),
    key(credential) {
      const texts = rows.map(({ value }) => fillParts(value, credential, language));
      return texts.some((text) => text !== '') ? texts.join(BETWEEN) : '';
    },
    stack(credential, share): Stack {
      const filled = rows.flatMap(({ label, value }) => {
        const text = fillParts(value, credential, language);
        return text === '' ? [] : [{ label, value, pieces: cutText(text, values.setting) }];
      });
      const units = filled.map(({ label, pieces }) =>
        rowUnit(
          [
            { type: 'TH', pieces: label, set: labels, x: 0, width: left - GUTTER },
            { type: 'TD', pieces, set: values, x: left, width: width - left },
          ],
          { type: 'TR', share, gap: element.rowGap ?? 0 },
          language,
        ),
      );
      return {
        units,
        gap: (element.gap ?? 0) * POINTS,
        together: 1,
        withNext: false,
        wrap: (blocks) => ({ type: 'Table', language, blocks }),
        problems: [
          ...filled.flatMap(({ label, value, pieces }) => [
            ...lettersMissing(label, element.id, language, false),
            ...lettersMissing(pieces, element.id, language, varies(value)),
          ]),
          ...(units.every(({ fits }) => fits) ? [] : [problem('row.text-overflows', element.id, language)]),
        ],
      };
    },
  };
}
