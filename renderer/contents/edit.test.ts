import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Achievement } from '../../shared/credential/credential.ts';
import { sampleCredential } from '../../shared/credential/sample-credential.ts';
import { moved, saidOrNot, withEntry, withOptional, withWords } from './edit.ts';

test('words that are emptied are missing, and a text without any is not said', () => {
  const title = withWords(withWords({ en: 'Data' }, 'fi', 'Dataa'), 'en', '');
  assert.deepEqual(title, { fi: 'Dataa' });
  assert.equal(saidOrNot(withWords(title, 'fi', '')), undefined);
  assert.deepEqual(withWords(undefined, 'el', 'Δεδομένα'), { el: 'Δεδομένα' });
});

test('an optional field is told and taken away again, without a trace in the file', () => {
  const { homepage: _, ...achievement }: Achievement = sampleCredential.achievement;
  const told = withOptional<Achievement, 'homepage'>(achievement, 'homepage', 'https://halcyon.example/');
  assert.equal(told.homepage, 'https://halcyon.example/');
  assert.deepEqual(withOptional<Achievement, 'homepage'>(told, 'homepage', undefined), achievement);
});

test('an entry of a list is changed, moved and taken out; beyond its ends nothing moves', () => {
  const list = ['a', 'b', 'c'];
  assert.deepEqual(withEntry(list, 1, 'x'), ['a', 'x', 'c']);
  assert.deepEqual(withEntry(list, 0, undefined), ['b', 'c']);
  assert.deepEqual(moved(list, 1, 1), ['a', 'c', 'b']);
  assert.equal(moved(list, 2, 1), list);
  assert.equal(moved(list, 0, -1), list);
});
