import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PageDesign } from '../../shared/template/design.ts';
import { guidesOf, moveGuide, readGuides, withGuides } from './guides.ts';
import { snap } from './snap.ts';

const page: PageDesign = {
  ...{ width: 210, height: 297, styles: {} },
  elements: [{ kind: 'shape', shape: 'rectangle', id: 'a', box: { x: 10, y: 10, width: 20, height: 10 } }],
};

test('guides are made, moved and taken off the page, which then says nothing of them', () => {
  const made = moveGuide(moveGuide(page, 'x', undefined, 40.04), 'x', undefined, 20);
  assert.deepEqual(made.guides, { x: [20, 40] });
  assert.deepEqual(moveGuide(made, 'x', 40, 15).guides, { x: [15, 20] });
  assert.deepEqual(moveGuide(moveGuide(made, 'x', 40, 230), 'x', 20, undefined), page);
  assert.equal(withGuides(made, 'x', [40, 20, 20]), made);
});

test('what is typed is read with comma or point, and words are passed over', () => {
  assert.deepEqual(readGuides(' 10,5 20.25;abc  297 '), [10.5, 20.25, 297]);
  assert.deepEqual(guidesOf(withGuides(page, 'y', readGuides('400 -3 10,5')), 'y'), [10.5]);
});

test('what is moved is caught by a guide', () => {
  const guided = withGuides(page, 'x', [77]);
  const box = page.elements[0]?.box;
  assert.ok(box);
  const { dx, guides } = snap(guided, new Set(['a']), box, { dx: 46, dy: 50, reach: 2 });
  assert.deepEqual([dx, guides.x], [47, 77]);
});
