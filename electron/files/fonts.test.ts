import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFonts } from '../../shared/page/fonts.ts';
import type { FontKey } from '../../shared/page/placed.ts';
import { loadFonts } from './fonts.ts';

/** The letters beyond a–z of each language's alphabet, as CLDR lists them (main and auxiliary exemplars of use). */
const LETTERS = {
  bg: 'абвгдежзийклмнопрстуфхцчшщъьюяѝ',
  cs: 'áčďéěíňóřšťúůýž',
  da: 'æøåáéǻǽǿ',
  de: 'äöüßẞ',
  el: 'αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ',
  en: 'abcdefghijklmnopqrstuvwxyz',
  es: 'áéíóúüñªº',
  et: 'äõöüšž',
  fi: 'åäöšž',
  fr: 'àâæçéèêëîïôœùûüÿ',
  ga: 'áéíóúḃċḋḟġṁṗṡṫ',
  hr: 'čćđšžǆǉǌ',
  hu: 'áéíóöőúüű',
  it: 'àèéìíîòóùú',
  lt: 'ąčęėįšųūž',
  lv: 'āčēģīķļņōŗšūž',
  mt: 'ċġħżàèìîòù',
  nl: 'áäéëíïóöúüĳ',
  pl: 'ąćęłńóśźż',
  pt: 'àáâãçéêíòóôõúü',
  ro: 'ăâîșşțţ',
  sk: 'áäčďéíĺľňóôŕšťúýž',
  sl: 'čšžćđ',
  sv: 'åäöéà',
};
const SIGNS = '0123456789 .,;:!?-–—‘’‚“”„«»()[]/&@+%§·•…€№\u00a0';

test('every face has every letter of the 24 languages', () => {
  assert.equal(Object.keys(LETTERS).length, 24);
  const fonts = readFonts(loadFonts());
  const lower = Object.values(LETTERS).join('');
  // Capital ΐ and ΰ are sequences in Unicode; Greek itself writes them without the tonos.
  const upper = [...lower].map((letter) => letter.toUpperCase()).filter((letter) => [...letter].length === 1);
  const letters = new Set([...lower, ...upper, ...lower.toLocaleUpperCase('el'), ...SIGNS]);
  for (const family of ['sans', 'serif', 'display'] as const) {
    for (const variant of ['', '-bold', '-italic', '-bold-italic'] as const) {
      const key: FontKey = `${family}${variant}`;
      const face = fonts.face(key);
      assert.ok(face, key);
      const missing = [...letters].filter((letter) => face.glyph(letter.codePointAt(0) ?? 0) === undefined);
      assert.deepEqual(missing, [], key);
    }
  }
});
