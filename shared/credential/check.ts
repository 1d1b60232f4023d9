import { type Language, type LocalizedText, languagesMissing } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { Accreditation } from './accreditation.ts';
import { kindFaults } from './check-kind.ts';
import type { Concept } from './concept.ts';
import type { Achievement, Assessment, Credential } from './credential.ts';
import type { Provider } from './organisation.ts';

/**
 * What Annex I of Council Recommendation 2022/C 243/02 asks for and this credential lacks: the 11 mandatory elements,
 * of the optional ones that are there the languages they are missing in, and what its kind asks beyond that. Empty when
 * it may be sealed. `element` in `where` and facts is the key of the element's name (locales/<language>/elements.json),
 * `path` in the facts a JSON Pointer into the credential.
 */
export function missingElements(credential: Credential): Problem[] {
  const { award, issuer, learner, mandate } = credential;
  const found = findings(credential.languages);

  found.string('learner', 'learner/fullName', learner.fullName);
  // Some people have one name only.
  found.string('learner', 'learner/familyName', learner.familyName || learner.givenName);
  found.concept('country', 'award/country', award.country);
  checkProvider(found, 'awardingBody', 'award/awardingBody', award.awardingBody);
  found.string('awardingBody', 'award/awardingBody/eidasIdentifier', award.awardingBody.eidasIdentifier);
  for (const [index, partner] of (award.partners ?? []).entries()) {
    checkProvider(found, 'partners', `award/partners/${index}`, partner);
  }
  if (issuer.id !== award.awardingBody.id) {
    checkProvider(found, 'issuer', 'issuer', issuer);
    found.string('issuer', 'issuer/eidasIdentifier', issuer.eidasIdentifier);
  }
  if (mandate) found.text('mandate', 'mandate/statement', mandate.statement);
  found.day('awardedOn', 'award/awardedOn', award.awardedOn);
  found.day('awardedOn', 'issuedAt', credential.issuedAt);
  checkAchievement(found, credential.achievement);
  return [...found.problems, ...kindFaults(credential)];
}

function checkAchievement(found: Findings, achievement: Achievement): void {
  const { grade, level, outcomes, workload } = achievement;
  const at = (path: string) => `achievement/${path}`;
  found.text('title', at('title'), achievement.title);
  if (outcomes.length === 0) found.missing('outcomes', at('outcomes'));
  for (const [index, { title, description, assessment, skills }] of outcomes.entries()) {
    const outcome = at(`outcomes/${index}`);
    found.text('outcomes', `${outcome}/title`, title);
    found.optionalText('outcomes', `${outcome}/description`, description);
    if (assessment) checkAssessment(found, `${outcome}/assessment`, assessment);
    for (const [number, skill] of skills.entries())
      found.concept('outcomes', `${outcome}/skills/${number}`, skill);
  }
  if (!(Number.isFinite(workload.hours) && workload.hours > 0))
    found.missing('workload', at('workload/hours'));
  if (workload.ects !== undefined && !(Number.isFinite(workload.ects) && workload.ects > 0))
    found.missing('workload', at('workload/ects'));
  found.concept('level', at('level/eqf'), level.eqf);
  found.optionalConcept('level', at('level/nqf'), level.nqf);
  found.optionalConcept('level', at('level/cycle'), level.cycle);
  checkAssessment(found, at('assessment'), achievement.assessment);
  found.concept('participation', at('participation'), achievement.participation);
  for (const [index, mode] of (achievement.modes ?? []).entries())
    found.concept('participation', at(`modes/${index}`), mode);
  checkAccreditation(found, 'qualityAssurance', at('qualityAssurance'), achievement.qualityAssurance);

  found.optionalText('prerequisites', at('prerequisites'), achievement.prerequisites);
  found.optionalConcept('supervision', at('supervision'), achievement.supervision);
  if (grade) found.string('grade', at('grade/value'), grade.value);
  found.optionalText('grade', at('grade/scheme'), grade?.scheme);
  found.optionalText('stackability', at('stackability'), achievement.stackability);
  found.optionalText('furtherInformation', at('furtherInformation'), achievement.furtherInformation);
  found.optionalText('description', at('description'), achievement.description);
  found.optionalText('complements', at('complements'), achievement.complements);
  found.optionalConcept('setting', at('setting'), achievement.setting);
  found.optionalConcept('field', at('field'), achievement.field);
}

function checkProvider(found: Findings, element: string, path: string, provider: Provider): void {
  found.string(element, `${path}/id`, provider.id);
  found.text(element, `${path}/legalName`, provider.legalName);
  found.concept('country', `${path}/country`, provider.country);
  found.optionalText(element, `${path}/address`, provider.address);
  if (provider.accreditation)
    checkAccreditation(found, 'accreditation', `${path}/accreditation`, provider.accreditation);
}

function checkAccreditation(found: Findings, element: string, path: string, told: Accreditation): void {
  found.concept(element, `${path}/type`, told.type);
  found.text(element, `${path}/agency`, told.agency);
  found.optionalText(element, `${path}/decision`, told.decision);
  found.optionalConcept(element, `${path}/agencyCountry`, told.agencyCountry);
}

function checkAssessment(found: Findings, path: string, { title, type }: Assessment): void {
  found.text('assessment', `${path}/title`, title);
  found.concept('assessment', `${path}/type`, type);
}

type Findings = ReturnType<typeof findings>;

/** Collects what is missing, one problem for each place. */
function findings(languages: readonly Language[]) {
  const problems: Problem[] = [];
  const missing = (element: string, path: string) => {
    problems.push({
      code: 'credential.element-missing',
      where: { element },
      facts: { element, path: `/${path}` },
    });
  };
  const text = (element: string, path: string, words: LocalizedText | undefined) => {
    const without = languagesMissing(words, languages);
    if (without.length === languages.length) return missing(element, path);
    for (const language of without) {
      problems.push({
        code: 'credential.language-missing',
        where: { element, language },
        facts: { element, language, path: `/${path}` },
      });
    }
  };
  /** The URI says what is meant in every language; the label is for people and must be there in theirs. */
  const concept = (element: string, path: string, told: Concept | undefined) => {
    if (!told?.uri.trim() || !told.scheme.trim()) return missing(element, path);
    text(element, `${path}/label`, told.label);
  };
  return {
    problems,
    missing,
    text,
    concept,
    optionalText: (element: string, path: string, words: LocalizedText | undefined) => {
      if (words) text(element, path, words);
    },
    optionalConcept: (element: string, path: string, told: Concept | undefined) => {
      if (told) concept(element, path, told);
    },
    string: (element: string, path: string, value: string | undefined) => {
      if (!value?.trim()) missing(element, path);
    },
    day: (element: string, path: string, value: string | undefined) => {
      if (!value || Number.isNaN(Date.parse(value))) missing(element, path);
    },
  };
}
