import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headingOf } from './heading.ts';
import { HEADINGS } from './headings.ts';
import { guessMapping } from './mapping.ts';

const guess = (...columns: string[]) => guessMapping({ columns, rows: [], emptyRows: 0, header: 1 });

test('finds the columns of a Greek, a Bulgarian and an Estonian registry', () => {
  assert.deepEqual(guess('ΑΜ', 'ΕΠΩΝΥΜΟ', 'Όνομα', 'Βαθμός'), {
    ok: true,
    value: { studentId: 0, familyName: 1, givenName: 2, grade: 3 },
  });
  assert.deepEqual(guess('Име', 'ФАМИЛИЯ', 'Дата на раждане', 'Курс'), {
    ok: true,
    value: { givenName: 0, familyName: 1, birthDate: 2 },
  });
  assert.deepEqual(guess('Eesnimi', 'Perekonnanimi', 'E-post', 'sünnikuupäev'), {
    ok: true,
    value: { givenName: 0, familyName: 1, email: 2, birthDate: 3 },
  });
});

test('case, accents, spaces and punctuation do not matter', () => {
  assert.ok(guess('FIRST_NAME', 'last-name', 'student number ').ok);
  assert.ok(guess('Prenom', 'NOM DE FAMILLE', 'N° étudiant').ok);
  // The same heading composed and decomposed.
  assert.ok(guess('Jme\u0301no', 'P\u0159i\u0301jmeni\u0301', 'Datum narozeni\u0301').ok);
});

test('no heading means two things: languages may be mixed without a doubt', () => {
  const owners = new Map<string, Set<string>>();
  for (const [field, languages] of Object.entries(HEADINGS)) {
    for (const heading of Object.values(languages).flat()) {
      const plain = heading
        .normalize('NFD')
        .replace(/[^\p{L}\p{N}]/gu, '')
        .toLowerCase();
      owners.set(plain, (owners.get(plain) ?? new Set()).add(field));
    }
  }
  assert.deepEqual(
    [...owners].filter(([, fields]) => fields.size > 1).map(([heading]) => heading),
    [],
  );
});

test('a missing name column, and nothing to tell namesakes apart, are both told', () => {
  const read = guess('Vorname', 'Straße', 'Note');
  assert.ok(!read.ok);
  assert.deepEqual(
    read.problems.map(({ code, where }) => [code, where?.column]),
    [
      ['roster.column-missing', headingOf('familyName')],
      ['roster.column-missing', headingOf('studentId')],
    ],
  );
  assert.ok(guess('Given name', 'Family name', 'DOB').ok, 'a date of birth will do');
});

test('the heading a message asks for is one that is found', () => {
  const read = guess(headingOf('givenName'), headingOf('familyName'), headingOf('studentId'));
  assert.deepEqual(read, { ok: true, value: { givenName: 0, familyName: 1, studentId: 2 } });
});

test('one field under two headings is refused, naming both', () => {
  const read = guess('Given name', 'Surname', 'Student ID', 'Nachname');
  assert.ok(!read.ok);
  assert.deepEqual(read.problems, [
    { code: 'roster.column-twice', where: { column: 'Nachname' }, facts: { first: 'Surname' } },
  ]);
});
