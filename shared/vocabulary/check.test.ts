import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkConcepts } from './check.ts';
import { loadVocabularies } from './lists.ts';

const SNB = 'http://data.europa.eu/snb';
const lists = await loadVocabularies();

function concept(name: string, code: string, label: Readonly<Record<string, string>>) {
  return { uri: `${SNB}/${name}/${code}`, scheme: `${SNB}/${name}/25831c2`, label };
}

test('the example template names entries of the lists only', () => {
  const template = JSON.parse(
    readFileSync(new URL('../../examples/university/template.json', import.meta.url), 'utf8'),
  );
  assert.deepEqual(checkConcepts(template, lists), []);
});

test('an entry that is not in its list is told with the nearest, by its words or by its letters', () => {
  const template = {
    achievement: {
      assessment: { type: concept('assessment', '6e6cb2cc79', { en: 'Exam' }) },
      participation: concept('learning-assessment', '0000000000', { de: 'Online' }),
      field: concept('isced-f', '9998', { en: 'Nothing near' }),
      outcomes: [{ skills: [concept('skill', 'free', { en: 'of a list not kept here' })] }],
    },
  };
  const found = checkConcepts(template, lists);
  assert.deepEqual(
    found.map(({ code, where, facts }) => [code, where?.element, facts?.path, facts?.suggestion]),
    [
      [
        'template.concept-unknown',
        'assessment',
        '/achievement/assessment/type',
        `written examination <${SNB}/assessment/6e6cb2cc78>`,
      ],
      [
        'template.concept-unknown',
        'participation',
        '/achievement/participation',
        `Online <${SNB}/learning-assessment/920fbb3cbe>`,
      ],
      ['template.concept-unknown', 'field', '/achievement/field', `Field unknown <${SNB}/isced-f/999>`],
    ],
  );
});

test('words of another entry are told; words of one’s own choice are not', () => {
  const level = (label: Readonly<Record<string, string>>) => ({ level: { eqf: concept('eqf', '6', label) } });
  assert.deepEqual(
    checkConcepts(level({ en: 'Level 7', de: 'Niveau 7' }), lists).map(({ code, where }) => [
      code,
      where?.element,
    ]),
    [['template.concept-mislabelled', 'level']],
  );
  assert.deepEqual(checkConcepts(level({ en: 'EQF level 6' }), lists), []);
  assert.deepEqual(checkConcepts(level({ el: 'Επίπεδο 6' }), lists), []);
});

test('a retired entry is told as such', () => {
  const later = lists.map((list) => ({
    ...list,
    version: '2030',
    concepts: list.concepts.map((entry) =>
      entry.uri === `${SNB}/eqf/1` ? { ...entry, retired: true } : entry,
    ),
  }));
  const [problem, ...more] = checkConcepts([concept('eqf', '1', { en: 'Level 1' })], later);
  assert.equal(problem?.code, 'template.concept-retired');
  assert.equal(problem?.facts?.version, '2030');
  assert.deepEqual(more, []);
});
