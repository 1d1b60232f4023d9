import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PageDesign, PageElement, ShapeElement, TextStyle } from '../../shared/template/design.ts';
import {
  align,
  changeStyle,
  distribute,
  duplicate,
  insert,
  move,
  ownStyle,
  place,
  remove,
  reorder,
  setAlt,
  setCode,
  takeFont,
} from './edit.ts';
import { begin, change, redo, undo } from './history.ts';
import { snap } from './snap.ts';

function shape(id: string, x: number, y: number, width = 20, height = 10): ShapeElement {
  return { kind: 'shape', shape: 'rectangle', id, box: { x, y, width, height } };
}

const page: PageDesign = {
  width: 210,
  height: 297,
  styles: {},
  elements: [shape('a', 10, 10), shape('b', 50, 40), shape('c', 150, 100)],
};
const boxOf = (design: PageDesign, id: string) => design.elements.find((each) => each.id === id)?.box;

test('whatever is moved stays on the page, and keeps its size and distances', () => {
  const distance = fc.double({ min: -500, max: 500, noNaN: true });
  fc.assert(
    fc.property(distance, distance, (dx, dy) => {
      const moved = move(page, new Set(['a', 'c']), dx, dy);
      const [a, b, c] = ['a', 'b', 'c'].map((id) => boxOf(moved, id));
      assert.ok(a && b && c);
      assert.deepEqual(b, boxOf(page, 'b'));
      assert.ok(a.x >= 0 && a.y >= 0 && c.x + c.width <= 210 && c.y + c.height <= 297);
      assert.ok(Math.abs(c.x - a.x - 140) < 0.11 && Math.abs(c.y - a.y - 90) < 0.11);
      assert.equal(a.width, 20);
    }),
  );
});

test('a style is changed for all that are set in it, and no other', () => {
  const plain = { family: 'sans', size: 10, colour: '#000000' } as const;
  const styled = changeStyle({ ...page, styles: { body: plain, note: plain } }, 'body', {
    family: 'own-house',
  });
  assert.deepEqual(styled.styles, { body: { ...plain, family: 'own-house' }, note: plain });
  assert.equal(changeStyle(styled, 'lost', { size: 3 }), styled);
});

test('a font file becomes the face that the style is set in, beside the faces that are there', () => {
  const bold = { family: 'sans', bold: true, size: 10, colour: '#000000' } as const;
  const once = takeFont({ ...page, styles: { body: bold } }, 'body', 'own-house', 'data:bold');
  assert.deepEqual(once.fonts, { 'own-house': { regular: 'data:bold', bold: 'data:bold' } });
  const plain = { ...once, styles: { ...once.styles, note: { ...bold, bold: false } } };
  const twice = takeFont(plain, 'note', 'own-house', 'data:regular');
  assert.deepEqual(twice.fonts, { 'own-house': { regular: 'data:regular', bold: 'data:bold' } });
  assert.deepEqual(
    Object.values(twice.styles).map(({ family }) => family),
    ['own-house', 'own-house'],
  );
});

test('a box is placed within the page and never turned inside out', () => {
  const placed = boxOf(place(page, 'a', { x: -5, y: 290, width: 400, height: -3 }), 'a');
  assert.deepEqual(placed, { x: 0, y: 290, width: 210, height: 0 });
});

test('one is aligned to the page, several to their frame', () => {
  assert.equal(boxOf(align(page, new Set(['a']), 'right'), 'a')?.x, 190);
  const several = align(page, new Set(['a', 'b', 'c']), 'middle');
  assert.deepEqual(
    ['a', 'b', 'c'].map((id) => boxOf(several, id)?.y),
    [55, 55, 55],
  );
});

test('three are spread with equal gaps between them', () => {
  const spread = distribute(page, new Set(['a', 'b', 'c']), 'across');
  assert.deepEqual(
    ['a', 'b', 'c'].map((id) => boxOf(spread, id)?.x),
    [10, 80, 150],
  );
  assert.equal(distribute(page, new Set(['a', 'b']), 'across'), page);
});

test('the reading order changes by one place and ends at its ends', () => {
  const ids = (design: PageDesign) => design.elements.map(({ id }) => id).join('');
  assert.equal(ids(reorder(page, 'b', -1)), 'bac');
  assert.equal(reorder(page, 'c', 1), page);
});

