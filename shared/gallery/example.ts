import type { Concept } from '../credential/concept.ts';
import type { Achievement } from '../credential/credential.ts';
import type { Organisation } from '../credential/organisation.ts';
import type { Language, LocalizedText } from '../language.ts';
import { loadVocabulary } from '../vocabulary/lists.ts';
import type { ListName } from '../vocabulary/schemes.ts';
import { conceptBy } from '../vocabulary/vocabulary.ts';
import content from './content.json' with { type: 'json' };

/*
 * What the gallery's templates tell until an institution puts its own course in: an invented university and company,
 * in every language.
 */

type Words = keyof typeof content;

export interface Example {
  readonly university: Organisation;
  readonly company: Organisation;
  readonly course: Omit<Achievement, 'grade'>;
  readonly safety: Omit<Achievement, 'grade'>;
  /** The course's units, by URI. */
  readonly units: readonly { readonly id: string; readonly title: LocalizedText }[];
}

const ENTRY = 'http://data.europa.eu/snb';
const UNITS = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'] as const;

export async function exampleIn(languages: readonly Language[]): Promise<Example> {
  const say = (name: Words): LocalizedText =>
    Object.fromEntries(languages.map((language) => [language, content[name][language]]));
  const same = (text: string): LocalizedText =>
    Object.fromEntries(languages.map((language) => [language, text]));
  const entry = async (list: ListName, uri: string): Promise<Concept> => {
    const concept = conceptBy(await loadVocabulary(list), uri);
    if (!concept) throw new Error(`the list ${list} lacks ${uri}`);
    const label = languages.map((language) => [language, concept.label[language] ?? concept.label.en ?? '']);
    return { ...concept, label: Object.fromEntries(label) };
  };
  const outcomes = (...names: readonly Words[]) => names.map((name) => ({ title: say(name), skills: [] }));

  const country = await entry('country', 'http://publications.europa.eu/resource/authority/country/GRC');
  const common = {
    assessment: {
      title: say('assessTitle'),
      type: await entry('assessment', `${ENTRY}/assessment/795dac4096`),
    },
    supervision: await entry('supervision', `${ENTRY}/supervision-verification/70be69aaf9`),
    qualityAssurance: {
      type: await entry('accreditation', `${ENTRY}/accreditation/820101cba6`),
      agency: same('Meltemi'),
    },
  };
  const level = async (number: number) => ({ eqf: await entry('eqf', `${ENTRY}/eqf/${number}`) });
  return {
    university: {
      id: 'https://halcyon.example/id/university',
      legalName: say('university'),
      country,
      homepage: 'https://halcyon.example/',
      eidasIdentifier: 'VATEL-099999990',
    },
    company: {
      id: 'https://kallisto.example/id/company',
      legalName: same('Kallisto Maritime'),
      country,
      homepage: 'https://kallisto.example/',
      eidasIdentifier: 'VATEL-099999991',
    },
    course: {
      ...common,
      title: say('title'),
      description: say('description'),
      outcomes: outcomes('o1', 'o2', 'o3', 'o4'),
      workload: { hours: 150, ects: 6 },
      level: await level(6),
      participation: await entry('mode', `${ENTRY}/learning-assessment/e92d221e4d`),
      field: await entry('isced-f', `${ENTRY}/isced-f/0521`),
    },
    safety: {
      ...common,
      title: say('safety'),
      outcomes: outcomes('s1', 's2'),
      workload: { hours: 25, ects: 1 },
      level: await level(4),
      participation: await entry('mode', `${ENTRY}/learning-assessment/9191af2ed9`),
    },
    units: UNITS.map((name) => ({ id: `https://halcyon.example/id/unit/${name}`, title: say(name) })),
  };
}
