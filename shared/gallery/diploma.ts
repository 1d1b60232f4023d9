import type { PageDesign } from '../template/design.ts';
import { emblem, frame, guillocheFrame, rosette, rule } from './ornaments.ts';
import { box, factRows, foot, footStyles, text } from './parts-of-page.ts';
import type { Say } from './words.ts';

const INK = '#1d2740';
const GOLD = '#8a6a2b';
const STRAND = '#cdb988';
const MUTED = '#565e6c';

/** Upright, centred, in a guilloche frame: for what is hung on a wall. */
export function diploma(say: Say): PageDesign {
  return {
    width: 210,
    height: 297,
    styles: {
      ...footStyles(INK, MUTED, 'display'),
      institution: { family: 'display', size: 15, minSize: 9, tracking: 110, colour: INK, align: 'centre' },
      kind: { family: 'display', size: 20, minSize: 13, colour: GOLD, align: 'centre' },
      intro: {
        family: 'display',
        italic: true,
        size: 13,
        minSize: 9,
        leading: 1.15,
        colour: MUTED,
        align: 'centre',
      },
      name: { family: 'display', size: 36, minSize: 18, leading: 1.05, colour: INK, align: 'centre' },
      born: { family: 'sans', size: 7.6, minSize: 6, colour: MUTED, align: 'centre' },
      title: {
        family: 'display',
        bold: true,
        size: 23,
        minSize: 13,
        leading: 1.12,
        colour: INK,
        align: 'centre',
      },
      heading: { family: 'sans', bold: true, size: 7.4, minSize: 5.5, tracking: 80, colour: GOLD },
      outcome: { family: 'sans', size: 9, minSize: 6.4, leading: 1.36, colour: INK, hyphenate: true },
      label: { family: 'sans', size: 8.3, minSize: 5.8, leading: 1.34, colour: MUTED, hyphenate: true },
      value: { family: 'sans', size: 8.3, minSize: 5.8, leading: 1.34, colour: INK },
    },
    elements: [
      rosette('rosette', box(42, 66, 126, 126), '#f3edde', {
        petals: 14,
        strands: 5,
        inner: 0.3,
        strokeWidth: 0.3,
      }),
      guillocheFrame('border', box(8.5, 8.5, 193, 280), 6, STRAND),
      frame('border-outside', box(7.5, 7.5, 195, 282), GOLD, 0.35),
      frame('border-inside', box(15.5, 15.5, 179, 266), GOLD, 0.2),
      rosette('corner-1', box(7, 7, 9, 9), GOLD, { petals: 8, strands: 4, inner: 0.2, strokeWidth: 1.6 }),
      rosette('corner-2', box(194, 7, 9, 9), GOLD, { petals: 8, strands: 4, inner: 0.2, strokeWidth: 1.6 }),
      rosette('corner-3', box(7, 281, 9, 9), GOLD, { petals: 8, strands: 4, inner: 0.2, strokeWidth: 1.6 }),
      rosette('corner-4', box(194, 281, 9, 9), GOLD, { petals: 8, strands: 4, inner: 0.2, strokeWidth: 1.6 }),
      { ...emblem('emblem', box(94, 22, 22, 22), INK, '#e3c987'), alt: say.phrase('emblem') },
      text('institution', box(24, 48, 162, 7), 'institution', say.same('{awardingBody.name:upper}'), {
        vertical: 'middle',
      }),
      rule('rule-left', 66, 61, 32, STRAND),
      rule('rule-right', 112, 61, 32, STRAND),
      rosette('rule-knot', box(101.5, 57.5, 7, 7), GOLD, {
        petals: 6,
        strands: 3,
        inner: 0.1,
        strokeWidth: 2,
      }),
      text('kind', box(24, 66, 162, 9), 'kind', say.same('{kind}'), { role: 'h1', vertical: 'middle' }),
      text('certifies', box(24, 80, 162, 10), 'intro', say.phrase('certifies'), { vertical: 'middle' }),
      text('name', box(22, 91, 166, 16), 'name', say.same('{learner.name}'), {
        role: 'h2',
        vertical: 'middle',
      }),
      text('born', box(24, 109, 162, 3.6), 'born', say.phrase('born', '', ': {learner.birthDate}'), {
        when: 'learner.birthDate',
      }),
      text('achieved', box(24, 115, 162, 10), 'intro', say.phrase('achieved'), { vertical: 'middle' }),
      text('title', box(22, 127, 166, 19), 'title', say.same('{title}'), { role: 'h2', vertical: 'middle' }),
      text('extent', box(24, 149, 162, 6), 'intro', say.same('{ects} ECTS · {eqf}'), { vertical: 'middle' }),
      text('outcomes-heading', box(24, 168, 78, 3.6), 'heading', say.phrase('outcomes'), { role: 'h3' }),
      {
        id: 'outcomes',
        kind: 'outcomes',
        box: box(24, 174, 76, 54),
        style: 'outcome',
        marker: '–',
        itemGap: 1.2,
      },
      { ...rule('divider', 105, 168, 0, STRAND), box: box(105, 168, 0, 58) },
      text('details-heading', box(110, 168, 76, 3.6), 'heading', say.phrase('details'), { role: 'h3' }),
      {
        ...{
          id: 'details',
          kind: 'facts',
          box: box(110, 174, 76, 54),
          labelStyle: 'label',
          valueStyle: 'value',
        },
        ...{ labelShare: 0.42, rowGap: 1 },
        rows: factRows(say, 'hours', 'assessment', 'participation', 'supervision', 'quality', 'grade'),
      },
      rule('foot-rule', 24, 232, 162, STRAND),
      ...foot({ say, x: 23, y: 240, width: 163, ink: INK, paper: '#f6f1e4' }),
    ],
  };
}
