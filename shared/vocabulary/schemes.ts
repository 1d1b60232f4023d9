const SNB = 'http://data.europa.eu/snb';
const AUTHORITY = 'http://publications.europa.eu/resource/authority';

/** The lists that are kept in data/, by the URI of their scheme. */
export const SCHEMES = {
  accreditation: `${SNB}/accreditation/25831c2`,
  assessment: `${SNB}/assessment/25831c2`,
  country: `${AUTHORITY}/country`,
  credential: `${SNB}/credential/25831c2`,
  'education-credit': `${SNB}/education-credit/25831c2`,
  eqf: `${SNB}/eqf/25831c2`,
  'isced-f': `${SNB}/isced-f/25831c2`,
  language: `${AUTHORITY}/language`,
  'learning-activity': `${SNB}/learning-activity/25831c2`,
  'learning-opportunity': `${SNB}/learning-opportunity/25831c2`,
  'learning-setting': `${SNB}/learning-setting/25831c2`,
  mode: `${SNB}/learning-assessment/25831c2`,
  nqf: `${SNB}/qdr/25831c2`,
  'skill-reuse-level': `${SNB}/skill-reuse-level/25831c2`,
  'skill-type': `${SNB}/skill-type/25831c2`,
  supervision: `${SNB}/supervision-verification/25831c2`,
} as const;

export type ListName = keyof typeof SCHEMES;

export const LIST_NAMES = Object.keys(SCHEMES) as readonly ListName[];

export function listOfScheme(scheme: string): ListName | undefined {
  return LIST_NAMES.find((list) => SCHEMES[list] === scheme);
}
