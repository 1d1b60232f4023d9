import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { Concept } from '../credential/concept.ts';
import { sampleCredential } from '../credential/sample-credential.ts';
import { CONTENT_LANGUAGES } from '../language.ts';
import {
  BASE64,
  ECTS,
  EDUCATIONAL_PROGRAMME,
  GENERIC_PROFILE,
  MANDATE,
  PNG,
  SHORT_LEARNING_PROGRAMME,
} from './concepts.ts';
import { COUNTRIES } from './countries.ts';
import { alpha2 } from './country-codes.ts';
import { LANGUAGE_CONCEPTS } from './languages.ts';
import { loadVocabularies, loadVocabulary } from './lists.ts';
import { FURTHER_INFORMATION, STACKABILITY, TEST_CREDENTIAL, WITHOUT_GRADE } from './note-subjects.ts';
import { conceptBy } from './vocabulary.ts';

const VOCAB = new URL('../../../shared/reference/elm/vocab/', import.meta.url);
const skip = existsSync(VOCAB) ? false : 'the controlled lists are not beside the repository';

test('encoding and file type are those of the European Learning Model', { skip }, () => {
  for (const [file, { uri, scheme, label }] of [
    ['europass-content-encoding-types.csv', BASE64],
    ['file-type.csv', PNG],
  ] as const) {
    const rows = parse(readFileSync(new URL(file, VOCAB)), { columns: true }) as { readonly uri: string }[];
    assert.deepEqual(
      rows.find((row) => row.uri === uri),
      { uri, label_en: label.en, inScheme: scheme },
    );
  }
});

test('what the program names itself is what the lists say', async () => {
  const lists = await loadVocabularies();
  for (const concept of [
    GENERIC_PROFILE,
    SHORT_LEARNING_PROGRAMME,
    EDUCATIONAL_PROGRAMME,
    ECTS,
    ...Object.values(COUNTRIES),
    ...Object.values(LANGUAGE_CONCEPTS),
  ]) {
    const list = lists.find(({ scheme }) => scheme === concept.scheme);
    assert.ok(list, concept.scheme);
    assert.deepEqual(conceptBy(list, concept.uri), concept);
  }
});

test('a country of the list knows its alpha-2 code, and the table of Member States agrees', async () => {
  const country = await loadVocabulary('country');
  const codes = country.concepts.map(({ uri, label }) => alpha2({ uri, scheme: country.scheme, label }));
  assert.equal(new Set(codes).size, codes.length);
  const names = new Intl.DisplayNames(['fr'], { type: 'region', fallback: 'none' });
  for (const code of codes) assert.ok(code && names.of(code), code);
  for (const [code, concept] of Object.entries(COUNTRIES)) assert.equal(alpha2(concept), code);
});

test('the sample credential uses entries of the lists', async () => {
  const { achievement, award } = sampleCredential;
  const lists = await loadVocabularies();
  for (const concept of [
    achievement.level.eqf,
    achievement.assessment.type,
    achievement.participation,
    achievement.qualityAssurance.type,
    achievement.supervision,
    award.country,
  ] as Concept[]) {
    const list = lists.find(({ scheme }) => scheme === concept.scheme);
    assert.ok(list && conceptBy(list, concept.uri), concept.uri);
  }
});

test('our own words are there in all 24 languages', () => {
  for (const label of [
    STACKABILITY.label,
    FURTHER_INFORMATION.label,
    TEST_CREDENTIAL.label,
    WITHOUT_GRADE,
    MANDATE.label,
  ]) {
    assert.deepEqual(Object.keys(label).sort(), [...CONTENT_LANGUAGES].sort());
  }
});
