import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SaxesParser } from 'saxes';
import { sampleCredential } from '../credential/sample-credential.ts';
import { writeCanonical } from '../sealing/xml.ts';
import { type ElmoEdition, elmo } from './elmo.ts';

/** Text of every element by path, with `@lang` behind localized ones, as a foreign parser reads the written bytes. */
function texts(credential = sampleCredential, edition?: ElmoEdition): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const open: { path: string; text: string }[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', ({ name, attributes }) => {
    const language = attributes['xml:lang']?.value;
    const path = `${open.at(-1)?.path ?? ''}/${name}${language ? `@${language}` : ''}`;
    open.push({ path, text: '' });
    const uri = attributes.uri?.value;
    if (uri) found.set(`${path}#uri`, [...(found.get(`${path}#uri`) ?? []), uri]);
  });
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last) last.text += text;
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed?.text) found.set(closed.path, [...(found.get(closed.path) ?? []), closed.text]);
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(writeCanonical(elmo(credential, edition))).close();
  return found;
}

const COURSE = '/elmo/report/learningOpportunitySpecification';
const RESULT = `${COURSE}/specifies/learningOpportunityInstance`;
const MORE = `${COURSE}/extension/a:annexI`;

/** Where each element of Annex I to Council Recommendation 2022/C 243/02 must be found, and what the sample says. */
const ANNEX_I: readonly (readonly [string, string, string])[] = [
  ['M1', '/elmo/learner/givenNames', 'Ελένη-Zoë'],
  ['M1', '/elmo/learner/familyName', 'Παπαδοπούλου Ķēniņš'],
  ['M1', '/elmo/learner/bday', '1999-02-28'],
  ['M2', `${COURSE}/title@el`, 'Παράκτια δεδομένα για τις κοινότητες'],
  ['M3', '/elmo/report/issuer/country', 'GR'],
  ['M4', '/elmo/report/issuer/title@el', 'Πανεπιστήμιο Αλκυών'],
  ['M4', '/elmo/report/issuer/identifier', 'VATEL-099999990'],
  ['M5', '/elmo/report/issueDate', '2026-06-30T10:15:00Z'],
  ['M5', `${RESULT}/date`, '2026-06-26'],
  ['M6', `${MORE}/a:learningOutcome/a:title@en`, 'Publish survey results as open data'],
  ['M7', `${RESULT}/credit/value`, '2.5'],
  ['M7', `${MORE}/a:workloadHours`, '65'],
  ['M8', `${RESULT}/level/value`, '6'],
  ['M9', `${MORE}/a:assessment/a:type#uri`, 'http://data.europa.eu/snb/assessment/795dac4096'],
  ['M10', `${MORE}/a:participation#uri`, 'http://data.europa.eu/snb/learning-assessment/e92d221e4d'],
  ['M11', `${MORE}/a:qualityAssurance/a:type#uri`, 'http://data.europa.eu/snb/accreditation/820101cba6'],
  ['M11', `${MORE}/a:qualityAssurance/a:agency@en`, 'Invented Agency for Quality in Higher Education'],
  ['O1', `${MORE}/a:prerequisites@en`, 'Upper secondary education; no earlier survey practice is needed.'],
  ['O2', `${MORE}/a:supervision#uri`, 'http://data.europa.eu/snb/supervision-verification/70be69aaf9'],
  ['O3', `${RESULT}/resultLabel`, '8.5'],
  ['O3', '/elmo/report/gradingScheme/description@el', '0 έως 10 με βήμα 0,5· βάση το 5'],
  [
    'O4',
    `${MORE}/a:stackability@en`,
    'Counts towards the BSc in Environmental Sciences as an elective of 2.5 ECTS.',
  ],
  ['O5', `${MORE}/a:furtherInformation@en`, 'Taught with the municipality of Mytilene.'],
];

test('every element of Annex I is in the document', () => {
  const found = texts();
  for (const [element, path, expected] of ANNEX_I) {
    assert.ok(found.get(path)?.includes(expected), `${element} ${path}: ${found.get(path)}`);
  }
});

test('the description lists the learning outcomes in each language, line by line', () => {
  const lines = texts().get(`${COURSE}/description@el`)?.[0]?.split('\n') ?? [];
  assert.equal(
    lines.filter((line) => line.startsWith('• ')).length,
    sampleCredential.achievement.outcomes.length,
  );
  assert.ok(lines.includes('• Συζητά τα ευρήματα με κατοίκους και αρχές'));
});

test('the draft edition names the learner as its schema does', () => {
  const found = texts(sampleCredential, '2.0');
  assert.deepEqual(found.get('/elmo/learner/alternativeName@en'), ['Ελένη-Zoë Παπαδοπούλου Ķēniņš']);
  assert.deepEqual(found.get('/elmo/learner/dateOfBirth'), ['1999-02-28']);
  assert.equal(found.get('/elmo/learner/bday'), undefined);
});

test('what the credential lacks is absent, not empty', () => {
  const { grade: _, field: __, ...achievement } = sampleCredential.achievement;
  const { birthDate: ___, ...learner } = sampleCredential.learner;
  const found = texts({
    ...sampleCredential,
    achievement: { ...achievement, workload: { hours: 8 } },
    learner,
  });
  for (const path of [
    '/elmo/learner/bday',
    '/elmo/report/gradingScheme/description@en',
    `${COURSE}/iscedCode`,
    `${RESULT}/resultLabel`,
    `${RESULT}/gradingSchemeLocalId`,
    `${RESULT}/credit/scheme`,
  ]) {
    assert.equal(found.has(path), false, path);
  }
});
