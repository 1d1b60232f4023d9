import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PageDesign } from '../../shared/template/design.ts';
import { elementAt } from './element-at.ts';

const box = { x: 0, y: 0, width: 10, height: 10 };
const page: PageDesign = {
  width: 210,
  height: 297,
  styles: {},
  elements: [
    { kind: 'shape', shape: 'rectangle', id: 'frame', box },
    { kind: 'shape', shape: 'rectangle', id: 'outcomes', box },
  ],
};

test('a problem leads to its element by place or by name, and one of the contents to none', () => {
  const code = 'template.value-wrong';
  assert.equal(elementAt(page, { code, facts: { path: '/page/elements/0/box' } }), 'frame');
  assert.equal(elementAt(page, { code, where: { element: 'outcomes' } }), 'outcomes');
  const contents = { where: { element: 'outcomes' }, facts: { path: '/achievement/outcomes/0/title' } };
  assert.equal(elementAt(page, { code, ...contents }), undefined);
});
