import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import type { Concept } from '../../credential/concept.ts';
import { sampleCredential } from '../../credential/sample-credential.ts';
import { LANGUAGES } from '../../language.ts';
import {
  BASE64,
  ECTS,
  EDUCATIONAL_PROGRAMME,
  GENERIC_PROFILE,
  MANDATE,
  PNG,
  SHORT_LEARNING_PROGRAMME,
} from './concepts.ts';
import { alpha2, COUNTRIES } from './countries.ts';
import { LANGUAGE_CONCEPTS } from './languages.ts';
import {
  ACCREDITATION_TYPES,
  ASSESSMENT_TYPES,
  EQF_LEVELS,
  ISCED_F_BROAD_FIELDS,
  MODES,
  SUPERVISION_METHODS,
} from './lists.ts';
import { FURTHER_INFORMATION, STACKABILITY, TEST_CREDENTIAL, WITHOUT_GRADE } from './note-subjects.ts';

const ELM = new URL('../../../../shared/reference/elm/', import.meta.url);
const skip = existsSync(ELM) ? false : 'the controlled lists are not beside the repository';

function check(file: string, concepts: readonly Concept[], whole = false): void {
  const rows = parse(readFileSync(new URL(`vocab/${file}`, ELM)), { columns: true }) as Record<
    string,
    string
  >[];
  const entries = new Map(rows.map((row) => [row.uri, row]));
  for (const { uri, scheme, label } of concepts) {
    assert.deepEqual(entries.get(uri), { uri, label_en: label.en, inScheme: scheme });
  }
  if (whole) assert.equal(concepts.length, entries.size);
}

test('the lists are those of the European Learning Model', { skip }, () => {
  check('eqf.csv', EQF_LEVELS, true);
  check('europass-learning-assessment-types.csv', ASSESSMENT_TYPES, true);
  check('europass-modes.csv', MODES, true);
  check('europass-accreditation-types.csv', ACCREDITATION_TYPES, true);
  check('isced-f.csv', ISCED_F_BROAD_FIELDS);
  check('language.csv', Object.values(LANGUAGE_CONCEPTS));
  check('country.csv', Object.values(COUNTRIES));
  check('europass-learning-opportunity-types.csv', [SHORT_LEARNING_PROGRAMME, EDUCATIONAL_PROGRAMME]);
  check('europass-credential-types.csv', [GENERIC_PROFILE]);
  check('europass-content-encoding-types.csv', [BASE64]);
  check('credit-points.csv', [ECTS]);
  check('file-type.csv', [PNG]);
});

test('the methods of supervision are those of the official spreadsheet template', { skip }, () => {
  const sheet = unzipSync(readFileSync(new URL('sheets/EDC_template-generic.xlsm', ELM)));
  const strings = strFromU8(sheet['xl/sharedStrings.xml'] ?? new Uint8Array());
  for (const { uri, label } of SUPERVISION_METHODS) {
    assert.ok(strings.includes(`>${uri}<`), uri);
    assert.ok(strings.includes(`>${label.en}<`), label.en);
  }
});

test('the sample credential uses entries of the lists', () => {
  const { achievement, award } = sampleCredential;
  const named = (list: readonly Concept[], uri: string | undefined) =>
    list.some((concept) => concept.uri === uri);
  assert.ok(named(EQF_LEVELS, achievement.level.eqf.uri));
  assert.ok(named(ASSESSMENT_TYPES, achievement.assessment.type.uri));
  assert.ok(named(MODES, achievement.participation.uri));
  assert.ok(named(ACCREDITATION_TYPES, achievement.qualityAssurance.type.uri));
  assert.ok(named(SUPERVISION_METHODS, achievement.supervision?.uri));
  assert.equal(alpha2(award.country), 'GR');
});

test('our own words are there in all 24 languages', () => {
  for (const label of [
    STACKABILITY.label,
    FURTHER_INFORMATION.label,
    TEST_CREDENTIAL.label,
    WITHOUT_GRADE,
    MANDATE.label,
  ]) {
    assert.deepEqual(Object.keys(label).sort(), [...LANGUAGES].sort());
  }
});
