/** How long one key stroke takes while searching 10,000 list entries and 14,000 ESCO skills: `npm run bench:search`. */
import { readSkills, searchSkills } from '../../shared/vocabulary/esco.ts';
import { search, type Vocabulary } from '../../shared/vocabulary/vocabulary.ts';

const TYPED = [
  'm',
  'ma',
  'manage',
  'manage mus',
  'applied',
  'applied st',
  'field 9',
  'teams budgets dev',
  'nothing',
];
const WORDS = [
  'manage',
  'music',
  'present',
  'teams',
  'budgets',
  'develop',
  'data',
  'applied',
  'general',
  'further',
];

const vocabulary: Vocabulary = {
  list: 'isced-f',
  title: 'Made for measuring',
  scheme: 'urn:x',
  source: 'bench',
  version: '1',
  complete: true,
  translation: {},
  concepts: Array.from({ length: 10_000 }, (_, at) => ({
    uri: `urn:x:${at}`,
    label: { en: `Entry ${at} of ${WORDS[at % 10]} studies in field ${at % 97}` },
  })),
};

const rows = Array.from({ length: 14_000 }, (_, at) => {
  const label = `${WORDS[at % 10]} ${WORDS[(at * 7) % 10]} ${at}`;
  return `KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/${at},skill/competence,cross-sector,${label},,,released,2024-01-01T00:00:00Z,,,,`;
});
const header =
  'conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,definition,inScheme,description';
const skills = readSkills([
  { language: 'en', bytes: new TextEncoder().encode([header, ...rows].join('\n')) },
]);
if (!skills.ok) throw new Error(JSON.stringify(skills.problems));

for (const [what, find] of [
  ['10,000 entries', (text: string) => search(vocabulary, text, 'en', 20).length],
  [
    `${skills.value.skills.length} skills`,
    (text: string) => searchSkills(skills.value, text, 'en', 20).length,
  ],
] as const) {
  find('warm');
  for (const text of TYPED) {
    const start = performance.now();
    for (let run = 0; run < 20; run += 1) find(text);
    const each = (performance.now() - start) / 20;
    console.log(`${what.padEnd(16)} '${text}'`.padEnd(44), `${each.toFixed(2)} ms, ${find(text)} shown`);
  }
}
