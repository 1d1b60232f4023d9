import { missingElements } from '../credential/check.ts';
import type { Concept } from '../credential/concept.ts';
import { type LocalizedText, languagesMissing } from '../language.ts';
import type { Problem } from '../problem.ts';
import { checkPage } from './check-page.ts';
import { drawUp } from './draw-up.ts';
import { pointer } from './json.ts';
import type { Template } from './template.ts';

/**
 * What keeps a template from being issued: mandatory elements of Annex I to Council Recommendation 2022/C 243/02 that
 * are empty, texts without one of the template's languages, entries that are not of the list they must be of, and
 * what is wrong with the page itself. `element` in `where` is the name of the Annex I or page element, `path` in the
 * facts the JSON Pointer of the place. Letters and overflowing text are asked of the page's fonts, not here.
 * Problems: `template.element-missing`, `template.language-missing`, `template.value-wrong`,
 * `template.field-unknown`, `template.style-unknown`, `template.off-page`.
 */
export function checkTemplate(template: Template): readonly Problem[] {
  return [
    ...checkLanguages(template),
    ...checkElements(template),
    ...checkOtherTexts(template),
    ...checkLists(template),
    ...checkPage(template.page, template.languages),
  ];
}

function checkLanguages({ languages }: Template): readonly Problem[] {
  return languages.flatMap((language, index) =>
    languages.indexOf(language) < index ? [wrong('languages', ['languages', index], 'bg | cs | da …')] : [],
  );
}

/** Asks the credential itself, drawn up for a learner with nothing missing. */
function checkElements(template: Template): readonly Problem[] {
  const specimen = drawUp(
    template,
    { row: 0, givenName: 'A', familyName: 'B', studentId: '1', grade: '1', awardedOn: '2000-01-01' },
    {
      id: 'urn:uuid:00000000-0000-4000-8000-000000000000',
      learnerId: 'urn:uuid:00000000-0000-4000-8000-000000000001',
      serial: '1',
      issuedAt: '2000-01-01T00:00:00Z',
      issuer: template.issuer ?? template.awardingBody,
      test: true,
    },
  );
  if (!specimen.ok) return specimen.problems;
  // The country is the institution's own, so the credential names it twice; the template has it in one place.
  const byPlace = new Map(
    missingElements(specimen.value)
      .map(ofTemplate)
      .reverse()
      .map((problem) => [`${problem.facts?.path} ${problem.where?.language}`, problem]),
  );
  return [...byPlace.values()].reverse();
}

/** Names of the Annex I elements by their number there. */
const ANNEX: Readonly<Record<string, string>> = {
  M1: 'learner',
  M2: 'title',
  M3: 'country',
  M4: 'awardingBody',
  M5: 'awardedOn',
  M6: 'outcomes',
  M7: 'workload',
  M8: 'level',
  M9: 'assessment',
  M10: 'participation',
  M11: 'qualityAssurance',
  O1: 'prerequisites',
  O2: 'supervision',
  O3: 'grade',
  O4: 'stackability',
  O5: 'furtherInformation',
};

/** `M6 achievement.outcomes.2.title` of the credential is `/achievement/outcomes/1/title` of the template. */
function ofTemplate(problem: Problem): Problem {
  const told = problem.where?.element ?? '';
  const number = /^[MO]\d+(?= )/.exec(told)?.[0] ?? '';
  const keys = told
    .replace(/^[MO]\d+ /, '')
    .replace(/^award\.country/, 'awardingBody.country')
    .replace(/^award\./, '')
    .replace('achievement.grade.scheme', 'gradeScheme')
    .split('.')
    .map((key) => (/^\d+$/.test(key) ? Number(key) - 1 : key));
  const element = ANNEX[number] ?? String(keys.at(-1));
  const language = problem.where?.language;
  return {
    code:
      problem.code === 'credential.language-missing'
        ? 'template.language-missing'
        : 'template.element-missing',
    where: language === undefined ? { element } : { element, language },
    facts: { path: pointer(keys) },
  };
}

