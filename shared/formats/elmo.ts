import type { Concept } from '../credential/concept.ts';
import type { Credential, Learner } from '../credential/credential.ts';
import type { Organisation } from '../credential/organisation.ts';
import { type Language, type LocalizedText, textIn } from '../language.ts';
import type { XmlElement } from '../sealing/xml.ts';
import { alpha2 } from '../vocabulary/country-codes.ts';
import { SCHEMES } from '../vocabulary/schemes.ts';
import { oncePerCourse } from './course.ts';
import { type AnnexIOfCourse, annexI, annexIOf } from './elmo/annex-i.ts';
import { constantElements, element, localized, optional } from './elmo/element.ts';
import { partElement } from './elmo/part.ts';

const ELMO = 'https://github.com/emrex-eu/elmo-schemas/tree/v1';
const GRADING_SCHEME = 'grading-scheme';

/**
 * Edition of the ELMO schema: 1.7 is the current one; 2.0 is upstream's next draft, which renames `bday` and demands
 * `alternativeName` in the same namespace, so that no document can be valid against both.
 */
export type ElmoEdition = '1.7' | '2.0';

/**
 * The credential as EMREX ELMO, ready to be sealed: `ds:Signature` goes in as the last child of `elmo`, where the
 * schema has its place. Order of elements as the schema's sequences have it.
 */
export function elmo(credential: Credential, edition: ElmoEdition = '1.7'): XmlElement {
  const { issuedAt, languages, learner } = credential;
  const course = courseOf(credential);
  return {
    ...element('elmo', [
      element('generatedDate', issuedAt),
      learnerElement(learner, languages[0], edition),
      element('report', [
        ...course.host,
        specificationElement(credential, course),
        element('issueDate', issuedAt),
        ...course.gradingScheme,
      ]),
    ]),
    namespaces: { '': ELMO },
  };
}

/** Annex I M1. */
function learnerElement(learner: Learner, primary: Language, edition: ElmoEdition): XmlElement {
  const name = [element('givenNames', learner.givenName), element('familyName', learner.familyName)];
  const number = learner.studentId
    ? [element('identifier', learner.studentId, { type: 'studentNumber' })]
    : [];
  return element(
    'learner',
    edition === '1.7'
      ? [...number, ...name, optional('bday', learner.birthDate)]
      : [
          ...number,
          ...name,
          element('alternativeName', learner.fullName, { 'xml:lang': primary }),
          optional('dateOfBirth', learner.birthDate),
        ],
  );
}

/** ELMO's issuer is the institution studied at: Annex I M3 and M4. */
function hostElement(body: Organisation, country: Concept, languages: readonly Language[]): XmlElement {
  const address = body.address && textIn(body.address, languages[0] ?? 'en', languages);
  return element('issuer', [
    optional('country', alpha2(country)),
    element('identifier', body.eidasIdentifier, { type: 'eidas' }),
    element('identifier', body.id, { type: 'uri' }),
    address ? element('identifier', address, { type: 'address' }) : undefined,
    ...localized('title', body.legalName, languages),
    element('url', body.homepage ?? body.id),
  ]);
}

/** What the credentials of one course have in common, in the order of the document. */
interface Course {
  readonly host: readonly XmlElement[];
  readonly words: readonly XmlElement[];
  readonly levels: readonly XmlElement[];
  readonly annexI: AnnexIOfCourse;
  readonly gradingScheme: readonly XmlElement[];
}

const courseOf = oncePerCourse((credential): Course => {
  const { achievement, award, kind, languages } = credential;
  const { field, grade, level } = achievement;
  const levelElement = (type: string, concept: Concept | undefined) =>
    concept && levelOf(type, concept, languages);
  return {
    host: constantElements([hostElement(award.awardingBody, award.country, languages)]),
    words: constantElements([
      ...localized('title', achievement.title, languages),
      element('type', kind === 'degree' ? 'Degree Programme' : 'Course'),
      optional('iscedCode', field && iscedCode(field)),
      optional('url', achievement.homepage),
      ...localized('description', descriptionOf(credential), languages),
    ]),
    levels: constantElements([
      levelElement('EQF', level.eqf),
      levelElement('NQF', level.nqf),
      levelElement('QF-EHEA', level.cycle),
    ]),
    annexI: annexIOf(credential),
    gradingScheme: constantElements(
      grade?.scheme
        ? [
            element('gradingScheme', localized('description', grade.scheme, languages), {
              localId: GRADING_SCHEME,
            }),
          ]
        : [],
    ),
  };
});

/** The course: Annex I M2, M6 and what stands in the extension. */
function specificationElement(credential: Credential, course: Course): XmlElement {
  return element('learningOpportunitySpecification', [
    element('identifier', `${credential.id}#qualification`, { type: 'elm' }),
    ...course.words,
    element('specifies', [instanceElement(credential, course)]),
    ...(credential.parts ?? []).map((part) => partElement(part, credential.languages)),
    element('extension', [annexI(credential, course.annexI)]),
  ]);
}

/**
 * What the learner has of it: Annex I M5, M7, M8, O3. `engagementHours` stays empty on purpose: it counts the hours
 * spent in class, which the notional workload is not.
 */
function instanceElement({ id, serial, achievement, award }: Credential, { levels }: Course): XmlElement {
  const { grade, workload } = achievement;
  return element('learningOpportunityInstance', [
    element('identifier', serial, { type: 'serial' }),
    element('identifier', id, { type: 'elm' }),
    element('date', award.awardedOn),
    element('status', 'passed'),
    grade?.scheme && element('gradingSchemeLocalId', GRADING_SCHEME),
    optional('resultLabel', grade?.value),
    workload.ects === undefined
      ? undefined
      : element('credit', [element('scheme', 'ects'), element('value', String(workload.ects))]),
    ...levels,
    optional('languageOfInstruction', achievement.instructionLanguage),
  ]);
}

/** `value` is a number where the level has one (EQF), else its name. */
function levelOf(type: string, concept: Concept, languages: readonly Language[]): XmlElement {
  const [primary = 'en'] = languages;
  const number = /\/(\d+)$/.exec(concept.uri)?.[1];
  return element('level', [
    element('type', type),
    ...localized('description', concept.label, [primary]),
    optional('value', concept.notation ?? number ?? textIn(concept.label, primary, languages)),
  ]);
}

/** Plain text of several lines, as the schema allows: the description, then the learning outcomes, one a line. */
function descriptionOf({ achievement, languages }: Credential): LocalizedText {
  return Object.fromEntries(
    languages.map((language) => {
      const outcomes = achievement.outcomes.flatMap((outcome) => {
        const title = outcome.title[language]?.trim();
        const description = outcome.description?.[language]?.trim();
        return title ? [`• ${title}${description ? ` – ${description}` : ''}`] : [];
      });
      const paragraphs = [achievement.description?.[language]?.trim(), outcomes.join('\n')];
      return [language, paragraphs.filter(Boolean).join('\n\n')];
    }),
  );
}

/** The number at the end of the concept's URI. */
function iscedCode({ notation, scheme, uri }: Concept): string | undefined {
  return scheme === SCHEMES['isced-f'] ? uri.slice(uri.lastIndexOf('/') + 1) : notation;
}
