import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingElements } from './check.ts';
import type { Credential } from './credential.ts';
import { sampleCredential } from './sample-credential.ts';

/** The sample with the value at `path` replaced. */
function changed(path: string, value: unknown): Credential {
  const copy = structuredClone(sampleCredential) as unknown as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const holder = keys.reduce((node, key) => node[key] as Record<string, unknown>, copy);
  holder[last] = value;
  return copy as unknown as Credential;
}

const found = (credential: Credential) =>
  missingElements(credential).map(({ code, where }) =>
    [code, where?.element, where?.language].filter(Boolean).join(' '),
  );

test('a whole credential lacks nothing', () => {
  assert.deepEqual(missingElements(sampleCredential), []);
});

/** Each mandatory element of Annex I, emptied. */
const EMPTIED: readonly (readonly [string, string, unknown])[] = [
  ['M1 learner.fullName', 'learner.fullName', ' '],
  ['M2 achievement.title', 'achievement.title', {}],
  ['M3 award.country', 'award.country', { uri: '', scheme: '', label: {} }],
  ['M4 award.awardingBody.country', 'award.awardingBody.country', { uri: '', scheme: '', label: {} }],
  ['M4 award.awardingBody.legalName', 'award.awardingBody.legalName', { en: '', el: ' ' }],
  ['M4 award.awardingBody.eidasIdentifier', 'award.awardingBody.eidasIdentifier', ''],
  ['M5 award.awardedOn', 'award.awardedOn', ''],
  ['M6 achievement.outcomes', 'achievement.outcomes', []],
  ['M7 achievement.workload.hours', 'achievement.workload.hours', 0],
  ['M8 achievement.level.eqf', 'achievement.level.eqf.uri', ''],
  ['M9 achievement.assessment.title', 'achievement.assessment.title', {}],
  ['M9 achievement.assessment.type', 'achievement.assessment.type.uri', ''],
  ['M10 achievement.participation', 'achievement.participation.uri', ''],
  ['M11 achievement.qualityAssurance.type', 'achievement.qualityAssurance.type.uri', ''],
  ['M11 achievement.qualityAssurance.agency', 'achievement.qualityAssurance.agency', {}],
];

for (const [element, path, value] of EMPTIED) {
  test(`without ${path} it is refused for ${element}`, () => {
    assert.deepEqual(found(changed(path, value)), [`credential.element-missing ${element}`]);
  });
}

test('all eleven mandatory elements are looked at', () => {
  const numbers = new Set(EMPTIED.map(([element]) => element.split(' ')[0]));
  assert.deepEqual([...numbers], ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9', 'M10', 'M11']);
});

test('a text lacking one of the languages is named with that language', () => {
  assert.deepEqual(found(changed('achievement.title.el', '')), [
    'credential.language-missing M2 achievement.title el',
  ]);
  assert.deepEqual(found(changed('achievement.outcomes.1.title.en', undefined)), [
    'credential.language-missing M6 achievement.outcomes.2.title en',
  ]);
  assert.deepEqual(found(changed('achievement.participation.label.el', '')), [
    'credential.language-missing M10 achievement.participation.label el',
  ]);
  assert.deepEqual(found(changed('achievement.stackability', { en: 'Yes' })), [
    'credential.language-missing O4 achievement.stackability el',
  ]);
});

test('only the languages offered count, and optional elements may be absent', () => {
  assert.deepEqual(found({ ...changed('achievement.title.el', ''), languages: ['en'] }), []);
  assert.deepEqual(found(changed('achievement.prerequisites', undefined)), []);
  assert.deepEqual(found(changed('achievement.grade', undefined)), []);
});

test('a learner with one name only is identified', () => {
  assert.deepEqual(found(changed('learner.givenName', '')), []);
  assert.deepEqual(found(changed('learner.familyName', '')), []);
});
