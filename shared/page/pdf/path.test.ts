import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOperators } from './path.ts';

const nowhere = () => ({ left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity });

test('an upright rectangle is written as one, whichever way it turns', () => {
  assert.equal(pathOperators('M 1 2 L 4 2 L 4 7 L 1 7 Z', nowhere()), '1 -2 3 -5 re\n');
  assert.equal(pathOperators('M1 2L1 7L4 7L4 2Z', nowhere()), '1 -2 3 -5 re\n');
  assert.doesNotMatch(pathOperators('M1 2L4 2L5 7L1 7Z', nowhere()), /re/);
  assert.doesNotMatch(pathOperators('M1 2L4 2L4 7L1 7', nowhere()), /re/);
});

test('lines, curves and several figures keep their order and their bounds', () => {
  const bounds = nowhere();
  assert.equal(
    pathOperators('M-1.5,.25 C 0 0 10 -20 3e1 4L5 5ZM 0 0 1 1', bounds),
    '-1.5 -0.25 m\n0 0 10 20 30 -4 c\n5 -5 l\nh\n0 0 m\n1 -1 l\n',
  );
  assert.deepEqual(bounds, { left: -1.5, top: -20, right: 30, bottom: 5 });
});

test('other commands are refused, not skipped', () => {
  for (const d of ['M0 0 H 5', 'm 0 0 1 1', 'M0 0 A 1 1 0 0 0 2 2', 'M0 - 1', 'M0 0 Lx 1'])
    assert.throws(() => pathOperators(d, nowhere()), RangeError, d);
});
