import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { missingElements } from '../credential/check.ts';
import type { Recipient } from '../credential/recipient.ts';
import { drawUp, monthsLater } from './draw-up.ts';
import { chooseLanguages } from './language-choice.ts';
import { readTemplate } from './parse.ts';

const read = readTemplate(readFileSync(new URL('../../examples/university/template.json', import.meta.url)));
assert.ok(read.ok);
const template = read.value;

const facts = {
  id: 'urn:uuid:0198f3c2-7a51-7c3e-9d40-5b1f6f0a2e11',
  learnerId: 'urn:uuid:0198f3c2-7a51-7c3e-9d40-5b1f6f0a2e12',
  serial: 'HAL-2026-00042',
  issuedAt: '2026-06-30T10:15:00Z',
  issuer: template.awardingBody,
  test: false,
};
const recipient: Recipient = { row: 7, givenName: 'Ελένη', familyName: 'Ó hÚrdail', awardedOn: '2026-06-26' };

test('a credential with every Annex I element comes of the university’s template and one row', () => {
  const drawn = drawUp(template, { ...recipient, grade: '8.5', studentId: 'E1' }, facts);
  assert.ok(drawn.ok);
  assert.deepEqual(missingElements(drawn.value), []);
  assert.equal(drawn.value.learner.fullName, 'Ελένη Ó hÚrdail');
  assert.deepEqual(drawn.value.achievement.grade, { value: '8.5', scheme: template.gradeScheme });
  assert.equal(drawn.value.award.awardedOn, '2026-06-26');
  assert.ok(!('validUntil' in drawn.value));
});

test('the name as it is to be printed wins over the names joined', () => {
  const drawn = drawUp(template, { ...recipient, fullName: 'E. Ó hÚrdail' }, facts);
  assert.ok(drawn.ok);
  assert.equal(drawn.value.learner.fullName, 'E. Ó hÚrdail');
});

test('what learners share stays the same object', () => {
  const one = drawUp(template, recipient, facts);
  const two = drawUp(template, { ...recipient, row: 8, grade: '6' }, facts);
  assert.ok(one.ok && two.ok);
  assert.equal(one.value.achievement.outcomes, two.value.achievement.outcomes);
  assert.equal(one.value.award.awardingBody, two.value.award.awardingBody);
});

test('without a date of award in roster and template the row is refused', () => {
  const { awardedOn: _, ...undated } = recipient;
  assert.deepEqual(drawUp(template, undated, facts), {
    ok: false,
    problems: [
      { code: 'row.element-missing', where: { row: 7, column: 'Award date', element: 'awardedOn' } },
    ],
  });
  assert.ok(drawUp({ ...template, awardedOn: '2026-06-01' }, undated, facts).ok);
});

test('an award after the day of issuing is refused, though not where that day has begun', () => {
  assert.ok(!drawUp(template, { ...recipient, awardedOn: '2026-07-02' }, facts).ok);
  assert.ok(drawUp(template, { ...recipient, awardedOn: '2026-07-01' }, facts).ok, 'at UTC+14 it is 1 July');
});

for (const [from, months, to] of [
  ['2026-06-30T10:15:00Z', 36, '2029-06-30T10:15:00Z'],
  ['2026-08-31T00:00:00Z', 1, '2026-09-30T00:00:00Z'],
  ['2024-02-29T23:59:59Z', 12, '2025-02-28T23:59:59Z'],
  ['2023-11-30T12:00:00Z', 3, '2024-02-29T12:00:00Z'],
  ['2026-12-31T12:00:00Z', 1, '2027-01-31T12:00:00Z'],
] as const) {
  test(`${months} months after ${from} is ${to}`, () => {
    assert.equal(monthsLater(from, months), to);
  });
}

test('languages are chosen among the template’s own, in the order wished', () => {
  const chosen = chooseLanguages(template, ['bg', 'en']);
  assert.ok(chosen.ok);
  const drawn = drawUp(chosen.value, recipient, facts);
  assert.ok(drawn.ok);
  assert.deepEqual(drawn.value.languages, ['bg', 'en']);
});

test('a language the template lacks, none, or one twice cannot be chosen', () => {
  const code = (...languages: Parameters<typeof chooseLanguages>[1]) => {
    const chosen = chooseLanguages(template, languages);
    return chosen.ok
      ? 'ok'
      : chosen.problems.map((p) => `${p.code} ${p.where?.language ?? ''}`.trim()).join();
  };
  assert.equal(code('en', 'fi', 'sv'), 'template.language-missing fi,template.language-missing sv');
  assert.equal(code(), 'usage.value-wrong');
  assert.equal(code('el', 'el'), 'usage.value-wrong');
});

test('a mandate goes with the issuer it was given to, and with no other seal', () => {
  const issuer = {
    ...template.awardingBody,
    id: 'https://other.example/id',
    eidasIdentifier: 'VATEL-088888880',
  };
  const mandate = { statement: { en: 'It seals for the university.' } };
  const mandated = { ...template, issuer, mandate };
  const sealed = drawUp(mandated, recipient, { ...facts, issuer: { ...issuer, id: 'urn:uuid:1' } });
  assert.ok(sealed.ok);
  assert.equal(sealed.value.mandate, mandate);
  const elsewhere = drawUp(mandated, recipient, facts);
  assert.ok(elsewhere.ok);
  assert.ok(!('mandate' in elsewhere.value));
});