test('copies have names of their own', () => {
  const once = duplicate(page, new Set(['a']));
  assert.deepEqual([...once.made], ['a-2']);
  const twice = duplicate(once.page, once.made);
  assert.deepEqual([...twice.made], ['a-3']);
  assert.equal(remove(twice.page, twice.made).elements.length, 4);
  assert.equal(insert(page, [shape('far', 205, 295)]).page.elements.at(-1)?.box.x, 190);
});

test('a style is changed for all that use it, or copied for the chosen alone', () => {
  const style: TextStyle = { family: 'serif', size: 12, colour: '#000000' };
  const text = (id: string): PageElement => ({
    ...{ kind: 'text', id, role: 'p', style: 'body', text: { en: id } },
    box: { x: 0, y: 0, width: 50, height: 10 },
  });
  const design = { ...page, styles: { body: style }, elements: [text('a'), text('b')] };
  const larger = changeStyle(design, 'body', { size: 14 });
  assert.equal(larger.styles.body?.size, 14);
  const own = changeStyle(ownStyle(design, new Set(['b']), 'body'), 'body-2', { bold: true });
  assert.deepEqual(
    own.elements.map((element) => 'style' in element && element.style),
    ['body', 'body-2'],
  );
  assert.equal(own.styles.body?.bold, undefined);
  assert.equal(own.styles['body-2']?.bold, true);
});

test('a picture without alternative words in any language is decoration', () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };
  const image: PageElement = { kind: 'image', id: 'logo', box, source: 'data:image/png;base64,AA==' };
  const design = { ...page, elements: [image] };
  const told = setAlt(design, 'logo', 'fi', 'Tunnus');
  assert.deepEqual(told.elements[0], { ...image, alt: { fi: 'Tunnus' } });
  assert.deepEqual(setAlt(told, 'logo', 'fi', '').elements[0], image);
  assert.equal('alt' in (setAlt(page, 'a', 'fi', 'x').elements[0] ?? {}), false);
});

test('a code takes the size that its seal’s key needs, and forgets what is taken out', () => {
  const box = { x: 20, y: 30, width: 40, height: 40 };
  const code: PageElement = { kind: 'qr', id: 'code', box, colour: '#000000', alt: { en: 'Proof' } };
  const curve = setCode({ ...page, elements: [code] }, 'code', { sealKey: 'P-256', holds: 'link' });
  const smaller = { ...box, width: 35, height: 35 };
  assert.deepEqual(curve.elements[0], { ...code, box: smaller, sealKey: 'P-256', holds: 'link' });
  const addressed = setCode(curve, 'code', { verifyPage: 'https://verify.example.edu/' });
  assert.deepEqual(setCode(addressed, 'code', { verifyPage: undefined }), curve);
  assert.deepEqual(boxOf(setCode(curve, 'code', { sealKey: 'RSA-3072' }), 'code'), {
    ...box,
    width: 44,
    height: 44,
  });
  const proof = setCode(curve, 'code', { sealKey: 'RSA-3072', holds: undefined });
  assert.deepEqual(boxOf(proof, 'code'), box);
});

test('any number of changes is undone and done again', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 40 }), (values) => {
      let history = begin(0.5);
      for (const value of values) history = change(history, value);
      const last = history.present;
      for (let step = 0; step < 50; step++) history = undo(history);
      assert.equal(history.present, 0.5);
      for (let step = 0; step < 50; step++) history = redo(history);
      assert.equal(history.present, last);
    }),
  );
});

test('a frame is caught by the nearest edge or middle, and only within reach', () => {
  const chosen = new Set(['a']);
  const frame = { x: 10, y: 10, width: 20, height: 10 };
  const caught = snap(page, chosen, frame, { dx: 39.2, dy: 7, reach: 1 });
  assert.equal(caught.dx, 40);
  assert.equal(caught.guides.x, 50);
  assert.equal(caught.dy, 7);
  assert.equal(caught.guides.y, undefined);
  // The middle of the page.
  assert.equal(snap(page, chosen, frame, { dx: 84.7, dy: 0, reach: 1 }).guides.x, 105);
});
