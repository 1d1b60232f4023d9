import type { Concept } from '../credential/concept.ts';
import type { Language } from '../language.ts';
import { named } from './named.ts';

/** The languages of the European Economic Area in the Publications Office's named authority list "Language". */
export const LANGUAGE_CONCEPTS: Readonly<Record<Language, Concept>> = {
  bg: language('BUL'),
  cs: language('CES'),
  da: language('DAN'),
  de: language('DEU'),
  el: language('ELL'),
  en: language('ENG'),
  es: language('SPA'),
  et: language('EST'),
  fi: language('FIN'),
  fr: language('FRA'),
  ga: language('GLE'),
  hr: language('HRV'),
  hu: language('HUN'),
  it: language('ITA'),
  lt: language('LIT'),
  lv: language('LAV'),
  mt: language('MLT'),
  nl: language('NLD'),
  pl: language('POL'),
  pt: language('POR'),
  ro: language('RON'),
  sk: language('SLK'),
  sl: language('SLV'),
  sv: language('SWE'),
  is: language('ISL'),
  nb: language('NOB'),
  nn: language('NNO'),
};

function language(code: string): Concept {
  return named(`http://publications.europa.eu/resource/authority/language/${code}`);
}
