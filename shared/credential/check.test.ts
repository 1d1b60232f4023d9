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
  missingElements(credential).map(({ code, where, facts }) =>
    [code, where?.element, facts?.path, where?.language].filter(Boolean).join(' '),
  );

test('a whole credential lacks nothing', () => {
  assert.deepEqual(missingElements(sampleCredential), []);
});

/** Each mandatory element of Annex I by its number and its key in locales/<language>/elements.json, emptied. */
const EMPTIED: readonly (readonly [string, string, string, unknown])[] = [
  ['M1', 'learner', 'learner.fullName', ' '],
  ['M2', 'title', 'achievement.title', {}],
  ['M3', 'country', 'award.country', { uri: '', scheme: '', label: {} }],
  ['M4', 'country', 'award.awardingBody.country', { uri: '', scheme: '', label: {} }],
  ['M4', 'awardingBody', 'award.awardingBody.legalName', { en: '', el: ' ' }],
  ['M4', 'awardingBody', 'award.awardingBody.eidasIdentifier', ''],
  ['M5', 'awardedOn', 'award.awardedOn', ''],
  ['M6', 'outcomes', 'achievement.outcomes', []],
  ['M7', 'workload', 'achievement.workload.hours', 0],
  ['M8', 'level', 'achievement.level.eqf', { uri: '', scheme: '', label: {} }],
  ['M9', 'assessment', 'achievement.assessment.title', {}],
  ['M9', 'assessment', 'achievement.assessment.type', { uri: ' ', scheme: '', label: {} }],
  ['M10', 'participation', 'achievement.participation', { uri: '', scheme: '', label: {} }],
  ['M11', 'qualityAssurance', 'achievement.qualityAssurance.type', { uri: '', scheme: '', label: {} }],
  ['M11', 'qualityAssurance', 'achievement.qualityAssurance.agency', {}],
];

for (const [, element, path, value] of EMPTIED) {
  test(`without ${path} it is refused for ${element}`, () => {
    assert.deepEqual(found(changed(path, value)), [
      `credential.element-missing ${element} /${path.replaceAll('.', '/')}`,
    ]);
  });
}

test('all eleven mandatory elements are looked at', () => {
  const numbers = new Set(EMPTIED.map(([number]) => number));
  assert.deepEqual([...numbers], ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9', 'M10', 'M11']);
});

test('a text lacking one of the languages is named with that language', () => {
  for (const [element, path, value, language] of [
    ['title', 'achievement.title.el', '', 'el'],
    ['outcomes', 'achievement.outcomes.1.title.en', undefined, 'en'],
    ['participation', 'achievement.participation.label.el', '', 'el'],
    ['stackability', 'achievement.stackability.el', '', 'el'],
    ['awardingBody', 'award.awardingBody.address.en', ' ', 'en'],
    ['level', 'achievement.level.cycle.label.el', '', 'el'],
    ['outcomes', 'achievement.outcomes.1.skills.0.label.el', '', 'el'],
  ] as const) {
    const at = path.slice(0, path.lastIndexOf('.')).replaceAll('.', '/');
    assert.deepEqual(found(changed(path, value)), [
      `credential.language-missing ${element} /${at} ${language}`,
    ]);
  }
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
