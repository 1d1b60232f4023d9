import type { PageDesign } from '../template/design.ts';
import { panel, rule, trace } from './ornaments.ts';
import { box, factRows, foot, footStyles, text } from './parts-of-page.ts';
import type { Say } from './words.ts';

const DARK = '#1c222b';
const ORANGE = '#c8401b';
const MUTED = '#565d68';
const SAND = '#f6f1ea';

/** Across, a dark side with the company's mark: for courses at work. */
export function training(say: Say): PageDesign {
  const waves = Array.from({ length: 14 }, (_, at) => ({
    d: trace((t) => [8 + at * 4 + 5 * Math.sin(t * 3 * Math.PI + at / 3), -4 + t * 218], 9),
    fill: 'none',
    stroke: '#2f3947',
    strokeWidth: 0.5,
  }));
  return {
    width: 297,
    height: 210,
    bleed: 3,
    styles: {
      ...footStyles(DARK, MUTED, 'sans'),
      company: { family: 'sans', bold: true, size: 15, minSize: 9, leading: 1.2, colour: '#ffffff' },
      site: { family: 'sans', size: 8, minSize: 6, colour: '#c9cfd8' },
      heading: { family: 'sans', bold: true, size: 28, minSize: 16, colour: DARK },
      intro: { family: 'sans', size: 9.6, minSize: 7.5, colour: MUTED },
      name: { family: 'sans', bold: true, size: 24, minSize: 13, leading: 1.1, colour: ORANGE },
      born: { family: 'sans', size: 8, minSize: 6, colour: MUTED },
      title: { family: 'sans', bold: true, size: 17, minSize: 11, leading: 1.2, colour: DARK },
      section: { family: 'sans', bold: true, size: 8.6, minSize: 6.5, colour: ORANGE },
      outcome: { family: 'sans', size: 9.6, minSize: 6.6, leading: 1.36, colour: DARK, hyphenate: true },
      label: { family: 'sans', size: 8.2, minSize: 5.8, leading: 1.32, colour: MUTED, hyphenate: true },
      value: { family: 'sans', size: 8.2, minSize: 5.8, leading: 1.32, colour: DARK },
    },
    elements: [
      panel('side', box(-3, -3, 71, 216), DARK),
      { id: 'waves', kind: 'drawing', box: box(0, -3, 68, 216), viewBox: [0, -3, 68, 216], paths: waves },
      panel('edge', box(68, -3, 1.8, 216), ORANGE),
      {
        id: 'mark',
        kind: 'drawing',
        box: box(16, 22, 30, 30),
        viewBox: [0, 0, 100, 100],
        alt: say.phrase('emblem'),
        paths: [
          { d: 'M0 0H100V100H0Z', fill: ORANGE },
          { d: 'M22 22H38V44L64 22H84L54 48L86 78H65L38 54V78H22Z', fill: '#ffffff' },
        ],
      },
      text('company', box(16, 60, 44, 14), 'company', say.same('{awardingBody.name}')),
      text('site', box(16, 76, 44, 4), 'site', say.same('{country}')),
      text('heading', box(82, 22, 199, 11), 'heading', say.phrase('training'), {
        role: 'h1',
        vertical: 'middle',
      }),
      text('certifies', box(82, 39, 199, 5), 'intro', say.phrase('certifies')),
      text('name', box(82, 46, 199, 11), 'name', say.same('{learner.name}'), {
        role: 'h2',
        vertical: 'middle',
      }),
      text('born', box(82, 59, 110, 3.6), 'born', say.phrase('born', '', ': {learner.birthDate}'), {
        when: 'learner.birthDate',
      }),
      text('completed', box(82, 67, 199, 5), 'intro', say.phrase('completed')),
      text('title', box(82, 75, 199, 9), 'title', say.same('{title}'), { role: 'h2', vertical: 'middle' }),
      rule('rule', 82, 91, 199, '#d9d3ca', 0.3),
      text('outcomes-heading', box(82, 97, 92, 4), 'section', say.phrase('outcomes'), { role: 'h3' }),
      {
        id: 'outcomes',
        kind: 'outcomes',
        box: box(82, 103.6, 92, 44),
        style: 'outcome',
        marker: '•',
        itemGap: 1.2,
      },
      text('details-heading', box(184, 97, 97, 4), 'section', say.phrase('details'), { role: 'h3' }),
      {
        ...{
          id: 'details',
          kind: 'facts',
          box: box(184, 103.6, 97, 44),
          labelStyle: 'label',
          valueStyle: 'value',
        },
        ...{ labelShare: 0.4, rowGap: 0.9 },
        rows: factRows(say, 'hours', 'ects', 'level', 'assessment', 'participation', 'quality', 'validUntil'),
      },
      ...foot({ say, x: 82, y: 158, width: 199, ink: DARK, paper: SAND }),
    ],
  };
}
