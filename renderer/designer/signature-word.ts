import type { LocalizedText } from '../../shared/language.ts';

/** What a screen reader says of a new signature, until somebody writes whose it is. */
export const SIGNATURE: LocalizedText = {
  bg: 'Подпис',
  cs: 'Podpis',
  da: 'Underskrift',
  de: 'Unterschrift',
  el: 'Υπογραφή',
  en: 'Signature',
  es: 'Firma',
  et: 'Allkiri',
  fi: 'Allekirjoitus',
  fr: 'Signature',
  ga: 'Síniú',
  hr: 'Potpis',
  hu: 'Aláírás',
  it: 'Firma',
  lt: 'Parašas',
  lv: 'Paraksts',
  mt: 'Firma',
  nl: 'Handtekening',
  pl: 'Podpis',
  pt: 'Assinatura',
  ro: 'Semnătură',
  sk: 'Podpis',
  sl: 'Podpis',
  sv: 'Underskrift',
};
