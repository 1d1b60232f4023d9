import assert from 'node:assert/strict';
import { basename, join, normalize, win32 } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { fileStem, slug } from './names.ts';

/** Names as their bearers' passports write them in Latin letters (ICAO 9303, national acts), where that is simple. */
const SPELLED: readonly (readonly [string, string])[] = [
  ['Ζωή Παπαδοπούλου', 'zoi-papadopoulou'],
  ['ΓΙΏΡΓΟΣ ΘΕΟΔΩΡΆΚΗΣ', 'giorgos-theodorakis'],
  ['Тодор Щърбанов Йовчев', 'todor-shtarbanov-yovchev'],
  ['Måns Ångström', 'mans-angstrom'],
  ['Łukasz Żółć', 'lukasz-zolc'],
  ['Seán Ó Súilleabháin', 'sean-o-suilleabhain'],
  ['Żaħra Għawdxi', 'zahra-ghawdxi'],
  ["D'Arc-Groß", 'darc-gross'],
  ['Þórður Æsir', 'thordur-aesir'],
  ['Ģirts Šķēle', 'girts-skele'],
  ['Ștefan Țurcanu', 'stefan-turcanu'],
  ['Dvořák Ďuríček', 'dvorak-duricek'],
];

for (const [name, spelled] of SPELLED) {
  test(`${name} is filed as ${spelled}, composed or not`, () => {
    assert.equal(slug(name), spelled);
    assert.equal(slug(name.normalize('NFD')), spelled);
  });
}

const HOSTILE = [
  '../../etc/passwd',
  '..\\..\\Windows\\System32',
  'CON',
  'nul.txt',
  'a\0b',
  'name\n.pdf',
  '\u202Egpj.exe',
  '.hidden',
  '-rf',
  'trailing. ',
  '',
  '日本',
  '😀',
  'x'.repeat(10_000),
  'file:stream',
  '%2e%2e%2f',
  '~root',
  '$(reboot)',
];

function assertPortable(name: string): void {
  const folder = join('/', 'out', 'credentials');
  assert.match(name, /^[A-Za-z0-9][A-Za-z0-9._-]*\.pdf$/);
  assert.ok(name.length <= 120, `${name.length} characters`);
  assert.equal(basename(name), name);
  assert.equal(win32.basename(name), name);
  assert.equal(normalize(join(folder, name)), `${folder}/${name}`);
  assert.doesNotMatch(name, /^(?:con|prn|aux|nul|com\d|lpt\d)\./i);
}

for (const hostile of HOSTILE) {
  test(`${JSON.stringify(hostile.slice(0, 20))} cannot leave the folder or be refused by a system`, () => {
    assertPortable(`${fileStem('AEG-2026-00001', hostile)}.pdf`);
    assertPortable(`${fileStem(hostile, 'Jane Doe')}.pdf`);
    assertPortable(`${fileStem(hostile, hostile)}.pdf`);
  });
}

test('any serial and any name make a portable file name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (serial, name) =>
      assertPortable(`${fileStem(serial, name)}.pdf`),
    ),
  );
});

test('different serials never share a file name', () => {
  const serials = ['A/1', 'A-1', 'A 1', 'A:1', 'A--1', '.A-1', `${'A'.repeat(50)}1`, `${'A'.repeat(50)}2`];
  const names = serials.map((serial) => fileStem(serial, 'Jane Doe'));
  assert.equal(new Set(names).size, serials.length);
});
