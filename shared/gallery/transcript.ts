import type { PageDesign } from '../template/design.ts';
import { emblem, rule } from './ornaments.ts';
import { box, factRows, foot, footStyles, text } from './parts-of-page.ts';
import type { Say } from './words.ts';

const INK = '#22262e';
const WINE = '#6d1f34';
const MUTED = '#5a606b';
const LINE = '#d8d4d1';

/** Upright: who, then a table of everything that was taken, over as many sheets as it needs. */
export function transcript(say: Say): PageDesign {
  return {
    width: 210,
    height: 297,
    styles: {
      ...footStyles(INK, MUTED, 'serif'),
      institution: { family: 'serif', size: 11.5, minSize: 8, leading: 1.2, colour: INK },
      running: { family: 'serif', size: 8.4, minSize: 6.5, colour: MUTED },
      'running-end': { family: 'serif', size: 8.4, minSize: 6.5, colour: MUTED, align: 'end' },
      heading: { family: 'serif', bold: true, size: 21, minSize: 13, leading: 1.1, colour: WINE },
      subheading: { family: 'serif', size: 12.5, minSize: 9, leading: 1.2, colour: INK },
      label: { family: 'sans', size: 8, minSize: 6, leading: 1.34, colour: MUTED, hyphenate: true },
      value: { family: 'sans', size: 8, minSize: 6, leading: 1.34, colour: INK },
      head: { family: 'sans', bold: true, size: 7.8, leading: 1.25, colour: WINE, hyphenate: true },
      cell: { family: 'sans', size: 8.6, leading: 1.3, colour: INK, hyphenate: true },
      total: { family: 'sans', bold: true, size: 9, leading: 1.3, colour: INK, align: 'end' },
      section: { family: 'serif', bold: true, size: 10.5, leading: 1.3, colour: WINE },
      page: { family: 'sans', size: 7, colour: MUTED, align: 'end' },
    },
    elements: [
      { ...emblem('emblem', box(20, 17, 15, 15), WINE, '#f3e3d3'), alt: say.phrase('emblem') },
      text('institution', box(39, 17, 151, 15), 'institution', say.same('{awardingBody.name}\n{country}'), {
        vertical: 'middle',
      }),
      rule('head-rule', 20, 36, 170, WINE, 0.5),
      text('heading', box(20, 42, 170, 9), 'heading', say.phrase('transcript'), { role: 'h1' }),
      text('title', box(20, 53.4, 170, 6), 'subheading', say.same('{title}')),
      {
        ...{
          id: 'learner',
          kind: 'facts',
          box: box(20, 64, 84, 23),
          labelStyle: 'label',
          valueStyle: 'value',
        },
        ...{ labelShare: 0.4, rowGap: 0.8 },
        rows: factRows(say, 'name', 'born', 'number'),
      },
      {
        ...{
          id: 'course',
          kind: 'facts',
          box: box(110, 64, 80, 23),
          labelStyle: 'label',
          valueStyle: 'value',
        },
        ...{ labelShare: 0.42, rowGap: 0.8 },
        rows: factRows(say, 'level', 'hours', 'grade', 'awarded'),
      },
      {
        ...text('running', box(20, 15, 110, 5), 'running', say.same('{learner.name} · {title}')),
        on: 'following',
      },
      {
        ...text('running-number', box(132, 15, 58, 5), 'running-end', say.same('{serial}')),
        on: 'following',
      },
      { ...rule('running-rule', 20, 21.5, 170, LINE, 0.3), on: 'following' },
      {
        id: 'record',
        kind: 'flow',
        box: box(20, 92, 170, 186),
        next: box(20, 30, 170, 246),
        endsAbove: 230,
        elements: [
          {
            id: 'courses',
            kind: 'parts',
            headStyle: 'head',
            style: 'cell',
            rowGap: 2,
            rule: LINE,
            columns: [
              { field: 'number', label: say.same('#'), share: 0.06 },
              { field: 'title', label: say.phrase('course'), share: 0.5 },
              { field: 'awardedOn', label: say.phrase('date'), share: 0.16 },
              { field: 'hours', label: say.phrase('hours'), share: 0.15, align: 'end' },
              { field: 'ects', label: say.phrase('ects'), share: 0.13, align: 'end' },
            ],
          },
          {
            id: 'total',
            kind: 'text',
            role: 'p',
            style: 'total',
            gap: 2.4,
            text: say.phrase('ects', '', ': {ects}'),
          },
          {
            ...{ id: 'outcomes-heading', kind: 'text', role: 'h2', style: 'section', gap: 7 },
            text: say.phrase('outcomes'),
          },
          { id: 'outcomes', kind: 'outcomes', style: 'cell', marker: '–', gap: 1.6, itemGap: 0.6 },
          {
            ...{
              id: 'details',
              kind: 'facts',
              labelStyle: 'label',
              valueStyle: 'value',
              labelShare: 0.27,
              gap: 5,
            },
            rowGap: 0.6,
            rows: factRows(say, 'assessment', 'participation', 'supervision', 'quality'),
          },
        ],
      },
      { ...rule('foot-rule', 20, 234, 170, LINE, 0.3), on: 'last' },
      ...foot({ say, x: 20, y: 242, width: 170, ink: INK, paper: '#f7f2ee', on: 'last' }),
      {
        ...{ id: 'page', kind: 'page-number', box: box(120, 284.5, 70, 4), style: 'page' },
        text: say.phrase('page'),
      },
    ],
  };
}
