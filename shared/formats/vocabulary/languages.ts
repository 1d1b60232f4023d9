import type { Concept } from '../../credential/concept.ts';
import type { Language } from '../../language.ts';

/*
 * The 24 official languages in the Publications Office's named authority list "Language", as the European Learning
 * Model's copy of early 2024 has it (English label), with each language's own name.
 */
const SCHEME = 'http://publications.europa.eu/resource/authority/language';

export const LANGUAGE_CONCEPTS: Readonly<Record<Language, Concept>> = {
  bg: language('BUL', { en: 'Bulgarian', bg: 'български' }),
  cs: language('CES', { en: 'Czech', cs: 'čeština' }),
  da: language('DAN', { en: 'Danish', da: 'dansk' }),
  de: language('DEU', { en: 'German', de: 'Deutsch' }),
  el: language('ELL', { en: 'Greek', el: 'ελληνικά' }),
  en: language('ENG', { en: 'English' }),
  es: language('SPA', { en: 'Spanish', es: 'español' }),
  et: language('EST', { en: 'Estonian', et: 'eesti' }),
  fi: language('FIN', { en: 'Finnish', fi: 'suomi' }),
  fr: language('FRA', { en: 'French', fr: 'français' }),
  ga: language('GLE', { en: 'Irish', ga: 'Gaeilge' }),
  hr: language('HRV', { en: 'Croatian', hr: 'hrvatski' }),
  hu: language('HUN', { en: 'Hungarian', hu: 'magyar' }),
  it: language('ITA', { en: 'Italian', it: 'italiano' }),
  lt: language('LIT', { en: 'Lithuanian', lt: 'lietuvių' }),
  lv: language('LAV', { en: 'Latvian', lv: 'latviešu' }),
  mt: language('MLT', { en: 'Maltese', mt: 'Malti' }),
  nl: language('NLD', { en: 'Dutch', nl: 'Nederlands' }),
  pl: language('POL', { en: 'Polish', pl: 'polski' }),
  pt: language('POR', { en: 'Portuguese', pt: 'português' }),
  ro: language('RON', { en: 'Romanian', ro: 'română' }),
  sk: language('SLK', { en: 'Slovak', sk: 'slovenčina' }),
  sl: language('SLV', { en: 'Slovenian', sl: 'slovenščina' }),
  sv: language('SWE', { en: 'Swedish', sv: 'svenska' }),
};

function language(code: string, label: Concept['label']): Concept {
  return { uri: `${SCHEME}/${code}`, scheme: SCHEME, label, notation: code };
}
