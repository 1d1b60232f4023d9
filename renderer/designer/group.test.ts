import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PageDesign, ShapeElement } from '../../shared/template/design.ts';
import { duplicate } from './edit.ts';
import { group, ungroup, wholeGroups } from './group.ts';
import { strokeOf } from './keyboard.ts';

const shape = (id: string): ShapeElement => ({
  ...{ kind: 'shape', shape: 'rectangle', id },
  box: { x: 10, y: 10, width: 20, height: 10 },
});
const page: PageDesign = { width: 210, height: 297, styles: {}, elements: ['a', 'b', 'c', 'd'].map(shape) };
const pair = group(page, new Set(['a', 'c']));
const held = (design: PageDesign, ...ids: readonly string[]) => [...wholeGroups(design, new Set(ids))];

test('who takes hold of one of a group holds all of it, and nothing else', () => {
  assert.deepEqual(held(pair, 'c'), ['a', 'c']);
  assert.deepEqual(held(pair, 'b'), ['b']);
  assert.deepEqual(held(pair, 'b', 'a'), ['a', 'b', 'c']);
});

test('one of a group may go into another, and out of any', () => {
  const moved = group(pair, new Set(['c', 'd']));
  assert.deepEqual(held(moved, 'd'), ['c', 'd']);
  assert.deepEqual(held(moved, 'a'), ['a']);
  assert.deepEqual(held(ungroup(pair, new Set(['a', 'c'])), 'a'), ['a']);
  assert.equal(ungroup(page, new Set(['a'])), page);
  assert.equal(group(page, new Set(['a'])), page);
});

test('a copied group is one of its own', () => {
  const { page: copied, made } = duplicate(pair, new Set(['a', 'c']));
  assert.deepEqual(new Set(held(copied, 'a')), new Set(['a', 'c']));
  assert.deepEqual(new Set(held(copied, [...made][0] ?? '')), made);
});

test('Ctrl+G groups, with Shift takes apart', () => {
  const keys = { key: 'g', shiftKey: false, altKey: false, ctrlKey: true, metaKey: false };
  const grouped = strokeOf(keys, new Set(['a', 'b']));
  assert.ok(grouped?.kind === 'edit');
  assert.deepEqual(held(grouped.make(page), 'a'), ['a', 'b']);
  const apart = strokeOf({ ...keys, key: 'G', shiftKey: true }, new Set(['a', 'c']));
  assert.ok(apart?.kind === 'edit');
  assert.deepEqual(held(apart.make(pair), 'a'), ['a']);
});
