import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../problem.ts';
import { ESCO_SKILLS, languageOfSkillFile, readSkills, type SkillIndex, searchSkills } from './esco.ts';

const HEADER =
  'conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,definition,inScheme,description';
const SCHEMES =
  'http://data.europa.eu/esco/concept-scheme/skills, http://data.europa.eu/esco/concept-scheme/member-skills';

interface Told {
  readonly uri: string;
  readonly name: string;
  readonly others?: readonly string[];
  readonly status?: string;
  readonly type?: string;
}

/** RFC 4180 as the download has it: cells quoted when they hold a comma, a quotation mark or a line break. */
function cell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function file(rows: readonly Told[], end = '\n'): Uint8Array {
  const lines = rows.map(
    ({ uri, name, others = [], status = 'released', type = 'KnowledgeSkillCompetence' }) =>
      [
        type,
        `http://data.europa.eu/esco/skill/${uri}`,
        'skill/competence',
        'sector-specific',
        name,
        others.join('\n'),
        '',
        status,
        '2024-01-18T14:16:47.512Z',
        '',
        '',
        SCHEMES,
        'Uses "words", commas\nand line breaks.',
      ]
        .map(cell)
        .join(','),
  );
  return new TextEncoder().encode(`\uFEFF${[HEADER, ...lines].join(end)}${end}`);
}

function value(outcome: Outcome<SkillIndex>): SkillIndex {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ code }) => code).join());
  return outcome.value;
}

const english = file([
  {
    uri: 'a',
    name: 'manage "musical" staff',
    others: ['coordinate duties of musical staff', 'direct musical staff'],
  },
  { uri: 'b', name: 'develop digital content', others: ['create e-content, video and audio'] },
  { uri: 'c', name: 'withdrawn skill', status: 'obsolete' },
  { uri: 'd', name: 'a group', type: 'SkillGroup' },
]);
const german = file(
  [
    { uri: 'b', name: 'digitale Inhalte entwickeln', others: ['E-Inhalte ausarbeiten', 'Größe ändern'] },
    { uri: 'a', name: '' },
  ],
  '\r\n',
);

test('joins the languages of the download by URI, released skills only', () => {
  const index = value(
    readSkills([
      { language: 'en', bytes: english },
      { language: 'de', bytes: german },
    ]),
  );
  assert.deepEqual(index.languages, ['en', 'de']);
  assert.deepEqual(
    index.skills.map(({ uri, label }) => [uri.slice(-1), label]),
    [
      ['a', { en: 'manage "musical" staff' }],
      ['b', { en: 'develop digital content', de: 'digitale Inhalte entwickeln' }],
    ],
  );
  assert.equal(index.skills[0]?.alternatives.en, 'coordinate duties of musical staff\ndirect musical staff');
});

test('finds by any name in any language, and gives what a learning outcome names', () => {
  const index = value(
    readSkills([
      { language: 'en', bytes: english },
      { language: 'de', bytes: german },
    ]),
  );
  const found = (text: string, language: 'en' | 'de' | 'fr') =>
    searchSkills(index, text, language, 5).map(({ uri }) => uri.slice(-1));
  assert.deepEqual(found('digital con', 'en'), ['b']);
  assert.deepEqual(found('content video', 'en'), ['b']);
  assert.deepEqual(found('grosse', 'de'), ['b']);
  assert.deepEqual(found('musical', 'de'), ['a']);
  assert.deepEqual(found('digital', 'fr'), ['b']);
  assert.deepEqual(found('withdrawn', 'en'), []);
  assert.deepEqual(searchSkills(index, 'inhalte', 'de', 1), [
    {
      uri: 'http://data.europa.eu/esco/skill/b',
      scheme: ESCO_SKILLS,
      label: { en: 'develop digital content', de: 'digitale Inhalte entwickeln' },
    },
  ]);
});

test('what a name begins with comes before what it holds, and that before other names', () => {
  const index = value(
    readSkills([
      {
        language: 'en',
        bytes: file([
          { uri: '4', name: 'administer databases', others: ['data care'] },
          { uri: '3', name: 'collect data' },
          { uri: '2', name: 'data mining methods' },
          { uri: '1', name: 'data mining' },
          { uri: '0', name: 'Data' },
        ]),
      },
    ]),
  );
  assert.deepEqual(
    searchSkills(index, 'data', 'en', 9).map(({ uri }) => uri.slice(-1)),
    ['0', '1', '2', '3', '4'],
  );
});

test('the language of a file is in its name', () => {
  assert.equal(languageOfSkillFile('/tmp/ESCO dataset - v1.2.0/skills_el.csv'), 'el');
  assert.equal(languageOfSkillFile('skills_no.csv'), undefined);
  assert.equal(languageOfSkillFile('occupations_el.csv'), undefined);
});

test('other files are refused with the language they were given for', () => {
  const codes = (bytes: Uint8Array) => {
    const outcome = readSkills([{ language: 'el', bytes }]);
    return outcome.ok ? [] : outcome.problems.map(({ code, where }) => [code, where?.language]);
  };
  const encode = (text: string) => new TextEncoder().encode(text);
  assert.deepEqual(codes(encode('conceptType,conceptUri\nx,y')), [['vocabulary.column-missing', 'el']]);
  assert.deepEqual(codes(Uint8Array.of(0xd0)), [['vocabulary.unreadable', 'el']]);
  assert.deepEqual(codes(encode(`${HEADER}\n"open`)), [['vocabulary.unreadable', 'el']]);
  assert.deepEqual(
    codes(
      file([
        { uri: 'a', name: 'x' },
        { uri: 'a', name: 'x' },
      ]),
    ),
    [['vocabulary.entry-wrong', 'el']],
  );
  assert.deepEqual(codes(file([{ uri: '" onload="', name: 'x' }])), [['vocabulary.entry-wrong', 'el']]);
  assert.deepEqual(codes(file([{ uri: 'a', name: 'a\nb' }])), [['vocabulary.entry-wrong', 'el']]);
  assert.deepEqual(codes(file([{ uri: 'a', name: 'x', status: 'obsolete' }])), [
    ['vocabulary.unreadable', undefined],
  ]);
});

test('a whole ESCO is searched at every key', () => {
  const verbs = ['manage', 'develop', 'assess', 'operate', 'maintain', 'analyse', 'présenter', 'plan'];
  const things = [
    'digital content',
    'musical staff',
    'machine tools',
    'chemical data',
    'patient records',
    'budgets',
  ];
  const ways = [
    'in teams',
    'for clients',
    'on site',
    'with care',
    'under supervision',
    'across sectors',
    'daily',
  ];
  const rows = Array.from({ length: 14_000 }, (_, at) => {
    const name = `${verbs[at % 8]} ${things[at % 6]} ${ways[at % 7]} ${at}`;
    return {
      uri: `${at}`,
      name,
      others: Array.from({ length: 8 }, (__, other) => `${name} ${things[other % 6]}`),
    };
  });
  const index = value(readSkills([{ language: 'en', bytes: file(rows) }]));
  assert.equal(index.skills.length, 14_000);
  searchSkills(index, 'warm', 'en', 10);
  const typed = [
    'm',
    'ma',
    'mana',
    'manage mus',
    'presenter',
    'data',
    '13999',
    'teams budgets dev',
    'nothing',
  ];
  // How fast that is, `npm run bench:search` measures.
  for (const text of typed) {
    const found = searchSkills(index, text, 'en', 20);
    assert.ok(found.length <= 20 && found.length > 0 === (text !== 'nothing'), text);
  }
});
