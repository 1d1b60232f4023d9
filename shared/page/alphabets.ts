import type { Language } from '../language.ts';

/** Letters beyond a–z of each language's alphabet, small, as CLDR lists them (main and auxiliary exemplars of use). */
const LETTERS: Readonly<Record<Language, string>> = {
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
  is: 'áéíóúýþæðö',
  nb: 'æøåàéèêóòôäöü',
  nn: 'æøåàéèêóòôäöü',
};

/** What every language writes numbers, dates and sentences with. */
const SIGNS = '0123456789 .,;:!?-–—‘’‚“”„«»()[]/&@+%§·•…€№\u00a0';
const LATIN = 'abcdefghijklmnopqrstuvwxyz';

/** Every letter, small and capital, and sign that a text of the language may need. A serial or an address is Latin anywhere. */
export function alphabetOf(language: Language): ReadonlySet<string> {
  const small = LATIN + LETTERS[language];
  // A capital that is a sequence in Unicode (ΐ) is written another way by its own language.
  const capital = [...small]
    .map((letter) => letter.toUpperCase())
    .filter((letter) => [...letter].length === 1);
  return new Set([...small, ...capital, ...small.toLocaleUpperCase(language), ...SIGNS]);
}
