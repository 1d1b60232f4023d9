import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FarRows } from './far-rows.ts';

const ROWS = 44_000_000;
const VIEW = 600;
const END = 30_000_000 - VIEW;

test('the last of a million rows is reached where Chromium still lays out, and the first again', () => {
  const far = new FarRows();
  assert.equal(far.scrollTo(END, VIEW, ROWS), ROWS - VIEW);
  assert.deepEqual(far.around(ROWS - 880, ROWS, ROWS), { above: 30_000_000 - 880, below: 0 });
  assert.equal(far.scrollTo(0, VIEW, ROWS), 0);
});

test('after a leap to the middle, rows move pixel by pixel', () => {
  const far = new FarRows();
  const middle = far.scrollTo(END / 2, VIEW, ROWS);
  assert.equal(Math.round(middle), (ROWS - VIEW) / 2);
  const { above } = far.around(22_000_000, 22_000_880, ROWS);
  assert.equal(far.scrollTo(END / 2 + 120, VIEW, ROWS), middle + 120);
  assert.equal(far.around(22_000_000, 22_000_880, ROWS).above, above);
});

test('fewer rows lie where they are', () => {
  const far = new FarRows();
  assert.equal(far.scrollTo(4800, VIEW, 440_000), 4800);
  assert.deepEqual(far.around(4400, 5280, 440_000), { above: 4400, below: 434_720 });
});
