import type { PageDesign } from '../template/design.ts';
import { rule } from './ornaments.ts';
import { box, factRows, foot, footStyles, text } from './parts-of-page.ts';
import type { Say } from './words.ts';

const BLACK = '#000000';
const GREY = '#4a4a4a';

/** Upright, black on white, no ornament: for letters of an office and for black-and-white printers. */
export function plain(say: Say): PageDesign {
  return {
    width: 210,
    height: 297,
    styles: {
      ...footStyles(BLACK, GREY, 'serif'),
      institution: { family: 'serif', size: 11, minSize: 8, colour: BLACK },
      kind: { family: 'serif', bold: true, size: 20, minSize: 13, colour: BLACK },
      body: { family: 'serif', size: 11.5, minSize: 9, leading: 1.5, colour: BLACK },
      section: { family: 'serif', bold: true, size: 10.5, minSize: 8, colour: BLACK },
      outcome: { family: 'serif', size: 10, minSize: 7.5, leading: 1.42, colour: BLACK, hyphenate: true },
      label: { family: 'serif', size: 9, minSize: 7, leading: 1.36, colour: GREY, hyphenate: true },
      value: { family: 'serif', size: 9, minSize: 7, leading: 1.36, colour: BLACK },
    },
    elements: [
      text('institution', box(25, 22, 160, 5), 'institution', say.same('{awardingBody.name}, {country}')),
      rule('head-rule', 25, 31, 160, BLACK, 0.25),
      text('kind', box(25, 46, 160, 9), 'kind', say.same('{kind}'), { role: 'h1' }),
      text('certifies', box(25, 68, 160, 6), 'body', say.phrase('certifies')),
      text('name', box(25, 78, 160, 9), 'kind', say.same('{learner.name}'), { role: 'h2' }),
      text('born', box(25, 90, 160, 6), 'body', say.phrase('born', '', ': {learner.birthDate}'), {
        when: 'learner.birthDate',
      }),
      text('achieved', box(25, 101, 160, 12), 'body', say.phrase('achieved', '', ' **{title}**.'), {
        rich: true,
      }),
      text('outcomes-heading', box(25, 121, 160, 5), 'section', say.phrase('outcomes'), { role: 'h3' }),
      {
        id: 'outcomes',
        kind: 'outcomes',
        box: box(25, 129, 160, 36),
        style: 'outcome',
        marker: '–',
        itemGap: 0.6,
      },
      text('details-heading', box(25, 169, 160, 5), 'section', say.phrase('details'), { role: 'h3' }),
      {
        ...{
          id: 'details',
          kind: 'facts',
          box: box(25, 177, 160, 53),
          labelStyle: 'label',
          valueStyle: 'value',
        },
        ...{ labelShare: 0.34, rowGap: 0.8 },
        rows: factRows(
          say,
          ...(['ects', 'hours', 'level', 'field', 'assessment', 'participation', 'supervision'] as const),
          ...(['quality', 'grade', 'validUntil'] as const),
        ),
      },
      rule('foot-rule', 25, 235, 160, BLACK, 0.25),
      ...foot({ say, x: 25, y: 243, width: 160, ink: BLACK, paper: '#f4f4f4' }),
    ],
  };
}
