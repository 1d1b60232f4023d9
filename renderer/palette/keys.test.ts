import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SCREENS, SHORTCUTS } from '../../shared/shell.ts';
import { commandOf, labelOf } from './keys.ts';

const stroke = (key: string, change = {}) => ({
  ...{ key, code: `Key${key.toUpperCase()}`, ctrlKey: false, metaKey: false, altKey: false },
  ...change,
});

test('the keys are those of the platform, and figures lie where every keyboard has them', () => {
  assert.equal(commandOf(stroke('k', { ctrlKey: true }), false), 'palette');
  assert.equal(commandOf(stroke('k', { metaKey: true }), false), undefined);
  assert.equal(commandOf(stroke('k', { metaKey: true }), true), 'palette');
  assert.equal(commandOf(stroke('k', { ctrlKey: true, altKey: true }), false), undefined);
  assert.equal(commandOf(stroke('k'), false), undefined);
  assert.equal(commandOf(stroke('&', { code: 'Digit1', ctrlKey: true }), false), 'home');
  assert.equal(commandOf(stroke('F1', { code: 'F1' }), true), 'help');
  assert.equal(new Set(Object.values(SHORTCUTS)).size, SCREENS.length + 2, 'no key means two things');
});

test('a key is labelled as its keyboard labels it', () => {
  assert.equal(labelOf('Mod+K', false, 'de'), 'Strg+K');
  assert.equal(labelOf('Mod+Shift+Z', true, 'de'), '⌘⇧Z');
});
