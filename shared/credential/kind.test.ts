import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONTENT_LANGUAGES } from '../language.ts';
import { FIELDS } from '../template/fields.ts';
import { missingElements } from './check.ts';
import type { Achievement, Credential } from './credential.ts';
import { FORMAT_NAMES } from './format-names.ts';
import { MICRO_CREDENTIAL_FORMATS } from './kind.ts';
import { KIND_NAMES, kindStatement } from './kind-names.ts';
import { sampleCredential } from './sample-credential.ts';
import { sampleVariants } from './sample-variants.ts';

const told = (credential: Credential) =>
  missingElements(credential).map(({ code, where, facts }) => `${code} ${where?.element} ${facts?.path}`);

const changed = (credential: Credential | undefined, changes: Partial<Achievement>): Credential => {
  assert.ok(credential);
  return { ...credential, achievement: { ...credential.achievement, ...changes } };
};

test('kinds, formats and the statement have words of their own in every content language', () => {
  const statement = kindStatement('micro-credential');
  assert.ok(statement);
  for (const names of [...Object.values(KIND_NAMES), ...Object.values(FORMAT_NAMES), statement]) {
    assert.deepEqual(Object.keys(names).sort(), [...CONTENT_LANGUAGES].sort());
    for (const [language, words] of Object.entries(names)) {
      assert.equal(words, words.normalize('NFC').trim(), language);
      // Two trade names stay as they are written.
      if (!/MicroMasters|Nanodegree/.test(words) && /^(?:bg|el)$/.test(language))
        assert.match(words, /\p{Script=Cyrillic}|\p{Script=Greek}/u);
    }
  }
  for (const language of CONTENT_LANGUAGES) {
    assert.notEqual(KIND_NAMES.degree[language], KIND_NAMES['micro-credential'][language]);
    const formats = MICRO_CREDENTIAL_FORMATS.map((format) => FORMAT_NAMES[format][language]);
    assert.equal(new Set(formats).size, MICRO_CREDENTIAL_FORMATS.length, language);
  }
  assert.equal(kindStatement('degree'), undefined);
});

test('every variant of the sample is whole', () => {
  for (const [name, credential] of Object.entries(sampleVariants))
    assert.deepEqual(told(credential), [], name);
});

test('a degree stands in a framework and counts a year of credits at least', () => {
  const { degree } = sampleVariants;
  const { level, workload } = degree?.achievement ?? sampleCredential.achievement;
  const { nqf: _, ...withoutNqf } = level;
  const { cycle: __, ...withoutCycle } = level;
  const first = sampleCredential.achievement.level.cycle;
  assert.ok(first);
  for (const [changes, expected] of [
    [{ level: withoutNqf }, 'credential.element-missing level /achievement/level/nqf'],
    [{ level: withoutCycle }, 'credential.element-missing level /achievement/level/cycle'],
    [{ level: { ...level, cycle: first } }, 'kind.level-cycle level /achievement/level/cycle'],
    [
      { workload: { hours: workload.hours } },
      'credential.element-missing workload /achievement/workload/ects',
    ],
    [{ workload: { hours: 1600, ects: 59.5 } }, 'kind.degree-too-small workload /achievement/workload/ects'],
    [{ format: 'nano-degree' }, 'kind.format-of-degree format /achievement/format'],
  ] as const) {
    assert.deepEqual(told(changed(degree, changes)), [expected]);
  }
});

test('a doctorate need not count credits', () => {
  const level = {
    eqf: { ...sampleCredential.achievement.level.eqf, uri: 'http://data.europa.eu/snb/eqf/8' },
    nqf: sampleCredential.achievement.level.nqf ?? sampleCredential.achievement.level.eqf,
    cycle: {
      uri: 'urn:sealwright:qf-ehea:third-cycle',
      scheme: 'urn:sealwright:qf-ehea',
      label: { en: 'Third cycle', el: 'Τρίτος κύκλος' },
    },
  };
  assert.deepEqual(told(changed(sampleVariants.degree, { level, workload: { hours: 4800 } })), []);
});

test('a complement to a degree names the degree, and nothing else does', () => {
  const complements = { en: 'BSc in Biology', el: 'Πτυχίο Βιολογίας' };
  const refusal = 'kind.complement-untold complements';
  assert.deepEqual(told(changed(sampleCredential, { format: 'complement-to-degree' })), [
    `${refusal} /achievement/complements`,
  ]);
  assert.deepEqual(told(changed(sampleCredential, { format: 'boot-camp', complements })), [
    `${refusal} /achievement/format`,
  ]);
  assert.deepEqual(told(changed(sampleCredential, { format: 'complement-to-degree', complements })), []);
});

test('the fields of the page say all of it', () => {
  const say = (name: keyof typeof FIELDS, credential: Credential | undefined) => {
    assert.ok(credential);
    return FIELDS[name].value(credential, 'en', FIELDS[name].formats[0]);
  };
  const { joint, accredited, mandated, degree } = sampleVariants;
  assert.equal(
    say('awardingBodies', joint),
    'Halcyon University, Sea Loop Training and Consortium of Island Universities',
  );
  assert.equal(say('awardingBodies', sampleCredential), 'Halcyon University');
  assert.equal(say('partners', joint), 'Sea Loop Training and Consortium of Island Universities');
  assert.equal(say('setting', joint), 'non-formal learning');
  assert.equal(say('accreditation.decision', accredited), 'Positive, decision 4/2023');
  assert.equal(say('accreditation.validUntil', accredited), '1 May 2030');
  assert.equal(say('mandate.reference', mandated), 'HAL 7/2026');
  assert.equal(say('kind.statement', degree), '');
  assert.equal(say('kind', degree), 'Degree');
  assert.equal(say('format', sampleVariants['format-micromasters']), 'MicroMasters');
});
