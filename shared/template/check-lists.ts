import type { Accreditation } from '../credential/accreditation.ts';
import type { Concept } from '../credential/concept.ts';
import { QF_EHEA } from '../credential/level.ts';
import type { Provider } from '../credential/organisation.ts';
import type { Problem } from '../problem.ts';
import { pointer } from './json.ts';
import type { Template } from './template.ts';

const AUTHORITY = 'http://publications.europa.eu/resource/authority';
const SNB = 'http://data.europa.eu/snb';
const ESCO = 'http://data.europa.eu/esco';

/** A list of the European Learning Model: what its entries and itself are called. */
interface ControlledList {
  readonly entry: RegExp;
  readonly scheme: string;
}

function snb(name: string, entry = '[0-9a-f]{10}'): ControlledList {
  return { entry: new RegExp(`^${SNB}/${name}/(?:${entry})$`), scheme: `${SNB}/${name}/25831c2` };
}

const LISTS = {
  country: { entry: new RegExp(`^${AUTHORITY}/country/[A-Z0-9]{3}$`), scheme: `${AUTHORITY}/country` },
  eqf: snb('eqf', '[1-8]'),
  nqf: snb('qdr', 'c_[0-9a-f]{8}'),
  cycle: { entry: new RegExp(`^${QF_EHEA}:(?:short|first|second|third)-cycle$`), scheme: QF_EHEA },
  assessment: snb('assessment'),
  /** How it is delivered: online, face to face ("presential"), blended. */
  participation: snb('learning-assessment', '920fbb3cbe|9191af2ed9|e92d221e4d'),
  mode: snb('learning-assessment'),
  setting: snb('learning-setting', '6fd4685715|e207a81fc7'),
  accreditation: snb('accreditation', '[0-9a-f]{10}|c_[0-9a-f]{8}'),
  supervision: snb('supervision-verification'),
  field: snb('isced-f', '\\d{2,4}'),
  // Which skills there are is told by a notice (objectivity.ts); the list itself is not a matter of taste.
  skill: { entry: new RegExp(`^${ESCO}/`), scheme: `${ESCO}/concept-scheme/skills` },
} as const satisfies Readonly<Record<string, ControlledList>>;

/** Of the ways of learning, those that Annex I calls the form of participation. */
export function isParticipation({ uri }: Pick<Concept, 'uri'>): boolean {
  return LISTS.participation.entry.test(uri);
}

type Keys = readonly (string | number)[];
type Entry = readonly [element: string, keys: Keys, entry: Concept | undefined, list: ControlledList];

/**
 * Entries that are not of the list which the European Learning Model names for them, or do not say so.
 * Problem: `template.value-wrong`.
 */
export function checkLists(template: Template): readonly Problem[] {
  const { awardingBody, partners = [], issuer } = template;
  const entries = [
    ...ofProvider(['awardingBody'], awardingBody),
    ...partners.flatMap((partner, index) => ofProvider(['partners', index], partner)),
    ...(issuer ? ofProvider(['issuer'], issuer) : []),
    ...ofAchievement(template.achievement),
  ];
  return entries.flatMap(([element, keys, told, { entry, scheme }]) => {
    if (!told) return [];
    const found: Problem[] = [];
    if (!entry.test(told.uri)) found.push(wrong(element, [...keys, 'uri'], entry.source));
    if (told.scheme !== scheme) found.push(wrong(element, [...keys, 'scheme'], scheme));
    return found;
  });
}

function ofAchievement(achievement: Template['achievement']): readonly Entry[] {
  const { level, assessment, modes = [], outcomes } = achievement;
  const at = (...keys: Keys): Keys => ['achievement', ...keys];
  return [
    ['level', at('level', 'eqf'), level.eqf, LISTS.eqf],
    ['level', at('level', 'nqf'), level.nqf, LISTS.nqf],
    ['level', at('level', 'cycle'), level.cycle, LISTS.cycle],
    ['assessment', at('assessment', 'type'), assessment.type, LISTS.assessment],
    ['participation', at('participation'), achievement.participation, LISTS.participation],
    ...modes.map((mode, index): Entry => ['participation', at('modes', index), mode, LISTS.mode]),
    ['setting', at('setting'), achievement.setting, LISTS.setting],
    ...ofAccreditation('qualityAssurance', at('qualityAssurance'), achievement.qualityAssurance),
    ['supervision', at('supervision'), achievement.supervision, LISTS.supervision],
    ['field', at('field'), achievement.field, LISTS.field],
    ...outcomes.flatMap(({ assessment: own, skills }, index): readonly Entry[] => [
      ['assessment', at('outcomes', index, 'assessment', 'type'), own?.type, LISTS.assessment],
      ...skills.map(
        (skill, number): Entry => ['outcomes', at('outcomes', index, 'skills', number), skill, LISTS.skill],
      ),
    ]),
  ];
}

function ofProvider(keys: Keys, { country, accreditation }: Provider): readonly Entry[] {
  return [
    ['country', [...keys, 'country'], country, LISTS.country],
    ...(accreditation ? ofAccreditation('accreditation', [...keys, 'accreditation'], accreditation) : []),
  ];
}

function ofAccreditation(element: string, keys: Keys, told: Accreditation): readonly Entry[] {
  return [
    [element, [...keys, 'type'], told.type, LISTS.accreditation],
    ['country', [...keys, 'agencyCountry'], told.agencyCountry, LISTS.country],
  ];
}

function wrong(element: string, keys: Keys, expected: string): Problem {
  return { code: 'template.value-wrong', where: { element }, facts: { path: pointer(keys), expected } };
}
