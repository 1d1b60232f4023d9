import type { Credential } from '../credential/credential.ts';
import type { LocalizedText } from '../language.ts';
import { activityNode, assessmentSpecificationNode, specificationNode } from './elm/achievement.ts';
import { displayNode, type PageImage } from './elm/display.ts';
import { learnerNode } from './elm/learner.ts';
import { dayStart, list, type NodeWriter, nodeWriter } from './elm/node.ts';
import { countryLocation, organisationNode } from './elm/organisation.ts';
import { Based, constant, type JsonObject } from './json.ts';
import { GENERIC_PROFILE, MANDATE } from './vocabulary/concepts.ts';
import { TEST_CREDENTIAL, WITHOUT_GRADE } from './vocabulary/note-subjects.ts';

export type { PageImage } from './elm/display.ts';

/** Both, in this order and nothing else (European Digital Credentials, application profile 1.1.0). */
const CONTEXT = [
  'https://www.w3.org/2018/credentials/v1',
  'http://data.europa.eu/snb/model/context/edc-ap',
] as const;

/**
 * The credential as a European Digital Credential for Learning: European Learning Model 3.3, application profile
 * edc-generic-full 1.1.0, W3C Verifiable Credentials Data Model 1.1. `writeJson` gives the bytes to seal.
 * `pages` are the pictures of the printed pages, in every language of the credential.
 */
export function elmCredential(credential: Credential, pages: readonly PageImage[]): Based {
  const course = courseOf(credential);
  const { write } = course;
  const { achievement, award, learner } = credential;

  const awardedBy = write.node('award', 'AwardingProcess', {
    awardingBody: list(course.awardingBody),
    awardingDate: dayStart(award.awardedOn),
    location: course.location,
  });
  const claim = write.node('achievement', 'LearningAchievement', {
    title: course.title,
    description: course.description,
    awardedBy,
    provenBy: list(assessmentNode(course, credential, awardedBy)),
    influencedBy: list(activityNode(write, achievement, awardedBy)),
    specifiedBy: course.specification,
    additionalNote: list(
      credential.test ? write.note('test', TEST_CREDENTIAL.label, TEST_CREDENTIAL) : undefined,
    ),
  });

  return new Based(credential.id, {
    '@context': CONTEXT,
    id: credential.id,
    type: ['VerifiableCredential', 'EuropeanDigitalCredential'],
    credentialSchema: {
      id: 'http://data.europa.eu/snb/model/ap/edc-generic-full',
      type: 'ShaclValidator2017',
    },
    credentialProfiles: list(write.concept(GENERIC_PROFILE)),
    identifier: list(
      write.node('serial', 'Identifier', { notation: credential.serial, schemeName: 'Credential number' }),
    ),
    issuanceDate: credential.issuedAt,
    issued: credential.issuedAt,
    validFrom: credential.issuedAt,
    validUntil: credential.validUntil,
    expirationDate: credential.validUntil,
    issuer: course.issuer,
    evidence: course.evidence,
    credentialSubject: learnerNode(write, learner, claim),
    displayParameter: displayNode(write, achievement.title, achievement.description, pages),
  });
}

/** elm:LearningAssessment. Annex I: M9, O2, O3. The profile demands a grade, also where none was given. */
function assessmentNode(course: Course, { achievement }: Credential, awardedBy: JsonObject): JsonObject {
  const { write } = course;
  const { assessment, grade, supervision } = achievement;
  return write.node('assessment', 'LearningAssessment', {
    title: write.words(assessment.title),
    dcType: list(write.concept(assessment.type)),
    awardedBy,
    grade: write.note('grade', grade ? inEveryLanguage(write, grade.value) : WITHOUT_GRADE),
    idVerification: supervision && write.concept(supervision),
    specifiedBy: course.assessmentSpecification,
  });
}

/** A grade is not translated: "sehr gut" stays what was awarded. */
function inEveryLanguage(write: NodeWriter, value: string): LocalizedText {
  return Object.fromEntries(write.languages.map((language) => [language, value]));
}

/** What the credentials of one course have in common; its large parts are written to bytes once. */
interface Course {
  readonly write: NodeWriter;
  readonly issuer: JsonObject;
  readonly awardingBody: JsonObject;
  readonly location: JsonObject;
  readonly title: JsonObject | undefined;
  readonly description: JsonObject | undefined;
  readonly specification: JsonObject;
  readonly assessmentSpecification: JsonObject;
  readonly evidence: readonly JsonObject[] | undefined;
}

const courses = new WeakMap<object, { readonly credential: Credential; readonly course: Course }>();

/** Learners of one batch share the parts of their template by identity; only the grade's value is their own. */
function courseOf(credential: Credential): Course {
  const key = credential.achievement.title;
  const last = courses.get(key);
  if (last && sameCourse(last.credential, credential)) return last.course;
  const course = layDown(credential);
  courses.set(key, { credential, course });
  return course;
}

function sameCourse(a: Credential, b: Credential): boolean {
  const { grade: gradeA, ...courseA } = a.achievement;
  const { grade: gradeB, ...courseB } = b.achievement;
  return (
    a.kind === b.kind &&
    a.issuer === b.issuer &&
    a.award.awardingBody === b.award.awardingBody &&
    a.award.country === b.award.country &&
    a.languages.join() === b.languages.join() &&
    gradeA?.scheme === gradeB?.scheme &&
    sameParts(courseA, courseB)
  );
}

function sameParts(a: object, b: object): boolean {
  const parts = Object.entries(a);
  return (
    parts.length === Object.keys(b).length &&
    parts.every(([key, part]) => part === (b as Readonly<Record<string, unknown>>)[key])
  );
}

function layDown(credential: Credential): Course {
  const write = nodeWriter(credential.languages);
  const { issuer, achievement, award } = credential;
  const awardingBody = constant(organisationNode(write, 'awarding-body', award.awardingBody));
  const mandated = issuer.id !== award.awardingBody.id;
  return {
    write,
    awardingBody,
    // One id, one organisation: the issuer is the awarding body unless it acts by mandate.
    issuer: mandated ? constant(organisationNode(write, 'issuer', issuer)) : awardingBody,
    location: constant(countryLocation(write, 'award-location', award.country)),
    title: write.words(achievement.title),
    description: write.words(achievement.description),
    specification: constant(specificationNode(write, credential)),
    assessmentSpecification: constant(assessmentSpecificationNode(write, achievement)),
    evidence: mandated ? [mandateNode(write, credential)] : undefined,
  };
}

/** elm:Evidence of the type mandate: who seals for whom. */
function mandateNode(write: NodeWriter, { issuer, award, languages }: Credential): JsonObject {
  const [primary] = languages;
  const name = (organisation: typeof issuer) => organisation.legalName[primary] ?? organisation.id;
  return constant(
    write.node('mandate', 'Evidence', {
      dcType: write.concept(MANDATE),
      evidenceStatement: `${name(issuer)} seals this credential by mandate of ${name(award.awardingBody)}.`,
    }),
  );
}
