import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Credential } from '../credential/credential.ts';
import { sampleCredential } from '../credential/sample-credential.ts';
import { CONTENT_LANGUAGES, type Language } from '../language.ts';
import { fieldsIn, fill, readFieldText, varies } from './field-text.ts';
import { FIELDS, type Field } from './fields.ts';

function filled(text: string, language: Language = 'en', credential = sampleCredential): string {
  const outcome = fill(text, credential, language);
  assert.ok(outcome.ok);
  return outcome.value;
}

test('dates and numbers are written as each language writes them (CLDR)', () => {
  assert.equal(filled('{awardedOn}', 'en'), '26 June 2026');
  assert.equal(filled('{awardedOn}', 'el'), '26 Ιουνίου 2026');
  assert.equal(filled('{awardedOn:long}', 'hu'), '2026. június 26.');
  assert.equal(filled('{awardedOn:short}', 'de'), '26.06.2026');
  assert.equal(filled('{awardedOn:iso}', 'fi'), '2026-06-26');
  assert.equal(filled('{ects}', 'en'), '2.5');
  assert.equal(filled('{ects} ECTS', 'bg'), '2,5 ECTS');
});

test('the day of an instant is the day in UTC, whatever zone the machine is in', () => {
  const late = { ...sampleCredential, issuedAt: '2026-06-30T23:59:59Z' };
  assert.equal(filled('{issuedAt}', 'en', late), '30 June 2026');
});

test('capitals follow the language', () => {
  assert.equal(filled('{title:upper}', 'el'), 'ΠΑΡΑΚΤΙΑ ΔΕΔΟΜΕΝΑ ΓΙΑ ΤΙΣ ΚΟΙΝΟΤΗΤΕΣ');
});

test('text with nothing to fill its places is empty; plain text is itself', () => {
  const { grade: _, ...achievement } = sampleCredential.achievement;
  const ungraded = { ...sampleCredential, achievement };
  assert.equal(filled('Grade: {grade}', 'en', ungraded), '');
  assert.equal(filled('{serial}: {grade}', 'en', ungraded), 'HAL-2026-00042: ');
  assert.equal(filled('no places', 'en', ungraded), 'no places');
});

test('unknown fields and formats are told by name', () => {
  const outcome = fill('{learner.name} {learner.shoe} {ects:roman} {constructor}', sampleCredential, 'en');
  assert.ok(!outcome.ok);
  assert.deepEqual(
    outcome.problems.map(({ code, facts }) => [code, facts?.field]),
    ['learner.shoe', 'ects:roman', 'constructor'].map((field) => ['template.field-unknown', field]),
  );
  assert.deepEqual(fieldsIn('{a} and {b:c}'), ['a', 'b']);
});

/** The sample has none of it: kind.test.ts has credentials that do. */
const UNSAID =
  /^(?:learner\.form|degree|format|complements|setting|partners|parts.*|accreditation.*|mandate.*)$/;

test('every field fills in every language without throwing, and has something to say in English', () => {
  for (const [name, field] of Object.entries<Field>(FIELDS)) {
    for (const language of CONTENT_LANGUAGES) {
      for (const format of field.formats) {
        assert.equal(typeof field.value(sampleCredential, language, format), 'string', name);
      }
    }
    const english = field.value(sampleCredential, 'en', field.formats[0]);
    assert.equal(english === '', UNSAID.test(name), name);
  }
});

test('a text varies when a learner shows in it', () => {
  const read = (text: string) => {
    const outcome = readFieldText(text);
    assert.ok(outcome.ok);
    return varies(outcome.value);
  };
  assert.equal(read('{learner.familyName}'), true);
  assert.equal(read('{title}, {ects} ECTS'), false);
});

test('plural forms follow the rules of the language, and a choice its field', () => {
  const credits = (ects: number): Credential => ({
    ...sampleCredential,
    achievement: { ...sampleCredential.achievement, workload: { hours: 1, ects } },
  });
  const say = (text: string, ects: number, language: 'en' | 'pl' | 'sl' | 'lt') => {
    const filled = fill(text, credits(ects), language);
    assert.ok(filled.ok);
    return filled.value;
  };
  const en = 'with {ects, plural, =0 {nothing} one {# credit} other {# credits}}';
  assert.deepEqual(
    [0, 1, 2.5].map((ects) => say(en, ects, 'en')),
    ['with nothing', 'with 1 credit', 'with 2.5 credits'],
  );
  const pl = '{ects, plural, one {# punkt} few {# punkty} many {# punktów} other {# punktu}}';
  assert.deepEqual(
    [1, 3, 5, 22, 2.5].map((ects) => say(pl, ects, 'pl')),
    ['1 punkt', '3 punkty', '5 punktów', '22 punkty', '2,5 punktu'],
  );
  const kind = '{microCredential, select, micro-credential {*{ects}* for {learner.name}} other {Diploma}}';
  assert.equal(say(kind, 3, 'en'), `*3* for ${sampleCredential.learner.fullName}`);
  for (const wrong of [
    '{ects, plural, one {x}}',
    '{title, plural, other {x}}',
    '{shoe, select, other {x}}',
  ]) {
    assert.equal(readFieldText(wrong).ok, false, wrong);
  }
  assert.equal(readFieldText('{ects, plural, other {{shoe}}}').ok, false);
  const read = readFieldText('{degree, select, other {{serial}}}');
  assert.ok(read.ok && varies(read.value));
});
