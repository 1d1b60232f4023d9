import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONTENT_LANGUAGES } from '../../shared/language.ts';
import { divideWord } from '../../shared/page/hyphenation.ts';
import { hyphenation } from './hyphenation.ts';

/** As the languages' own dictionaries divide them, but for the last two letters, which stay together with the rest. */
const DIVIDED: Readonly<Record<string, string>> = {
  bg: 'об-ра-зо-ва-ние',
  da: 'ud-dan-nel-ses-in-sti-tu-tion',
  de: 'Wei-ter-bil-dungs-ein-rich-tung',
  el: 'πα-νε-πι-στή-μιο',
  es: 'mi-cro-cre-den-cial',
  fi: 'kor-kea-kou-lu-tut-kinto',
  fr: 'ap-pren-tis-sage',
  hr: 'sve-uči-li-šte',
  it: 'ap-pren-di-mento',
  nl: 'on-der-wijs-in-stel-ling',
  pl: 'uni-wer-sy-tet',
  pt: 'apren-di-za-gem',
  sv: 'hög-sko-le-ut-bild-ning',
  is: 'há-skóla-próf',
  nb: 'ut-dan-nings-pro-gram',
  nn: 'ut-dan-nings-pro-gram',
};

test('words are divided by the rules of their language', () => {
  for (const language of CONTENT_LANGUAGES) {
    const expected = DIVIDED[language];
    const syllables = hyphenation(language);
    if (!expected) continue;
    assert.ok(syllables, language);
    assert.equal(divideWord(expected.replaceAll('-', ''), syllables).replaceAll('\u00ad', '-'), expected);
  }
});

test('a language whose patterns are under the GPL, or that has none, keeps its words whole', () => {
  for (const language of ['cs', 'sk', 'ga', 'lv', 'hu', 'ro', 'mt'] as const)
    assert.equal(hyphenation(language), undefined, language);
});

test('numbers, addresses, abbreviations and words divided by hand are left as they are', () => {
  const syllables = hyphenation('de');
  assert.ok(syllables);
  for (const word of [
    'HAL-2026-00042',
    'https://hochschule.example',
    'MICROCREDENTIAL',
    'Urin\u00adstinkt',
    'Rabe',
  ])
    assert.equal(divideWord(word, syllables), word);
  assert.equal(divideWord('(Bildung),', syllables), '(Bil\u00addung),');
});
