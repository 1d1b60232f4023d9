import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { WindowLanguage } from '../language.ts';
import { readCsv } from './csv.ts';
import { guessMapping } from './mapping.ts';
import { learnerKey, type Recipients, readRecipients } from './recipients.ts';

const folder = new URL('../../examples/university/', import.meta.url);

function read(file: string): Recipients {
  const table = readCsv(readFileSync(new URL(file, folder)));
  assert.ok(table.ok);
  const mapping = guessMapping(table.value);
  assert.ok(mapping.ok);
  return readRecipients(table.value, mapping.value, '2025-07-31');
}

const LATIN = 'abcdefghijklmnopqrstuvwxyz';

/** The letters each language writes its words with: the main exemplar characters of Unicode CLDR 46. */
const ALPHABETS: Readonly<Record<WindowLanguage, string>> = {
  bg: 'абвгдежзийклмнопрстуфхцчшщъьюя',
  cs: 'aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzž',
  da: `${LATIN}æøå`,
  de: `${LATIN}äöüß`,
  el: 'αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ',
  en: LATIN,
  es: `${LATIN}áéíñóúü`,
  et: `${LATIN}šžõäöü`,
  fi: `${LATIN}šžåäö`,
  fr: `${LATIN}àâæçéèêëîïôœùûüÿ`,
  ga: `${LATIN}áéíóú`,
  hr: 'abcčćdđefghijklmnoprsštuvzž',
  hu: 'aábcdeéfghiíjklmnoóöőpqrstuúüűvwxyz',
  it: `${LATIN}àéèìóòù`,
  lt: 'aąbcčdeęėfghiįyjklmnoprsštuųūvzž',
  lv: 'aābcčdeēfgģhiījkķlļmnņoprsštuūvzž',
  mt: 'aàbċdeèfġghħiìjklmnoòpqrstuùvwxżz',
  nl: `${LATIN}áäéëíïóöúü`,
  pl: 'aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż',
  pt: `${LATIN}áâãàçéêíóôõú`,
  ro: 'aăâbcdefghiîjklmnopqrsștțuvwxyz',
  sk: 'aáäbcčdďeéfghiíjklĺľmnňoóôpqrŕsštťuúvwxyýzž',
  sl: 'abcčdefghijklmnoprsštuvzž',
  sv: `${LATIN}àåäéö`,
};

test('the university’s 200 learners can all be issued, and each is one person', () => {
  const { recipients, refusals } = read('roster.csv');
  assert.deepEqual(refusals, []);
  assert.equal(recipients.length, 200);
  assert.equal(new Set(recipients.map(learnerKey)).size, 200);
  for (const recipient of recipients) {
    assert.ok(recipient.studentId && recipient.birthDate && recipient.email && recipient.awardedOn);
    assert.match(recipient.grade ?? '', /^(?:10|[5-9](?:\.5)?)$/);
  }
});

test('the names are written with every letter of all 24 languages', () => {
  const names = read('roster.csv')
    .recipients.map(({ givenName, familyName }) => `${givenName} ${familyName}`)
    .join(' ')
    .toLowerCase();
  for (const [language, alphabet] of Object.entries(ALPHABETS)) {
    assert.deepEqual(
      [...alphabet].filter((letter) => !names.includes(letter)),
      [],
      language,
    );
  }
});

test('mail goes to reserved domains only (RFC 2606)', () => {
  for (const { email } of read('roster.csv').recipients) assert.match(email ?? '', /\.example$/);
});

test('of the roster with errors each row is refused for its own reason, and the good ones stay', () => {
  const { recipients, refusals } = read('roster-with-errors.csv');
  assert.deepEqual(
    refusals.map(({ row, problems }) => [row, ...problems.map(({ code }) => code)].join(' ')),
    [
      '4 row.element-missing',
      '5 row.element-missing',
      '6 row.element-missing',
      '7 row.date-unreadable',
      '8 row.date-impossible',
      '9 row.date-impossible',
      '10 row.date-impossible',
      '13 row.duplicate',
      '14 row.same-person-asked',
      '15 row.control-character',
      '16 row.text-too-long',
      '17 row.email-unreadable',
      '18 row.too-many-cells',
    ],
  );
  // Rows 19 and 21 are refused later, by the page: a letter no font has, a name that no size fits.
  assert.deepEqual(
    recipients.map(({ row }) => row),
    [2, 3, 12, 19, 20, 21, 22],
  );
});
