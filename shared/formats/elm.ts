import type { Credential } from '../credential/credential.ts';
import type { LocalizedText } from '../language.ts';
import { TEST_CREDENTIAL, WITHOUT_GRADE } from '../vocabulary/note-subjects.ts';
import { oncePerCourse } from './course.ts';
import { activityNode, assessmentSpecificationNode, specificationNode } from './elm/achievement.ts';
import { displayNode, type PageImage } from './elm/display.ts';
import { type EdcProfile, evidenceNodes, profileConcept, profileOf, schemaNode } from './elm/evidence.ts';
import { learnerNode } from './elm/learner.ts';
import { dayStart, list, type NodeWriter, nodeWriter, type Words } from './elm/node.ts';
import { organisationNode } from './elm/organisation.ts';
import { CREDENTIAL_NUMBER, partNodes } from './elm/part.ts';
import { countryLocation } from './elm/place.ts';
import { Based, constant, type JsonObject } from './json.ts';

export type { PageImage } from './elm/display.ts';
export type { EdcProfile } from './elm/evidence.ts';

/** Both, in this order and nothing else (European Digital Credentials, application profile 1.1.0). */
const CONTEXT = [
  'https://www.w3.org/2018/credentials/v1',
  'http://data.europa.eu/snb/model/context/edc-ap',
] as const;

/**
 * The credential as a European Digital Credential for Learning: European Learning Model 3.3, application profile 1.1.0,
 * W3C Verifiable Credentials Data Model 1.1. `writeJson` gives the bytes to seal.
 * `pages` are the pictures of the printed pages, in every language of the credential; `profile` is the one whose shapes
 * it claims to fit, when not the narrowest it can.
 */
export function elmCredential(
  credential: Credential,
  pages: readonly PageImage[],
  profile: EdcProfile = profileOf(credential),
): Based {
  const course = courseOf(credential);
  const { write } = course;
  const { achievement, award, learner } = credential;

  const awardedBy = write.node('award', 'AwardingProcess', {
    awardingBody: course.awardingBodies,
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
    hasPart: credential.parts && partNodes(write, credential.parts),
    additionalNote: list(
      credential.test ? write.note('test', TEST_CREDENTIAL.label, TEST_CREDENTIAL) : undefined,
    ),
  });

  return new Based(credential.id, {
    '@context': CONTEXT,
    id: credential.id,
    type: ['VerifiableCredential', 'EuropeanDigitalCredential'],
    credentialSchema: schemaNode(profile),
    credentialProfiles: list(write.concept(profileConcept(profile))),
    identifier: list(
      write.node('serial', 'Identifier', { notation: credential.serial, schemeName: CREDENTIAL_NUMBER }),
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
  readonly awardingBodies: readonly JsonObject[];
  readonly location: JsonObject;
  readonly title: Words | undefined;
  readonly description: Words | undefined;
  readonly specification: JsonObject;
  readonly assessmentSpecification: JsonObject;
  readonly evidence: readonly JsonObject[] | undefined;
}

const courseOf = oncePerCourse(layDown);

function layDown(credential: Credential): Course {
  const write = nodeWriter(credential.languages);
  const { issuer, achievement, award } = credential;
  const { awardingBody, partners = [] } = award;
  const lead = constant(organisationNode(write, 'awarding-body', awardingBody));
  // One id, one organisation, as it is told first; the issuer's legal identifier must not be missing.
  const sealing = issuer.id === awardingBody.id ? lead : constant(organisationNode(write, 'issuer', issuer));
  const others = partners.map((partner, index) =>
    constant(organisationNode(write, `partner-${index + 1}`, partner)),
  );
  return {
    write,
    awardingBodies: [lead, ...others],
    issuer: sealing,
    location: constant(countryLocation(write, 'award-location', award.country)),
    title: write.words(achievement.title),
    description: write.words(achievement.description),
    specification: constant(specificationNode(write, credential)),
    assessmentSpecification: constant(assessmentSpecificationNode(write, achievement)),
    evidence: evidenceNodes(write, credential),
  };
}
