import type { PageDesign } from '../template/design.ts';
import { hexagon, panel, rule } from './ornaments.ts';
import { box, factRows, foot, footStyles, text } from './parts-of-page.ts';
import type { Say } from './words.ts';

const TEAL = '#0b4f5c';
const DARK = '#0d2f38';
const SUN = '#f4b740';
const PALE = '#e9f3f3';
const MUTED = '#4d6168';

/** Upright and modern: a coloured head with a badge, three numbers, no frame. */
export function badge(say: Say): PageDesign {
  const chip = (id: string, x: number, value: string, label: 'ects' | 'hours' | 'level') => [
    panel(`${id}-paper`, box(x, 146, 54, 22), PALE, 2.5),
    text(id, box(x + 4, 149.4, 46, 8), 'chip', say.same(value), { vertical: 'middle' }),
    text(`${id}-label`, box(x + 4, 160.4, 46, 5), 'chip-label', say.phrase(label)),
  ];
  return {
    width: 210,
    height: 297,
    bleed: 3,
    styles: {
      ...footStyles(DARK, MUTED, 'sans'),
      kind: { family: 'sans', bold: true, size: 10, minSize: 7, tracking: 90, colour: SUN },
      title: { family: 'sans', bold: true, size: 27, minSize: 15, leading: 1.14, colour: '#ffffff' },
      institution: { family: 'sans', size: 10.5, minSize: 8, colour: '#d6e9ea' },
      intro: { family: 'sans', size: 9.4, minSize: 7.5, colour: MUTED },
      name: { family: 'sans', bold: true, size: 25, minSize: 13, leading: 1.1, colour: DARK },
      born: { family: 'sans', size: 8, minSize: 6, colour: MUTED },
      chip: { family: 'sans', bold: true, size: 17, minSize: 9, colour: TEAL },
      'chip-label': { family: 'sans', size: 7.6, minSize: 5.6, leading: 1.2, colour: MUTED },
      heading: { family: 'sans', bold: true, size: 9.4, minSize: 7, colour: TEAL },
      outcome: { family: 'sans', size: 9.6, minSize: 6.8, leading: 1.38, colour: DARK, hyphenate: true },
      label: { family: 'sans', size: 8.2, minSize: 5.8, leading: 1.32, colour: MUTED, hyphenate: true },
      value: { family: 'sans', size: 8.2, minSize: 5.8, leading: 1.32, colour: DARK },
    },
    elements: [
      panel('head', box(-3, -3, 216, 101), TEAL),
      panel('head-edge', box(-3, 98, 216, 1.6), SUN),
      hexagon('badge', box(134, 17, 64, 64), SUN, TEAL, DARK),
      text('kind', box(20, 22, 106, 5), 'kind', say.same('{kind:upper}')),
      text('title', box(20, 31, 106, 42), 'title', say.same('{title}'), { role: 'h1' }),
      text('institution', box(20, 82, 106, 5), 'institution', say.same('{awardingBody.name}')),
      text('certifies', box(20, 108, 170, 4.6), 'intro', say.phrase('certifies')),
      text('name', box(20, 115, 170, 12), 'name', say.same('{learner.name}'), {
        role: 'h2',
        vertical: 'middle',
      }),
      text('born', box(20, 129.4, 80, 3.6), 'born', say.phrase('born', '', ': {learner.birthDate}'), {
        when: 'learner.birthDate',
      }),
      text('achieved', box(20, 136.4, 170, 4.6), 'intro', say.phrase('achieved', '', ' **{title}**'), {
        rich: true,
      }),
      ...chip('ects', 20, '{ects}', 'ects'),
      ...chip('hours', 78, '{hours}', 'hours'),
      ...chip('level', 136, '{eqf}', 'level'),
      text('outcomes-heading', box(20, 178, 92, 4.4), 'heading', say.phrase('outcomes'), { role: 'h3' }),
      {
        id: 'outcomes',
        kind: 'outcomes',
        box: box(20, 185.4, 92, 42),
        style: 'outcome',
        marker: '•',
        itemGap: 1.4,
      },
      text('details-heading', box(122, 178, 68, 4.4), 'heading', say.phrase('details'), { role: 'h3' }),
      {
        ...{
          id: 'details',
          kind: 'facts',
          box: box(122, 185.4, 68, 42),
          labelStyle: 'label',
          valueStyle: 'value',
        },
        ...{ labelShare: 0.42, rowGap: 1.1 },
        rows: factRows(say, 'assessment', 'participation', 'supervision', 'quality', 'grade'),
      },
      rule('foot-rule', 20, 235, 170, '#c4d6d8', 0.3),
      ...foot({ say, x: 20, y: 244, width: 170, ink: DARK, paper: PALE }),
    ],
  };
}