/** Texts that no element of Annex I needs; where one is told it must be told in every language. */
function checkOtherTexts({
  languages,
  name,
  awardingBody,
  issuer,
  achievement,
}: Template): readonly Problem[] {
  const { level, field, outcomes } = achievement;
  const texts: readonly (readonly [string, LocalizedText | undefined])[] = [
    ['name', name],
    ['awardingBody.address', awardingBody.address],
    ['issuer.address', issuer?.address],
    ['achievement.level.nqf.label', level.nqf?.label],
    ['achievement.level.cycle.label', level.cycle?.label],
    ['achievement.field.label', field?.label],
    ...outcomes.flatMap(({ skills }, index) =>
      skills.map((skill, at) => [`achievement.outcomes.${index}.skills.${at}.label`, skill.label] as const),
    ),
  ];
  return texts.flatMap(([path, words]) =>
    words ? languagesMissing(words, languages).map((language) => lacking(path.split('.'), language)) : [],
  );
}

function lacking(keys: readonly string[], language: string): Problem {
  const element = keys.at(-1) === 'label' ? (keys.at(-2) ?? '') : (keys.at(-1) ?? '');
  return { code: 'template.language-missing', where: { element, language }, facts: { path: pointer(keys) } };
}

const AUTHORITY = 'http://publications.europa.eu/resource/authority';
const SNB = 'http://data.europa.eu/snb';

/** A list of the European Learning Model: what its entries and itself are called. */
interface ControlledList {
  readonly entry: RegExp;
  readonly scheme: string;
}

function snb(name: string, entry = '[0-9a-f]{10}'): ControlledList {
  return { entry: new RegExp(`^${SNB}/${name}/${entry}$`), scheme: `${SNB}/${name}/25831c2` };
}

const LISTS = {
  country: { entry: new RegExp(`^${AUTHORITY}/country/[A-Z0-9]{3}$`), scheme: `${AUTHORITY}/country` },
  eqf: snb('eqf', '[1-8]'),
  assessment: snb('assessment'),
  participation: snb('learning-assessment'),
  qualityAssurance: snb('accreditation', '(?:[0-9a-f]{10}|c_[0-9a-f]{8})'),
  supervision: snb('supervision-verification'),
  field: snb('isced-f', '\\d{2,4}'),
} as const;

/** Entries must be of the lists that the European Learning Model names for them, and say so. */
function checkLists({ awardingBody, issuer, achievement }: Template): readonly Problem[] {
  const { level, assessment, participation, qualityAssurance, supervision, field } = achievement;
  const entries: readonly (readonly [string, string, Concept | undefined, ControlledList])[] = [
    ['country', 'awardingBody.country', awardingBody.country, LISTS.country],
    ['country', 'issuer.country', issuer?.country, LISTS.country],
    ['level', 'achievement.level.eqf', level.eqf, LISTS.eqf],
    ['assessment', 'achievement.assessment.type', assessment.type, LISTS.assessment],
    ['participation', 'achievement.participation', participation, LISTS.participation],
    ['qualityAssurance', 'achievement.qualityAssurance.type', qualityAssurance.type, LISTS.qualityAssurance],
    ['supervision', 'achievement.supervision', supervision, LISTS.supervision],
    ['field', 'achievement.field', field, LISTS.field],
  ];
  return entries.flatMap(([element, path, concept, { entry, scheme }]) => {
    if (!concept) return [];
    const found: Problem[] = [];
    const keys = path.split('.');
    if (!entry.test(concept.uri)) found.push(wrong(element, [...keys, 'uri'], entry.source));
    if (concept.scheme !== scheme) found.push(wrong(element, [...keys, 'scheme'], scheme));
    return found;
  });
}

function wrong(element: string, keys: readonly (string | number)[], expected: string): Problem {
  return { code: 'template.value-wrong', where: { element }, facts: { path: pointer(keys), expected } };
}
