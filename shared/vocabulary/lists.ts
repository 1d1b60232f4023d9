import { LIST_NAMES, type ListName } from './schemes.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Each list is a file of its own, read when first asked for: together they are a megabyte that few screens need. */
const FILES: Readonly<Record<ListName, () => Promise<{ readonly default: Omit<Vocabulary, 'list'> }>>> = {
  accreditation: () => import('./data/accreditation.json', { with: { type: 'json' } }),
  assessment: () => import('./data/assessment.json', { with: { type: 'json' } }),
  country: () => import('./data/country.json', { with: { type: 'json' } }),
  credential: () => import('./data/credential.json', { with: { type: 'json' } }),
  'education-credit': () => import('./data/education-credit.json', { with: { type: 'json' } }),
  eqf: () => import('./data/eqf.json', { with: { type: 'json' } }),
  'isced-f': () => import('./data/isced-f.json', { with: { type: 'json' } }),
  language: () => import('./data/language.json', { with: { type: 'json' } }),
  'learning-activity': () => import('./data/learning-activity.json', { with: { type: 'json' } }),
  'learning-opportunity': () => import('./data/learning-opportunity.json', { with: { type: 'json' } }),
  'learning-setting': () => import('./data/learning-setting.json', { with: { type: 'json' } }),
  mode: () => import('./data/mode.json', { with: { type: 'json' } }),
  nqf: () => import('./data/nqf.json', { with: { type: 'json' } }),
  'skill-reuse-level': () => import('./data/skill-reuse-level.json', { with: { type: 'json' } }),
  'skill-type': () => import('./data/skill-type.json', { with: { type: 'json' } }),
  supervision: () => import('./data/supervision.json', { with: { type: 'json' } }),
};

const LOADED = new Map<ListName, Promise<Vocabulary>>();

/** The list as it was delivered; the same value every time. */
export function loadVocabulary(list: ListName): Promise<Vocabulary> {
  const known = LOADED.get(list);
  if (known) return known;
  const loading = FILES[list]().then((file) => ({ ...file.default, list }));
  LOADED.set(list, loading);
  return loading;
}

export function loadVocabularies(): Promise<readonly Vocabulary[]> {
  return Promise.all(LIST_NAMES.map(loadVocabulary));
}
