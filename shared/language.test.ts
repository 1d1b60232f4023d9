import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languagesMissing, textIn } from './language.ts';

test('a text falls back in the order it is told, and never to a language nobody named', () => {
  const title = { el: 'Τίτλος', fi: 'Otsikko' };
  assert.equal(textIn(title, 'el'), 'Τίτλος');
  assert.equal(textIn(title, 'en', ['fi', 'el']), 'Otsikko');
  assert.equal(textIn(title, 'en'), undefined);
});

test('blank words count as missing', () => {
  assert.deepEqual(languagesMissing({ el: '  ', en: 'Title' }, ['en', 'el', 'bg']), ['el', 'bg']);
});
