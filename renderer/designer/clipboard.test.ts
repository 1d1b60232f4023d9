import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPage } from '../../shared/template/check-page.ts';
import type { PageDesign, PageElement, TextStyle } from '../../shared/template/design.ts';
import { copied, paste } from './clipboard.ts';

const plain: TextStyle = { family: 'sans', size: 10, colour: '#000000' };
const text: PageElement = {
  ...{ kind: 'text', role: 'p', id: 'name', style: 'name', text: { en: '{learner.name}' } },
  box: { x: 10, y: 10, width: 100, height: 10 },
};
const flow: PageElement = {
  ...{ kind: 'flow', id: 'flow', box: { x: 10, y: 40, width: 400, height: 100 } },
  elements: [{ kind: 'outcomes', id: 'outcomes', style: 'list', descriptionStyle: 'small' }],
};
const seal: PageElement = {
  ...{ kind: 'seal', id: 'seal', style: 'list', text: { en: 'Sealed' } },
  box: { x: 10, y: 250, width: 50, height: 20 },
};
const regular = 'data:font/ttf;base64,AAAA';
const from: PageDesign = {
  ...{ width: 420, height: 297, fonts: { 'own-halcyon': { regular } } },
  styles: {
    name: { ...plain, family: 'own-halcyon' },
    list: plain,
    small: { ...plain, size: 8 },
    other: plain,
  },
  elements: [text, flow, seal],
};

test('what is pasted into another template brings the styles and fonts that it lacks, and no others', () => {
  const list = { ...plain, size: 12 };
  const to: PageDesign = { width: 210, height: 297, styles: { list }, elements: [] };
  const pasted = paste(to, copied(from, new Set(['name', 'flow', 'seal']))).page;
  assert.deepEqual(Object.keys(pasted.styles), ['list', 'name', 'small']);
  // Its own stays as it is.
  assert.equal(pasted.styles.list, list);
  assert.deepEqual(pasted.fonts, { 'own-halcyon': { regular } });
  assert.deepEqual(checkPage(pasted, ['en']), []);
  const { width, height } = pasted.elements[1]?.box ?? { width: 0, height: 0 };
  assert.deepEqual([width, height], [210, 52.5]);
});

test('what is pasted where it came from changes nothing but the elements', () => {
  const { page, made } = paste(from, copied(from, new Set(['name'])));
  assert.deepEqual([...made], ['name-2']);
  assert.deepEqual([page.styles, page.fonts], [from.styles, from.fonts]);
});
