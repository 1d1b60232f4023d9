import { type Language, type LocalizedText, languagesMissing } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { Concept } from './concept.ts';
import type { Credential } from './credential.ts';

/**
 * What Annex I of Council Recommendation 2022/C 243/02 asks for and this credential lacks: the 11 mandatory elements
 * and, of the optional ones that are there, the languages they are missing in. Empty when it may be sealed. `element`
 * in `where` is the Annex I number with the field's path.
 */
export function missingElements(credential: Credential): Problem[] {
  const { achievement, award, issuer, learner } = credential;
  const { assessment, level, qualityAssurance, workload } = achievement;
  const found = findings(credential.languages);

  found.string('M1 learner.fullName', learner.fullName);
  // Some people have one name only.
  found.string('M1 learner.familyName', learner.familyName || learner.givenName);
  found.text('M2 achievement.title', achievement.title);
  found.concept('M3 award.country', award.country);
  found.text('M4 award.awardingBody.legalName', award.awardingBody.legalName);
  found.string('M4 award.awardingBody.eidasIdentifier', award.awardingBody.eidasIdentifier);
  found.concept('M4 award.awardingBody.country', award.awardingBody.country);
  if (issuer.id !== award.awardingBody.id) {
    found.text('M4 issuer.legalName', issuer.legalName);
    found.string('M4 issuer.eidasIdentifier', issuer.eidasIdentifier);
    found.concept('M4 issuer.country', issuer.country);
  }
  found.day('M5 award.awardedOn', award.awardedOn);
  found.day('M5 issuedAt', credential.issuedAt);
  if (achievement.outcomes.length === 0) found.missing('M6 achievement.outcomes');
  for (const [index, outcome] of achievement.outcomes.entries()) {
    found.text(`M6 achievement.outcomes.${index + 1}.title`, outcome.title);
    found.optionalText(`M6 achievement.outcomes.${index + 1}.description`, outcome.description);
  }
  if (!(Number.isFinite(workload.hours) && workload.hours > 0))
    found.missing('M7 achievement.workload.hours');
  if (workload.ects !== undefined && !(Number.isFinite(workload.ects) && workload.ects > 0)) {
    found.missing('M7 achievement.workload.ects');
  }
  found.concept('M8 achievement.level.eqf', level.eqf);
  found.text('M9 achievement.assessment.title', assessment.title);
  found.concept('M9 achievement.assessment.type', assessment.type);
  found.concept('M10 achievement.participation', achievement.participation);
  found.concept('M11 achievement.qualityAssurance.type', qualityAssurance.type);
  found.text('M11 achievement.qualityAssurance.agency', qualityAssurance.agency);
  found.optionalText('M11 achievement.qualityAssurance.decision', qualityAssurance.decision);

  found.optionalText('O1 achievement.prerequisites', achievement.prerequisites);
  if (achievement.supervision) found.concept('O2 achievement.supervision', achievement.supervision);
  if (achievement.grade) found.string('O3 achievement.grade.value', achievement.grade.value);
  found.optionalText('O3 achievement.grade.scheme', achievement.grade?.scheme);
  found.optionalText('O4 achievement.stackability', achievement.stackability);
  found.optionalText('O5 achievement.furtherInformation', achievement.furtherInformation);
  found.optionalText('achievement.description', achievement.description);
  return found.problems;
}

/** Collects what is missing, one problem for each place. */
function findings(languages: readonly Language[]) {
  const problems: Problem[] = [];
  const missing = (element: string) => {
    problems.push({ code: 'credential.element-missing', where: { element }, facts: { element } });
  };
  const text = (element: string, words: LocalizedText | undefined) => {
    const without = languagesMissing(words, languages);
    if (without.length === languages.length) return missing(element);
    for (const language of without) {
      problems.push({
        code: 'credential.language-missing',
        where: { element, language },
        facts: { element, language },
      });
    }
  };
  return {
    problems,
    missing,
    text,
    optionalText: (element: string, words: LocalizedText | undefined) => {
      if (words) text(element, words);
    },
    string: (element: string, value: string | undefined) => {
      if (!value?.trim()) missing(element);
    },
    day: (element: string, value: string | undefined) => {
      if (!value || Number.isNaN(Date.parse(value))) missing(element);
    },
    /** The URI says what is meant in every language; the label is for people and must be there in theirs. */
    concept: (element: string, concept: Concept | undefined) => {
      if (!concept?.uri.trim() || !concept.scheme.trim()) return missing(element);
      text(`${element}.label`, concept.label);
    },
  };
}
