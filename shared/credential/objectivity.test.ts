import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Achievement, Credential } from './credential.ts';
import { degreeTitleIn } from './degree-titles.ts';
import { weakClaims } from './objectivity.ts';
import { sampleCredential } from './sample-credential.ts';
import { institutionalReview, sampleVariants } from './sample-variants.ts';

const { achievement } = sampleCredential;
const [first, second] = achievement.outcomes;
assert.ok(first && second);

const weak = (changes: Partial<Achievement>, credential: Credential = sampleCredential, on?: string) =>
  weakClaims({
    kind: credential.kind,
    languages: credential.languages,
    achievement: { ...credential.achievement, ...changes },
    award: credential.award,
    ...(on && { on }),
  }).map(({ code, facts }) => `${code} ${facts?.path}`);

test('there is nothing weak in the sample and its variants', () => {
  assert.deepEqual(weak({}), []);
  for (const [name, credential] of Object.entries(sampleVariants))
    assert.deepEqual(weak({}, credential), [], name);
});

const title = (el: string, en = 'Plan a survey of the shore') => ({
  outcomes: [{ ...first, title: { en, el } }],
});
const attendance = {
  ...achievement.assessment,
  type: { ...achievement.assessment.type, uri: 'http://data.europa.eu/snb/assessment/7331eb4762' },
};
const skill = (uri: string) => ({ outcomes: [{ ...first, skills: [{ uri, scheme: '', label: {} }] }] });
const { description: _, ...undescribed } = achievement;
const { nqf: __, ...withoutNqf } = achievement.level;
const { decision, report, homepage, ...bare } = achievement.qualityAssurance;

for (const [name, changes, expected] of [
  ['one word', title('Αποτύπωση'), ['notice.outcome-vague /achievement/outcomes/0/title']],
  ['two words and few letters', title('Να ζει'), ['notice.outcome-vague /achievement/outcomes/0/title']],
  ['digits', title('1234567 8901234 56'), ['notice.outcome-vague /achievement/outcomes/0/title']],
  [
    'the title again',
    title('παράκτια ΔΕΔΟΜΕΝΑ για τις κοινότητες!'),
    ['notice.outcome-vague /achievement/outcomes/0/title'],
  ],
  [
    'an outcome twice',
    { outcomes: [first, second, first] },
    ['notice.outcome-vague /achievement/outcomes/2/title'],
  ],
  ['two long words, as in Finnish', title('Σχεδιάζει αποτυπώσεις', 'Suunnittelee rantamittauksia'), []],
  [
    'attendance only',
    { outcomes: [first], assessment: attendance },
    ['notice.outcome-not-assessed /achievement/outcomes/0'],
  ],
  [
    'attendance, but the outcome has an assessment of its own',
    { outcomes: [{ ...first, assessment: achievement.assessment }], assessment: attendance },
    [],
  ],
  [
    'an occupation for a skill',
    skill('http://data.europa.eu/esco/occupation/00030d09-2b3a-4efd-87cc-c4ea39d27c34'),
    ['notice.skill-uri /achievement/outcomes/0/skills/0/uri'],
  ],
  ['a group of skills', skill('http://data.europa.eu/esco/skill/S4.8.1'), []],
  ['25 hours a credit', { workload: { hours: 125, ects: 5 } }, []],
  ['30 hours a credit', { workload: { hours: 150, ects: 5 } }, []],
  ['fewer', { workload: { hours: 124, ects: 5 } }, ['notice.ects-hours /achievement/workload']],
  ['more', { workload: { hours: 151, ects: 5 } }, ['notice.ects-hours /achievement/workload']],
  ['no credits', { workload: { hours: 60 } }, ['notice.ects-untold /achievement/workload/ects']],
  [
    'a year of study',
    { workload: { hours: 1600, ects: 60 } },
    ['notice.micro-credential-large /achievement/workload/ects'],
  ],
  ['no framework', { level: withoutNqf }, ['notice.level-without-framework /achievement/level/nqf']],
  [
    'another list',
    { level: { ...achievement.level, nqf: achievement.level.eqf } },
    ['notice.level-without-framework /achievement/level/nqf'],
  ],
  [
    'a level that is not the cycle’s',
    {
      level: {
        ...achievement.level,
        eqf: { ...achievement.level.eqf, uri: 'http://data.europa.eu/snb/eqf/4' },
      },
    },
    ['kind.level-cycle /achievement/level/cycle'],
  ],
  [
    'a blank description',
    { description: { en: ' ' } },
    ['notice.description-empty /achievement/description'],
  ],
  [
    'a degree’s title',
    { title: { en: 'Bachelor of Coasts', el: 'Ακτές' } },
    ['notice.title-like-degree /achievement/title/en'],
  ],
  [
    'assurance without a trace',
    { qualityAssurance: bare },
    ['notice.quality-assurance-unverifiable /achievement/qualityAssurance'],
  ],
  [
    'a grade without a scale',
    { grade: { value: '8' } },
    ['notice.grade-scheme-untold /achievement/grade/scheme'],
  ],
] as const satisfies readonly (readonly [string, Partial<Achievement>, readonly string[]])[]) {
  test(`${name}: ${expected[0] ?? 'nothing weak'}`, () => {
    assert.deepEqual(weak(changes), expected);
  });
}

test('no description at all is as empty as a blank one', () => {
  assert.ok(decision && homepage && report === undefined);
  assert.deepEqual(
    weakClaims({ kind: 'micro-credential', languages: ['en'], achievement: undescribed }).map(
      ({ code }) => code,
    ),
    ['notice.description-empty'],
  );
});

test('an accreditation that has ended is told on the day after, whoever holds it', () => {
  const { accredited } = sampleVariants;
  assert.deepEqual(weak({}, accredited, institutionalReview.validUntil), [
    'notice.accreditation-ended /achievement/qualityAssurance/validUntil',
  ]);
  assert.ok(
    weak({}, accredited, '2030-05-02').includes(
      'notice.accreditation-ended /award/awardingBody/accreditation/validUntil',
    ),
  );
});

test('titles of degrees are known in many languages; other titles are left alone', () => {
  for (const degree of [
    'Bachelor of Science in Biology',
    'BSc Biology',
    'Master’s degree in Law',
    'Laurea magistrale in Fisica',
    'Licenciatura em Direito',
    'Διδακτορικό στη Φυσική',
    'Бакалавърска програма по право',
    'Doctorat en droit',
    'Magisterstudium Chemie',
    'Ph.D. in Chemistry',
  ])
    assert.ok(degreeTitleIn(degree), degree);
  for (const other of [
    'Mastering spreadsheets',
    'Diploma in first aid',
    'Webmaster basics',
    'Ma come si scrive?',
    'Magistrates and the law',
    'Doctor and patient: how to talk',
    'Kandidater og valg',
    'Κατάρτιση στην πληροφορική',
  ])
    assert.equal(degreeTitleIn(other), undefined, other);
});
