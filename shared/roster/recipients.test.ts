import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Recipient } from '../credential/recipient.ts';
import { readCsv } from './csv.ts';
import { guessMapping } from './mapping.ts';
import { learnerKey, type Recipients, readRecipients } from './recipients.ts';

const HEADER = 'Student number,Given name,Family name,Full name,Date of birth,E-mail,Grade,Award date';

function read(...lines: string[]): Recipients {
  const table = readCsv(new TextEncoder().encode([HEADER, ...lines].join('\n')));
  assert.ok(table.ok);
  const mapping = guessMapping(table.value);
  assert.ok(mapping.ok);
  return readRecipients(table.value, mapping.value, '2026-03-01');
}

const refusals = (...lines: string[]) =>
  read(...lines).refusals.map(({ row, problems }) => [
    row,
    ...problems.map(({ code, where }) => `${code} ${where?.column ?? ''}`.trim()),
  ]);

test('a row becomes a recipient; names are composed and trimmed, and otherwise as written', () => {
  const { recipients } = read('S1,"  Jose\u0301  María ",van  der Ñu,,03/04/1999,j@uni.example,8.5,1.2.2026');
  assert.deepEqual(recipients, [
    {
      row: 2,
      givenName: 'Jos\u00e9  María',
      familyName: 'van  der Ñu',
      studentId: 'S1',
      birthDate: '1999-04-03',
      email: 'j@uni.example',
      grade: '8.5',
      awardedOn: '2026-02-01',
    },
  ]);
});

test('a refused row tells all its faults, and the good rows go on', () => {
  assert.deepEqual(refusals('S1,Ana,Gil,,1999-02-31,nobody,,', 'S2,Ben,Gil,,1999-02-03,,,', ',,,,,,7,soon'), [
    [2, 'row.email-unreadable E-mail', 'row.date-impossible Date of birth'],
    [
      4,
      'row.date-unreadable Award date',
      'row.element-missing Given name',
      'row.element-missing Family name',
      'row.element-missing Student number',
    ],
  ]);
  assert.equal(read('S1,Ana,Gil,,1999-02-31,,,', 'S2,Ben,Gil,,,,,').recipients.length, 1);
});

test('nobody is born after today or awarded before birth or after today', () => {
  assert.deepEqual(refusals('S1,A,B,,2026-03-02,,,'), [[2, 'row.date-impossible Date of birth']]);
  assert.deepEqual(refusals('S1,A,B,,2026-03-01,,,'), []);
  assert.deepEqual(refusals('S1,A,B,,1899-12-31,,,'), [[2, 'row.date-impossible Date of birth']]);
  assert.deepEqual(refusals('S1,A,B,,2000-01-01,,,1999-12-31'), [[2, 'row.date-impossible Award date']]);
  assert.deepEqual(refusals('S1,A,B,,2000-01-01,,,2026-03-02'), [[2, 'row.date-impossible Award date']]);
});

for (const [name, character] of [
  ['a bidi override', '\u202e'],
  ['a bidi isolate', '\u2067'],
  ['a zero-width space', '\u200b'],
  ['a byte order mark', '\ufeff'],
  ['a tab', '\t'],
  ['a private letter', '\ue000'],
] as const) {
  test(`${name} inside a name is refused`, () => {
    const { refusals: found } = read(`S1,An${character}na,Gil,,,,,`);
    assert.equal(found[0]?.problems[0].code, 'row.control-character');
    assert.match(String(found[0]?.problems[0].facts?.character), /^U\+[0-9A-F]{4}$/);
  });
}

test('a cell may be as long as its field and no longer', () => {
  assert.deepEqual(refusals(`S1,${'ő'.repeat(150)},Gil,,,,,`), []);
  assert.deepEqual(refusals(`S1,${'ő'.repeat(151)},Gil,,,,,`), [[2, 'row.text-too-long Given name']]);
});

test('more cells than headings mean a separator inside a name', () => {
  assert.deepEqual(refusals('S1,Ana,Gil,,,,,,Lda.'), [[2, 'row.too-many-cells']]);
  assert.deepEqual(refusals('S1,Ana,Gil,,,,,,'), [], 'an empty one is only a stray separator');
  assert.deepEqual(refusals('S1,Ana,Gil'), [], 'spreadsheets leave out empty cells at the end');
});

test('a learner is a duplicate by number, or by name and date of birth, of the first row', () => {
  const { recipients, refusals: found } = read(
    'S1,Ana,Gil,,1999-01-01,,,',
    's1,Other,Person,,,,,',
    'S3,ANA,gil,,1.1.1999,,,',
    'S4,Ana,Gil,,1999-01-02,,,',
    'S5,Ana,Gil,,,,,',
  );
  assert.deepEqual(
    found.map(({ row, problems }) => [row, problems[0].code, problems[0].facts?.first]),
    [
      [3, 'row.duplicate', 2],
      [4, 'row.same-person-asked', 2],
    ],
  );
  assert.deepEqual(
    recipients.map(({ row }) => row),
    [2, 5, 6],
  );
});

test('a refused row still counts as the first of its kind', () => {
  assert.deepEqual(refusals('S1,Ana,Gil,,,oops,,', 'S1,Ana,Gil,,,,,'), [
    [2, 'row.email-unreadable E-mail'],
    [3, 'row.duplicate'],
  ]);
});

test('the learner key is the same however the roster writes the learner', () => {
  const base: Recipient = { row: 2, givenName: 'Zoë', familyName: 'van der Å', birthDate: '1999-01-01' };
  const other: Recipient = {
    ...base,
    row: 9,
    givenName: 'ZOE\u0308',
    familyName: 'Van  Der A\u030a',
    email: 'z@uni.example',
  };
  assert.equal(learnerKey(base), learnerKey(other));
  assert.notEqual(learnerKey(base), learnerKey({ ...base, birthDate: '1999-01-02' }));
  assert.equal(learnerKey({ ...base, studentId: 'ab-1' }), learnerKey({ ...other, studentId: 'AB-1' }));
  assert.notEqual(learnerKey({ ...base, studentId: '1' }), learnerKey({ ...base, studentId: '2' }));
});

test('names that run together in another way are other people', () => {
  const person = (givenName: string, familyName: string) =>
    learnerKey({ row: 2, givenName, familyName, birthDate: '1999-01-01' });
  assert.notEqual(person('Ana Maria', 'Gil'), person('Ana', 'Maria Gil'));
  assert.notEqual(person('A|B', 'C'), person('A', 'B|C'));
});
