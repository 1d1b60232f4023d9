import { missingElements } from '../credential/check.ts';
import type { CalendarDate, Credential } from '../credential/credential.ts';
import { weakClaims } from '../credential/objectivity.ts';
import { languagesMissing } from '../language.ts';
import type { Outcome, Problem } from '../problem.ts';
import { checkLists } from './check-lists.ts';
import { checkPage } from './check-page.ts';
import { checkStack } from './check-stack.ts';
import { checkStatement } from './check-statement.ts';
import { drawUp } from './draw-up.ts';
import { pointer } from './json.ts';
import type { Template } from './template.ts';

/**
 * What keeps a template from being issued: mandatory elements of Annex I to Council Recommendation 2022/C 243/02 that
 * are empty, texts without one of the template's languages, entries that are not of the list they must be of, and
 * what is wrong with the page itself. `element` in `where` is the name of the Annex I or page element, `path` in the
 * facts the JSON Pointer of the place. Letters and overflowing text are asked of the page's fonts, not here.
 * Problems: `template.element-missing`, `template.language-missing`, `template.value-wrong`,
 * `template.field-unknown`, `template.style-unknown`, `template.off-page`, and those of the kind, `kind.…`.
 */
export function checkTemplate(template: Template): readonly Problem[] {
  return [
    ...checkLanguages(template),
    ...checkElements(template),
    ...checkName(template),
    ...checkMandate(template),
    ...checkAwardingBodies(template),
    ...checkJointSeal(template),
    ...checkLists(template),
    ...checkPage(template.page, template.languages),
    ...checkStack(template),
    ...checkStatement(template.kind, template.page, template.languages),
  ];
}

function checkLanguages({ languages }: Template): readonly Problem[] {
  return languages.flatMap((language, index) =>
    languages.indexOf(language) < index ? [wrong('languages', ['languages', index], 'bg | cs | da …')] : [],
  );
}

/** Asks the credential itself, drawn up for a learner with nothing missing. */
function checkElements(template: Template): readonly Problem[] {
  const specimen = specimenOf(template);
  if (!specimen.ok) return specimen.problems;
  // The country is the institution's own, so the credential names it twice; the template has it in one place.
  const byPlace = new Map(
    missingElements(specimen.value)
      .map(ofTemplate)
      .reverse()
      .map((problem) => [`${problem.code} ${problem.facts?.path} ${problem.where?.language}`, problem]),
  );
  return [...byPlace.values()].reverse();
}

/**
 * What a template claims that nobody could check, or that does not agree with itself (`weakClaims`): told to the clerk,
 * refused by nobody. `on` is the day on which it must still hold.
 */
export function weakTemplateClaims(template: Template, on?: CalendarDate): readonly Problem[] {
  const specimen = specimenOf(template);
  if (!specimen.ok) return [];
  const { kind, languages, achievement, award } = specimen.value;
  const { grade: _, ...course } = achievement;
  return weakClaims({ kind, languages, achievement: course, award, ...(on && { on }) }).map(ofTemplate);
}

function specimenOf(template: Template): Outcome<Credential> {
  return drawUp(
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
}

/** `/award/awardingBody` of the credential is `/awardingBody` of the template. */
function ofTemplate(problem: Problem): Problem {
  const path = String(problem.facts?.path)
    .replace(/^\/award\/country/, '/awardingBody/country')
    .replace(/^\/award\//, '/')
    .replace(/^\/achievement\/grade\/scheme/, '/gradeScheme');
  const { element: _, language: __, ...facts } = problem.facts ?? {};
  return { ...problem, code: OF_TEMPLATE[problem.code] ?? problem.code, facts: { ...facts, path } };
}

const OF_TEMPLATE: Readonly<Partial<Record<Problem['code'], Problem['code']>>> = {
  'credential.language-missing': 'template.language-missing',
  'credential.element-missing': 'template.element-missing',
};

function checkName({ languages, name }: Template): readonly Problem[] {
  return languagesMissing(name, languages).map((language) => ({
    code: 'template.language-missing',
    where: { element: 'name', language },
    facts: { path: '/name' },
  }));
}

/** Who seals for another does so by mandate, and a mandate is given to somebody. */
function checkMandate({ awardingBody, issuer, mandate }: Template): readonly Problem[] {
  const another = issuer !== undefined && issuer.id !== awardingBody.id;
  if (another === (mandate !== undefined)) return [];
  const element = another ? 'mandate' : 'issuer';
  return [{ code: 'template.element-missing', where: { element }, facts: { path: `/${element}` } }];
}

/** One URI names one institution. */
function checkAwardingBodies({ awardingBody, partners = [] }: Template): readonly Problem[] {
  const ids = [awardingBody.id, ...partners.map(({ id }) => id)];
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index ? [wrong('partners', ['partners', index - 1, 'id'], `≠ ${id}`)] : [],
  );
}

/** Whoever seals is known by the identifier in the certificate, there must be somebody, and nobody seals twice. */
function checkJointSeal({ jointSeal, partners = [], issuer, awardingBody }: Template): readonly Problem[] {
  if (!jointSeal) return [];
  if (partners.length === 0) {
    return [
      { code: 'template.element-missing', where: { element: 'partners' }, facts: { path: '/partners' } },
    ];
  }
  const first = (issuer ?? awardingBody).eidasIdentifier;
  return partners.flatMap(({ eidasIdentifier }, index) => {
    const before = [first, ...partners.slice(0, index).map((partner) => partner.eidasIdentifier)];
    const path = ['partners', index, 'eidasIdentifier'];
    if (eidasIdentifier === undefined) return [wrong('partners', path, 'VATEL-… (jointSeal)')];
    return before.includes(eidasIdentifier) ? [wrong('partners', path, `≠ ${eidasIdentifier}`)] : [];
  });
}

function wrong(element: string, keys: readonly (string | number)[], expected: string): Problem {
  return { code: 'template.value-wrong', where: { element }, facts: { path: pointer(keys), expected } };
}
