import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleCredential } from '../credential/sample-credential.ts';
import { CONTENT_LANGUAGES, type Language } from '../language.ts';
import { fill, readFieldText } from './field-text.ts';
import { choiceBy, missingForms } from './forms.ts';

const missing = (text: string, language: Language) => {
  const read = readFieldText(text);
  assert.ok(read.ok, text);
  return missingForms(read.value, language).map(({ form }) => form);
};

test('a learner is spoken of as the roster says, and neutrally when it says nothing', () => {
  const words = '{learner.form, select, feminine {Absolventin} masculine {Absolvent} other {Absolvent:in}}';
  const { learner, ...rest } = sampleCredential;
  const said = (form?: 'feminine' | 'masculine' | 'neutral') =>
    fill(words, { ...rest, learner: { ...learner, ...(form && { form }) } }, 'de');
  assert.deepEqual(said('feminine'), { ok: true, value: 'Absolventin' });
  assert.deepEqual(said('masculine'), { ok: true, value: 'Absolvent' });
  assert.deepEqual(said('neutral'), { ok: true, value: 'Absolvent:in' });
  assert.deepEqual(said(), { ok: true, value: 'Absolvent:in' });
});

test('a form that a language has and a text lacks is told, by the plural rules of that language', () => {
  const english = '{ects, plural, one {# credit} other {# credits}}';
  assert.deepEqual(missing(english, 'en'), []);
  assert.deepEqual(missing(english, 'pl'), ['few', 'many']);
  assert.deepEqual(missing(english, 'is'), []);
  assert.deepEqual(missing('{learner.form, select, feminine {Absolventin} other {Absolvent}}', 'de'), [
    'masculine',
  ]);
  assert.deepEqual(missing(`{test, select, test {${english}} other {}}`, 'sl'), ['few', 'two']);
  // What the designer offers lacks nothing in any language.
  for (const language of CONTENT_LANGUAGES) {
    assert.deepEqual(missing(choiceBy('ects', language) ?? '', language), [], language);
    assert.deepEqual(missing(choiceBy('learner.form', language) ?? '', language), [], language);
  }
});

test('it is never shown itself: a place of its own is no field', () => {
  assert.equal(readFieldText('{learner.form}').ok, false);
});
