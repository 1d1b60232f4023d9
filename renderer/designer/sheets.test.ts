import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PageDesign, PageElement } from '../../shared/template/design.ts';
import { insert, move } from './edit.ts';
import { changedOn, seenOn, sheetsOf, sheetWith, standsOn } from './sheets.ts';

const box = { x: 10, y: 10, width: 20, height: 20 };
const next = { x: 10, y: 30, width: 20, height: 200 };
const shape = (id: string, on?: 'last' | 'every' | 'following'): PageElement => ({
  ...{ kind: 'shape', shape: 'rectangle', id, box },
  ...(on && { on }),
});
const flow: PageElement = { kind: 'flow', id: 'flow', box, next, elements: [] };
const page: PageDesign = {
  ...{ width: 210, height: 297, styles: {} },
  elements: [
    shape('crest'),
    shape('frame', 'every'),
    shape('head', 'following'),
    shape('seal', 'last'),
    flow,
  ],
};
const second = { number: 1, of: 3 };

test('each sheet shows what stands on it', () => {
  const shown = (number: number) =>
    page.elements.filter((each) => standsOn(each, { number, of: 3 })).map(({ id }) => id);
  assert.deepEqual(shown(0), ['crest', 'frame', 'flow']);
  assert.deepEqual(shown(1), ['frame', 'head', 'flow']);
  assert.deepEqual(shown(2), ['frame', 'head', 'seal', 'flow']);
  assert.equal(sheetWith([shape('seal', 'last')], second, 3), 2);
  assert.equal(sheetWith([shape('crest')], second, 3), 0);
  // A learner whose page is one sheet leaves the second to be designed.
  assert.deepEqual([sheetsOf(page, 1), sheetsOf({ ...page, elements: [] }, 1)], [2, 1]);
  assert.equal(sheetWith([shape('head', 'following')], { number: 0, of: 1 }, 2), 1);
  assert.equal(sheetWith([flow], second, 3), undefined);
});

test('on the second sheet a flow is moved where it goes on, and what is new stands there', () => {
  assert.deepEqual(seenOn(page, second).elements.at(-1)?.box, next);
  const moved = changedOn(page, second, (seen) => move(seen, new Set(['flow']), 5, 0));
  assert.deepEqual(moved.elements.at(-1), { ...flow, next: { ...next, x: 15 } });
  const shorter = { ...next, height: 100 };
  const patched = changedOn(page, second, (seen) => ({
    ...seen,
    elements: seen.elements.map((each) => (each.kind === 'flow' ? { ...each, next: shorter } : each)),
  }));
  assert.deepEqual(patched.elements.at(-1), { ...flow, next: shorter });
  const added = changedOn(page, second, (seen) => insert(seen, [shape('new')]).page);
  assert.equal(added.elements.at(-1)?.on, 'following');
  assert.equal(
    changedOn(page, second, (seen) => seen),
    page,
  );
});
