import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Language } from '../language.ts';
import { checkStatement } from './check-statement.ts';
import type { Box, PageDesign, PageElement, TextElement } from './design.ts';

const at: Box = { x: 10, y: 10, width: 80, height: 10 };
const says = (changes: Partial<TextElement> = {}): TextElement => ({
  id: 'statement',
  kind: 'text',
  role: 'p',
  box: at,
  style: 'plain',
  text: { en: '{kind.statement}', el: '— {kind.statement}' },
  ...changes,
});
const shape = (fill: string | undefined, box = at): PageElement => ({
  id: 'shape',
  kind: 'shape',
  shape: 'rectangle',
  box,
  ...(fill && { fill }),
});

const missing = (elements: readonly PageElement[], languages: readonly Language[] = ['en', 'el']) => {
  const page: PageDesign = {
    width: 210,
    height: 297,
    styles: {
      plain: { family: 'sans', size: 8, colour: '#333333' },
      faint: { family: 'sans', size: 8, colour: '#c0c0c0' },
      tiny: { family: 'sans', size: 8, minSize: 4, colour: '#000000' },
      white: { family: 'sans', size: 8, colour: '#ffffff' },
    },
    elements,
  };
  return checkStatement('micro-credential', page, languages).map(({ where }) => where?.language);
};

const BOTH = ['en', 'el'];

for (const [name, elements, expected] of [
  ['nothing says it', [], BOTH],
  ['a text says it in both languages', [says()], []],
  ['one language says something else', [says({ text: { en: '{kind.statement}', el: 'Κάτι άλλο' } })], ['el']],
  ['it is shown for micro-credentials', [says({ when: 'microCredential' })], []],
  ['it is shown only when there is a grade', [says({ when: 'grade' })], BOTH],
  ['it is too faint', [says({ style: 'faint' })], BOTH],
  ['it may shrink until nobody reads it', [says({ style: 'tiny' })], BOTH],
  ['white on white', [says({ style: 'white' })], BOTH],
  ['white on dark blue', [shape('#1b2a41'), says({ style: 'white' })], []],
  ['dark on dark blue', [shape('#1b2a41'), says()], BOTH],
  ['a frame around it', [shape(undefined), says()], []],
  ['a shape painted over it', [says(), shape('#ffffff')], BOTH],
  ['a shape painted beside it', [says(), shape('#ffffff', { ...at, y: 20 })], []],
  ['a box without height', [says({ box: { ...at, height: 0 } })], BOTH],
  ['its place alone has no width', [says({ alone: { ...at, width: 0 } })], BOTH],
  [
    'the second language has texts, but not this one',
    [says(), says({ id: 'title', slot: 1, text: { en: '{title}', el: '{title}' } })],
    BOTH,
  ],
  ['both languages of the page say it', [says(), says({ id: 'second', slot: 1 })], []],
] as const) {
  test(`${name}: ${expected.length === 0 ? 'shown' : `not shown in ${expected}`}`, () => {
    assert.deepEqual(missing(elements), expected);
  });
}

test('a page in one language has no second language to say it in', () => {
  assert.deepEqual(missing([says(), says({ id: 'x', slot: 1, text: { en: '{title}' } })], ['en']), []);
});

test('a degree need not say that it is none', () => {
  const page: PageDesign = { width: 210, height: 297, styles: {}, elements: [] };
  assert.deepEqual(checkStatement('degree', page, ['en']), []);
});
