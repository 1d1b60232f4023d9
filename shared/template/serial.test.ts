import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSerialPattern, serialFrom } from './serial.ts';

test('fills year and number; a number outgrows its width rather than losing digits', () => {
  assert.equal(serialFrom('HAL-{year}-{number:5}', { year: 2026, number: 42 }), 'HAL-2026-00042');
  assert.equal(serialFrom('HAL-{year}-{number:5}', { year: 2026, number: 1234567 }), 'HAL-2026-1234567');
  assert.equal(serialFrom('{number}/{year}', { year: 2026, number: 7 }), '7/2026');
});

test('a pattern names the number exactly once, and no other place', () => {
  for (const good of ['{number}', 'A.B/{year}_{number:9}', '{year}{year}{number:1}']) {
    assert.ok(isSerialPattern(good), good);
  }
  for (const bad of [
    '',
    'HAL-{year}',
    '{number}{number:5}',
    '{number:0}',
    '{number:12}',
    '{month}{number}',
    'A {number}',
  ]) {
    assert.ok(!isSerialPattern(bad), bad);
  }
});
