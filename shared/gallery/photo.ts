import type { PageDesign } from '../template/design.ts';
import hills from './hills.json' with { type: 'json' };
import { panel, rule } from './ornaments.ts';
import { box, factRows, foot, footStyles, text } from './parts-of-page.ts';
import type { Say } from './words.ts';

const INK = '#16283a';
const BLUE = '#1f4e79';
const MUTED = '#52606d';

/** Upright with a picture from edge to edge at its head; the picture is decoration, no word stands on it. */
export function photo(say: Say): PageDesign {
  return {
    width: 210,
    height: 297,
    bleed: 3,
    styles: {
      ...footStyles(INK, MUTED, 'sans'),
      institution: { family: 'sans', bold: true, size: 9.4, minSize: 7, tracking: 30, colour: BLUE },
      kind: { family: 'sans', size: 9.4, minSize: 7, colour: MUTED, align: 'end' },
      title: { family: 'display', size: 30, minSize: 17, leading: 1.1, colour: INK },
      intro: { family: 'sans', size: 9, minSize: 7.2, colour: MUTED },
      name: { family: 'display', bold: true, size: 25, minSize: 14, leading: 1.08, colour: BLUE },
      born: { family: 'sans', size: 7.6, minSize: 6, colour: MUTED },
      heading: { family: 'sans', bold: true, size: 8.6, minSize: 6.5, colour: BLUE },
      outcome: { family: 'sans', size: 9.2, minSize: 6.6, leading: 1.36, colour: INK, hyphenate: true },
      label: { family: 'sans', size: 8.2, minSize: 5.8, leading: 1.32, colour: MUTED, hyphenate: true },
      value: { family: 'sans', size: 8.2, minSize: 5.8, leading: 1.32, colour: INK },
    },
    elements: [
      { id: 'picture', kind: 'image', box: box(-3, -3, 216, 105), source: hills.source, fit: 'cover' },
      panel('sheet', box(20, 88, 170, 20), '#ffffff'),
      text('institution', box(26, 95, 90, 5), 'institution', say.same('{awardingBody.name}')),
      text('kind', box(118, 95, 66, 5), 'kind', say.same('{kind}')),
      text('title', box(26, 106, 158, 22), 'title', say.same('{title}'), { role: 'h1', vertical: 'middle' }),
      rule('rule', 26, 132, 158, '#cfdbe6', 0.3),
      text('certifies', box(26, 137, 158, 4.4), 'intro', say.phrase('certifies')),
      text('name', box(26, 143, 158, 12), 'name', say.same('{learner.name}'), {
        role: 'h2',
        vertical: 'middle',
      }),
      text('born', box(26, 156.6, 100, 3.6), 'born', say.phrase('born', '', ': {learner.birthDate}'), {
        when: 'learner.birthDate',
      }),
      text('achieved', box(26, 163, 158, 10), 'intro', say.phrase('achieved', '', ' **{title}**'), {
        rich: true,
      }),
      text('outcomes-heading', box(26, 178, 84, 4), 'heading', say.phrase('outcomes'), { role: 'h3' }),
      {
        id: 'outcomes',
        kind: 'outcomes',
        box: box(26, 184.4, 82, 46),
        style: 'outcome',
        marker: '•',
        itemGap: 1.2,
      },
      text('details-heading', box(118, 178, 66, 4), 'heading', say.phrase('details'), { role: 'h3' }),
      {
        ...{
          id: 'details',
          kind: 'facts',
          box: box(118, 184.4, 66, 46),
          labelStyle: 'label',
          valueStyle: 'value',
        },
        ...{ labelShare: 0.42, rowGap: 0.9 },
        rows: factRows(say, 'ects', 'hours', 'level', 'assessment', 'participation', 'quality', 'grade'),
      },
      ...foot({ say, x: 26, y: 244, width: 158, ink: INK, paper: '#edf3f9' }),
    ],
  };
}
