import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkMargins } from './check-margins.ts';
import type { PageDesign, PageElement } from './design.ts';
import { onSheet, PAPERS, paperOf, sheetOf } from './paper.ts';

const ground: PageElement = {
  ...{ id: 'ground', kind: 'shape', shape: 'rectangle', fill: '#f0f0f0' },
  box: { x: -3, y: -3, width: 216, height: 303 },
};
const title: PageElement = {
  ...{ id: 'title', kind: 'text', role: 'h1', style: 'title', text: { en: '{title}' } },
  box: { x: 20, y: 30, width: 170, height: 20 },
};
const design: PageDesign = {
  ...{ width: 210, height: 297, bleed: 3 },
  guides: { x: [105] },
  styles: { title: { family: 'serif', size: 24, minSize: 12, colour: '#000000' } },
  elements: [ground, title],
};

test('sheets have names, whichever way they lie', () => {
  assert.equal(paperOf({ width: 297, height: 210 }), 'A4');
  assert.equal(paperOf({ width: 216, height: 279 }), 'Letter');
  assert.equal(paperOf({ width: 200, height: 297 }), undefined);
  assert.deepEqual(sheetOf('A3', { width: 297, height: 210 }), { width: 420, height: 297 });
});

test('from A4 to A3 everything grows by the square root of two, and what bleeds still does', () => {
  const large = onSheet(design, PAPERS.A3);
  assert.deepEqual([large.width, large.height, large.bleed], [297, 420, 3]);
  assert.deepEqual(large.guides, { x: [148.5] });
  assert.deepEqual(large.elements[0]?.box, { x: -3, y: -3, width: 303, height: 426 });
  const { x = 0, width = 0 } = large.elements[1]?.box ?? {};
  assert.ok(Math.abs(x - 20 * Math.SQRT2) < 0.1 && Math.abs(width - 170 * Math.SQRT2) < 0.2);
  assert.ok(Math.abs((large.styles.title?.size ?? 0) - 24 * Math.SQRT2) < 0.1);
  assert.ok(Math.abs((large.styles.title?.minSize ?? 0) - 12 * Math.SQRT2) < 0.1);
});

test('on a sheet of other proportions it stands in the middle, and the ground covers the sheet', () => {
  const letter = onSheet(design, PAPERS.Letter);
  assert.deepEqual(letter.elements[0]?.box, { x: -3, y: -3, width: 221.9, height: 285.4 });
  const { x = 0, width = 0 } = letter.elements[1]?.box ?? {};
  assert.ok(Math.abs(x - (215.9 - x - width)) < 0.02);
  assert.deepEqual(onSheet(letter, PAPERS.Letter), letter);
});

test('words outside of the margin and colour that ends at the edge are told', () => {
  const codes = (page: PageDesign) => checkMargins(page).map(({ code, where }) => [code, where?.element]);
  assert.deepEqual(codes(design), []);
  assert.deepEqual(codes({ ...design, margin: 25 }), [['notice.outside-margin', 'title']]);
  const short = { ...ground, box: { x: 0, y: 0, width: 210, height: 297 } };
  assert.deepEqual(codes({ ...design, elements: [short, title] }), [['notice.bleed-short', 'ground']]);
  const { bleed: _, ...without } = design;
  assert.deepEqual(codes({ ...without, elements: [short, title] }), []);
});
