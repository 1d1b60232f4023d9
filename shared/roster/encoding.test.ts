import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { guessEncoding } from './encoding.ts';
import type { RosterEncoding } from './encodings.ts';

const hasIconv = spawnSync('iconv', ['--version']).status === 0;

/** Names of learners in the language, and what its spreadsheets are written in. */
const REGISTRIES: readonly (readonly [language: string, encoding: RosterEncoding, text: string])[] = [
  ['bg', 'windows-1251', 'Име;Фамилия\nГеорги;Димитров\nЮлия;Щерева'],
  ['bg', 'iso-8859-5', 'Име;Фамилия\nГеорги;Димитров\nЮлия;Щерева'],
  ['cs', 'windows-1250', 'Student;x\nŽaneta Kovářová;Dvořák'],
  ['cs', 'iso-8859-2', 'Student;x\nŽaneta Kovářová;Dvořák\nŤok'],
  ['da', 'windows-1252', 'a;b\nSøren;Ærø'],
  ['de', 'windows-1252', 'a;b\nJörg;Müßig'],
  ['el', 'windows-1253', 'Όνομα;Επώνυμο\nΆννα;Παπαδοπούλου'],
  ['el', 'iso-8859-7', 'Όνομα;Επώνυμο\nΆννα;Παπαδοπούλου'],
  ['et', 'windows-1257', 'a;b\nJüri;Õunapuu\nŠtšerbakov;x'],
  ['fr', 'windows-1252', 'a;b\nZoé;Lefèvre\nFrançois;x'],
  ['fr', 'macintosh', 'Prénom;x\nZoé;Lefèvre\nFrançois;x'],
  ['hu', 'windows-1250', 'a;b\nTamás;Őrsi\nGyűrűs;x'],
  ['lt', 'windows-1257', 'a;b\nAuksė;Žukauskaitė'],
  ['lv', 'windows-1257', 'a;b\nJānis;Bērziņš'],
  ['mt', 'iso-8859-3', 'a;b\nĠorġ;Ħal'],
  ['pl', 'windows-1250', 'a;b\nWiesław;Świątek'],
  ['ro', 'windows-1250', 'a;b\nŞtefan;Muţiu'],
  ['sk', 'windows-1250', 'a;b\nĽudmila;Kučerová'],
  ['sl', 'windows-1250', 'a;b\nŽiga;Črnič'],
  ['sv', 'windows-1252', 'a;b\nÅsa;Björk'],
];

for (const [language, encoding, text] of REGISTRIES) {
  test(`a registry in ${language}, written in ${encoding} by iconv, is read as it was`, {
    skip: !hasIconv && 'iconv is not installed',
  }, () => {
    const bytes = spawnSync('iconv', ['-f', 'UTF-8', '-t', encoding], { input: text }).stdout;
    const guess = guessEncoding(bytes);
    assert.ok(guess);
    // Another name for the same letters is no mistake.
    assert.equal(new TextDecoder(guess.encoding).decode(bytes), text);
    for (const word of guess.sample.split(', ')) assert.ok(text.includes(word), word);
  });
}

test('bytes that any encoding reads alike need none', () => {
  assert.equal(guessEncoding(new TextEncoder().encode('Name;City\nAnna;Brno\n')), undefined);
});
