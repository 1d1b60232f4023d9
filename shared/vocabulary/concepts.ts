import type { Concept } from '../credential/concept.ts';
import { named } from './named.ts';

/*
 * Concepts that every European Digital Credential names, as the official samples of 2023 to 2025 and the European
 * Learning Model's controlled lists of early 2024 write them.
 */
const SNB = 'http://data.europa.eu/snb';

export const GENERIC_PROFILE: Concept = named(`${SNB}/credential/e34929035b`);

/** The type the official micro-credential samples carry; the lists have none of its own for micro-credentials. */
export const SHORT_LEARNING_PROGRAMME: Concept = named(`${SNB}/learning-opportunity/74a4a268e8`);

export const EDUCATIONAL_PROGRAMME: Concept = named(`${SNB}/learning-opportunity/79343569f3`);

export const ECTS: Concept = named(`${SNB}/education-credit/6fcec5c5af`);

export const BASE64: Concept = {
  uri: `${SNB}/encoding/6146cde7dd`,
  scheme: `${SNB}/encoding/25831c2`,
  label: { en: 'base64' },
};

export const PNG: Concept = {
  uri: 'http://publications.europa.eu/resource/authority/file-type/PNG',
  scheme: 'http://publications.europa.eu/resource/authority/file-type',
  label: { en: 'PNG' },
};

/** Evidence type: the issuer acts for the awarding body. */
export const MANDATE: Concept = {
  uri: `${SNB}/evidence-type/c_18016257`,
  scheme: `${SNB}/evidence-type/25831c2`,
  label: {
    bg: 'Мандат',
    cs: 'Mandát',
    da: 'Mandat',
    de: 'Mandat',
    el: 'Εντολή',
    en: 'Mandate',
    es: 'Mandato',
    et: 'Volitused',
    fi: 'Valtuutus',
    fr: 'Mandat',
    ga: 'Sainordú',
    hr: 'Mandat',
    hu: 'Megbízatás',
    it: 'Mandato',
    lt: 'Įgaliojimas',
    lv: 'Mandāts',
    mt: 'Mandat',
    nl: 'Mandaat',
    pl: 'Upoważnienie',
    pt: 'Mandato',
    ro: 'Mandat',
    sk: 'Mandát',
    sl: 'Pooblastilo',
    sv: 'Uppdrag',
    is: 'Umboð',
    nb: 'Mandat',
    nn: 'Mandat',
  },
};
