import type { Credential } from '../../credential/credential.ts';
import type { Language } from '../../language.ts';
import type { FlowedOutcomes } from '../../template/design.ts';
import { lettersMissing, POINTS, problem, type SetStyle } from '../layout-element.ts';
import { cutText } from '../text-lines.ts';
import { type Cell, rowUnit } from './cells.ts';
import type { Layer, Stack } from './stack.ts';
import { smallestOf } from './text.ts';

/** The learning outcomes as a list, each with its description when it has a style. */
export function flowOutcomes(
  element: FlowedOutcomes,
  set: SetStyle,
  described: SetStyle | undefined,
  width: number,
  language: Language,
): Layer {
  const marker = cutText(element.marker ?? '•', set.setting);
  const markerWidth = marker.reduce((sum, { word }) => sum + word.width, 0) + set.setting.space.advance * 2;
  const outcomesOf = ({ achievement }: Credential) =>
    achievement.outcomes.map(({ title, description }) => ({
      title: title[language] ?? '',
      description: (described && description?.[language]) ?? '',
    }));
  return {
    ofLearner: false,
    smallest: Math.max(smallestOf(set), described ? smallestOf(described) : 0),
    key: (credential) =>
      credential.achievement.outcomes.length ? JSON.stringify(outcomesOf(credential)) : '',
    stack(credential, share): Stack {
      const indent = (markerWidth * set.style.size * share) / 1000 / POINTS;
      const gap = element.itemGap ?? 0;
      const rows = outcomesOf(credential).map(({ title, description }) => {
        const body: Cell = {
          type: 'LBody',
          pieces: cutText(title, set.setting),
          set,
          x: indent,
          width: width - indent,
          ...(description && described
            ? {
                below: {
                  pieces: cutText(description, described.setting),
                  set: described,
                  width: width - indent,
                },
              }
            : {}),
        };
        const label: Cell = { type: 'Lbl', pieces: marker, set, x: 0, width: indent };
        return { body, unit: rowUnit([label, body], { type: 'LI', share, gap }, language) };
      });
      const pieces = rows.flatMap(({ body }) => [...body.pieces, ...(body.below?.pieces ?? [])]);
      return {
        units: rows.map(({ unit }) => unit),
        gap: (element.gap ?? 0) * POINTS,
        together: 1,
        withNext: false,
        wrap: (blocks) => ({ type: 'L', language, blocks }),
        problems: [
          ...lettersMissing([...marker, ...pieces], element.id, language, false),
          ...(rows.every(({ unit }) => unit.fits)
            ? []
            : [problem('row.text-overflows', element.id, language)]),
        ],
      };
    },
  };
}
