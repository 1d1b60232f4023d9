import type { PageDesign } from '../template/design.ts';
import { emblem, frame, guillocheFrame, rosette, rule } from './ornaments.ts';
import { box, factRows, foot, footStyles, text } from './parts-of-page.ts';
import type { Say } from './words.ts';

const INK = '#2a1f33';
const PLUM = '#5b2a5e';
const STRAND = '#d3bfd6';
const MUTED = '#62586a';

/** Across, centred, with rosettes behind the words: the same solemnity for a wide frame. */
export function landscape(say: Say): PageDesign {
  return {
    width: 297,
    height: 210,
    styles: {
      ...footStyles(INK, MUTED, 'display'),
      institution: { family: 'display', size: 14, minSize: 9, tracking: 120, colour: INK, align: 'centre' },
      kind: { family: 'display', italic: true, size: 15, minSize: 10, colour: PLUM, align: 'centre' },
      intro: {
        family: 'display',
        italic: true,
        size: 12.5,
        minSize: 9,
        leading: 1.15,
        colour: MUTED,
        align: 'centre',
      },
      name: { family: 'display', size: 34, minSize: 18, leading: 1.05, colour: INK, align: 'centre' },
      born: { family: 'sans', size: 7.4, minSize: 6, colour: MUTED, align: 'centre' },
      title: {
        family: 'display',
        bold: true,
        size: 22,
        minSize: 13,
        leading: 1.1,
        colour: PLUM,
        align: 'centre',
      },
      heading: { family: 'sans', bold: true, size: 7.2, minSize: 5.5, tracking: 60, colour: PLUM },
      outcome: { family: 'sans', size: 8.4, minSize: 6, leading: 1.34, colour: INK, hyphenate: true },
      label: { family: 'sans', size: 7.8, minSize: 5.6, leading: 1.3, colour: MUTED, hyphenate: true },
      value: { family: 'sans', size: 7.8, minSize: 5.6, leading: 1.3, colour: INK },
    },
    elements: [
      rosette('ground-left', box(30, 36, 96, 96), '#f5eff6', { petals: 16, strands: 5, strokeWidth: 0.35 }),
      rosette('ground-right', box(171, 36, 96, 96), '#f5eff6', { petals: 16, strands: 5, strokeWidth: 0.35 }),
      guillocheFrame('border', box(8, 8, 281, 194), 5, STRAND),
      frame('border-outside', box(7, 7, 283, 196), PLUM, 0.4),
      frame('border-inside', box(14, 14, 269, 182), PLUM, 0.15),
      ...(
        [
          [6.5, 6.5],
          [281.5, 6.5],
          [6.5, 194.5],
          [281.5, 194.5],
        ] as const
      ).map(([x, y], at) =>
        rosette(`corner-${at}`, box(x, y, 9, 9), PLUM, {
          petals: 8,
          strands: 3,
          inner: 0.2,
          strokeWidth: 1.4,
        }),
      ),
      { ...emblem('emblem', box(138.5, 18.5, 20, 20), PLUM, '#f0dff2'), alt: say.phrase('emblem') },
      text('institution', box(30, 41.5, 237, 6.5), 'institution', say.same('{awardingBody.name:upper}'), {
        vertical: 'middle',
      }),
      text('kind', box(30, 50, 237, 7), 'kind', say.same('{kind}'), { role: 'h1', vertical: 'middle' }),
      text('certifies', box(30, 60, 237, 6), 'intro', say.phrase('certifies'), { vertical: 'middle' }),
      text('name', box(30, 67.5, 237, 14), 'name', say.same('{learner.name}'), {
        role: 'h2',
        vertical: 'middle',
      }),
      text('born', box(30, 83, 237, 3.4), 'born', say.phrase('born', '', ': {learner.birthDate}'), {
        when: 'learner.birthDate',
      }),
      text('achieved', box(30, 88, 237, 6), 'intro', say.phrase('achieved'), { vertical: 'middle' }),
      text('title', box(30, 95.5, 237, 11), 'title', say.same('{title}'), { role: 'h2', vertical: 'middle' }),
      rule('rule', 30, 111.5, 237, STRAND, 0.25),
      text('outcomes-heading', box(30, 116, 114, 3.4), 'heading', say.phrase('outcomes'), { role: 'h3' }),
      {
        id: 'outcomes',
        kind: 'outcomes',
        box: box(30, 121.4, 114, 26),
        style: 'outcome',
        marker: '–',
        itemGap: 0.8,
      },
      text('details-heading', box(154, 116, 113, 3.4), 'heading', say.phrase('details'), { role: 'h3' }),
      {
        ...{
          id: 'details',
          kind: 'facts',
          box: box(154, 121.4, 113, 26),
          labelStyle: 'label',
          valueStyle: 'value',
        },
        ...{ labelShare: 0.36, rowGap: 0.5 },
        rows: factRows(say, 'ects', 'level', 'assessment', 'participation', 'quality', 'grade'),
      },
      ...foot({ say, x: 30, y: 154, width: 237, ink: INK, paper: '#f7f1f8' }),
    ],
  };
}
