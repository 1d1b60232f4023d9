import type { Concept } from '../../credential/concept.ts';

/*
 * The European controlled lists a clerk chooses from, small enough to hold here, with the URIs and English labels of
 * the European Learning Model's copy of early 2024 (Europass standard lists). All 24 languages come from the template.
 */

/** European Qualifications Framework, Annex I M8. */
export const EQF_LEVELS: readonly Concept[] = list('http://data.europa.eu/snb/eqf/25831c2', {
  '1': 'Level 1',
  '2': 'Level 2',
  '3': 'Level 3',
  '4': 'Level 4',
  '5': 'Level 5',
  '6': 'Level 6',
  '7': 'Level 7',
  '8': 'Level 8',
});

/** Learning assessment types, Annex I M9. */
export const ASSESSMENT_TYPES: readonly Concept[] = list('http://data.europa.eu/snb/assessment/25831c2', {
  '19a2e5e671': 'peer assessment',
  '2939dae15f': 'marked assignment',
  '3484bd7e51': 'continuous evaluation',
  '4f03b91c0e': 'portfolio',
  '56539a6507': 'group performance',
  '6a4db9f11d': 'practical assessment',
  '6e6cb2cc78': 'written examination',
  '7331eb4762': 'level of attendance',
  '795dac4096': 'project work',
  '812e3b0ae1': 'peer review',
  b1b68f6735: 'quiz',
  c4256a2726: 'problem based learning',
  d30284d7df: 'oral examination',
  de4d165a6c: 'artefact assessment',
});

/** Modes of learning and assessment, Annex I M10. */
export const MODES: readonly Concept[] = list('http://data.europa.eu/snb/learning-assessment/25831c2', {
  '729f3bed4b': 'Workbased',
  '7813801c77': 'Project based',
  '9191af2ed9': 'Presential',
  '920fbb3cbe': 'Online',
  e92d221e4d: 'Blended',
  ed4c557045: 'Research-Lab based',
});

/** Types of quality assurance and licence, Annex I M11. */
export const ACCREDITATION_TYPES: readonly Concept[] = list(
  'http://data.europa.eu/snb/accreditation/25831c2',
  {
    '003293d2ce': 'Institutional License',
    '820101cba6': 'Program Quality Assurance',
    bb4618238e: 'Institutional Quality Assurance',
    e57dddfcf3: 'Program License',
  },
);

/** Supervision and identity verification, Annex I O2 (list of the official spreadsheet templates). */
export const SUPERVISION_METHODS: readonly Concept[] = list(
  'http://data.europa.eu/snb/supervision-verification/25831c2',
  {
    '70be69aaf9': 'Supervised with ID Verification',
    '44314532f9': 'Supervised without ID Verification',
    df2880c5cb: 'Unsupervised with ID Verification',
    c598449d64: 'Unsupervised without ID Verification',
  },
);

/** ISCED-F 2013 (UNESCO fields of education and training): broad fields; a template may name any narrower one. */
export const ISCED_F_SCHEME = 'http://data.europa.eu/snb/isced-f/25831c2';

export const ISCED_F_BROAD_FIELDS: readonly Concept[] = list(ISCED_F_SCHEME, {
  '00': 'Generic programmes and qualifications',
  '01': 'Education',
  '02': 'Arts and humanities',
  '03': 'Social sciences, journalism and information',
  '04': 'Business, administration and law',
  '05': 'Natural sciences, mathematics and statistics',
  '06': 'Information and Communication Technologies (ICTs)',
  '07': 'Engineering, manufacturing and construction',
  '08': 'Agriculture, forestry, fisheries and veterinary',
  '09': 'Health and welfare',
  '10': 'Services',
  '99': 'Field unknown',
});

/** Where the last part of the URI is the entry's number, it is its notation too. */
function list(scheme: string, entries: Readonly<Record<string, string>>): readonly Concept[] {
  const folder = scheme.slice(0, scheme.lastIndexOf('/'));
  return Object.entries(entries).map(([code, en]) => ({
    uri: `${folder}/${code}`,
    scheme,
    label: { en },
    ...(/^\d{1,4}$/.test(code) ? { notation: code } : {}),
  }));
}
