import type {
  FlowElement,
  FlowedFacts,
  FlowedText,
  LanguageSlot,
  PageDesign,
  ShapeElement,
} from '../template/design.ts';
import { emblem, panel, rule } from './ornaments.ts';
import { box, factRows, foot, footStyles, text } from './parts-of-page.ts';
import type { Phrase, Say } from './words.ts';

const INK = '#1f2b26';
const GREEN = '#1f5a43';
const MUTED = '#55625c';
const LINE = '#cfdad4';

/** Upright, two or three languages side by side and section against section; in one language it takes the whole width. */
export function supplement(say: Say): PageDesign {
  const three = say.languages > 2;
  const section = (id: Phrase, number: number, gap = three ? 4 : 6): FlowedText => ({
    ...{ id: `${id}-section`, kind: 'text', role: 'h2', style: 'section', gap },
    text: say.phrase(id, `${number}  `),
  });
  const table = (id: string, ...names: readonly Phrase[]): FlowedFacts => ({
    ...{
      id,
      kind: 'facts',
      labelStyle: 'label',
      valueStyle: 'value',
      labelShare: three ? 0.39 : 0.38,
      rowGap: 1.1,
      gap: 2,
    },
    rows: factRows(say, ...names),
  });
  const [width, gap] = three ? [53, 5.5] : [81, 8];
  const top = three ? 57 : 64;
  /** Where the column of a slot begins. */
  const left = (slot: LanguageSlot) => 20 + slot * (width + gap);
  const column = (slot: LanguageSlot): FlowElement => ({
    id: `column-${slot}`,
    kind: 'flow',
    slot,
    box: box(left(slot), top, width, 230 - top),
    ...(slot === 0 ? { alone: box(20, 64, 170, 166) } : {}),
    next: box(left(slot), 30, width, 246),
    endsAbove: 229.5,
    elements: [
      section('holder', 1, 0),
      table('holder', 'name', 'born'),
      section('credential', 2),
      { id: 'title', kind: 'text', role: 'p', style: 'title', gap: 2, text: say.same('{title}') },
      {
        id: 'description',
        kind: 'text',
        role: 'p',
        style: 'value',
        gap: 1.6,
        text: say.same('{description}'),
      },
      table('credential', 'credential', 'field', 'level', 'ects', 'hours'),
      section('outcomes', 3),
      { id: 'outcomes', kind: 'outcomes', style: 'outcome', marker: '•', gap: 2, itemGap: 0.8 },
      section('assessment', 4),
      table('assessment', 'assessment', 'supervision', 'participation', 'grade'),
      section('award', 5),
      table('award', 'awardingBody', 'country', 'quality', 'awarded', 'validUntil', 'number'),
    ],
  });
  const divider = (slot: LanguageSlot): ShapeElement => {
    const id = slot === 1 ? 'divider' : `divider-${slot}`;
    const x = left(slot) - gap / 2;
    return { ...rule(id, x, top, 0, LINE, 0.3), box: box(x, top, 0, 230 - top), slot };
  };
  /** Three columns hold as many words in less width. */
  const type = three ? { size: 6.2, minSize: 5.6 } : { size: 7.8, minSize: 6.8 };
  return {
    width: 210,
    height: 297,
    styles: {
      ...footStyles(INK, MUTED, 'serif'),
      institution: { family: 'sans', size: 9, minSize: 7, colour: '#dcebe4' },
      heading: { family: 'serif', bold: true, size: 19, minSize: 12, colour: '#ffffff' },
      second: { family: 'serif', italic: true, size: 13, minSize: 9, colour: '#dcebe4' },
      running: { family: 'sans', size: 7.6, minSize: 6, colour: MUTED },
      section: {
        family: 'serif',
        bold: true,
        size: three ? 8.4 : 10.6,
        minSize: three ? 7.2 : 9.2,
        leading: 1.25,
        colour: GREEN,
      },
      title: {
        family: 'serif',
        bold: true,
        size: three ? 8 : 10,
        minSize: three ? 7 : 8.7,
        leading: 1.28,
        colour: INK,
      },
      label: { family: 'sans', ...type, leading: 1.34, colour: MUTED, hyphenate: true },
      outcome: { family: 'sans', ...type, leading: 1.38, colour: INK, hyphenate: true },
      value: { family: 'sans', ...type, leading: 1.38, colour: INK },
      page: { family: 'sans', size: 7, colour: MUTED, align: 'end' },
    },
    elements: [
      panel('head', box(0, 0, 210, 50), GREEN),
      { ...emblem('emblem', box(20, 14, 22, 22), '#ffffff', GREEN), alt: say.phrase('emblem') },
      text('institution', box(48, 14, 142, 4), 'institution', say.same('{awardingBody.name}')),
      text('heading', box(48, 20.5, 142, 8), 'heading', say.phrase('supplement'), {
        role: 'h1',
        vertical: 'middle',
      }),
      text('second', box(48, 30, 142, 6), 'second', say.phrase('supplement'), {
        slot: 1,
        vertical: 'middle',
      }),
      ...(three
        ? [
            text('third', box(48, 36, 142, 6), 'second', say.phrase('supplement'), {
              slot: 2,
              vertical: 'middle',
            }),
          ]
        : []),
      {
        ...text('running', box(20, 15, 170, 5), 'running', say.same('{learner.name} · {serial}')),
        on: 'following',
      },
      { ...rule('running-rule', 20, 21.5, 170, LINE, 0.3), on: 'following' },
      column(0),
      column(1),
      divider(1),
      ...(three ? [column(2), divider(2)] : []),
      { ...rule('foot-rule', 20, 233, 170, LINE, 0.3), on: 'last' },
      ...foot({ say, x: 20, y: 241, width: 170, ink: INK, paper: '#eef4f1', on: 'last', bilingual: true }),
      {
        ...{ id: 'page', kind: 'page-number', box: box(120, 284.5, 70, 4), style: 'page' },
        text: say.phrase('page'),
      },
    ],
  };
}
