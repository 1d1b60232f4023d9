import type { Credential, StatusEntry } from '../../credential/credential.ts';
import { TEST_CREDENTIAL } from '../../vocabulary/note-subjects.ts';
import { oncePerCourse } from '../course.ts';
import { assessmentSpecificationNode, specificationNode } from '../elm/achievement.ts';
import { evidenceNodes } from '../elm/evidence.ts';
import { dayStart, type Words } from '../elm/node.ts';
import { organisationNode } from '../elm/organisation.ts';
import { partNodes } from '../elm/part.ts';
import { countryLocation } from '../elm/place.ts';
import { Based, constant, type JsonObject } from '../json.ts';
import { CREDENTIALS_V2, LEARNING_CONTEXT } from './context.ts';
import { type VcWriter, vcWriter } from './node.ts';
import { subjectNode } from './subject.ts';

export interface VcOptions {
  /** The issuer's `id` in place of the institution's own, such as `did:web:halcyon.example` (`didDocument`). */
  readonly issuerId?: string;
}

/**
 * The credential as W3C Verifiable Credential, Data Model 2.0, its facts in terms of the European Learning Model 3, not
 * yet secured. `writeJson` gives the bytes for `prepareVcSealer` and `prepareDataIntegritySealer`.
 */
export function verifiableCredential(credential: Credential, { issuerId }: VcOptions = {}): Based {
  const course = courseOf(credential, issuerId);
  const { write } = course;
  const { award, achievement, learner } = credential;
  const { grade } = achievement;

  const claim = write.node('achievement', 'LearningAchievement', {
    title: course.title,
    awardedBy: write.node('award', 'AwardingProcess', {
      awardingBody: course.awardingBodies,
      awardingDate: dayStart(award.awardedOn),
      location: course.location,
    }),
    provenBy: write.node('assessment', 'LearningAssessment', {
      ...course.assessment,
      // As awarded, in no language: "sehr gut" is not translated.
      grade: grade && write.node('grade', 'Note', { noteLiteral: grade.value }),
    }),
    specifiedBy: course.specification,
    hasPart: credential.parts && partNodes(write.after(), credential.parts),
    additionalNote: credential.test ? course.testNote : undefined,
  });

  return new Based(credential.id, {
    '@context': [CREDENTIALS_V2, LEARNING_CONTEXT],
    id: credential.id,
    type: ['VerifiableCredential', credential.kind === 'degree' ? 'DegreeCredential' : 'MicroCredential'],
    name: course.title,
    description: course.description,
    issuer: course.issuer,
    identifier: write.node('serial', 'Identifier', {
      notation: credential.serial,
      schemeName: 'Credential number',
    }),
    issued: credential.issuedAt,
    validFrom: credential.issuedAt,
    validUntil: credential.validUntil,
    credentialStatus: credential.status && statusEntry(credential.status),
    credentialSubject: subjectNode(write, learner, claim),
    evidence: course.evidence,
  });
}

/** Bitstring Status List v1.0 clause 2.1. */
function statusEntry({ listUrl, index }: StatusEntry): JsonObject {
  return {
    id: `${listUrl}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(index),
    statusListCredential: listUrl,
  };
}

/**
 * What the credentials of one course have in common, written to bytes once. Everything that is written in full only
 * where it stands first is in it: a learner's own nodes name no concepts.
 */
interface Course {
  readonly write: Pick<VcWriter, 'node' | 'after'>;
  readonly title: Words | undefined;
  readonly description: Words | undefined;
  readonly issuer: JsonObject;
  readonly awardingBodies: readonly JsonObject[];
  readonly location: JsonObject;
  readonly assessment: JsonObject;
  readonly specification: JsonObject;
  readonly testNote: JsonObject | undefined;
  readonly evidence: readonly JsonObject[] | undefined;
}

const courses = new Map<string | undefined, (credential: Credential) => Course>();

function courseOf(credential: Credential, issuerId: string | undefined): Course {
  const known = courses.get(issuerId) ?? oncePerCourse((first) => layDown(first, issuerId));
  courses.set(issuerId, known);
  return known(credential);
}

/** In the order of the document, since a concept or organisation is written in full where it stands first. */
function layDown(credential: Credential, issuerId: string | undefined): Course {
  const { achievement, award, languages } = credential;
  const { awardingBody, partners = [] } = award;
  const { assessment, supervision } = achievement;
  const write = vcWriter(languages);
  // One id, one organisation: the issuer is the awarding body unless another seals for it.
  const itself = credential.issuer.id === awardingBody.id ? awardingBody : credential.issuer;
  const issuer = { ...itself, id: issuerId ?? itself.id };
  return {
    write,
    title: write.words(achievement.title),
    description: write.words(achievement.description),
    issuer: constant({
      ...organisationNode(write, issuer.id === awardingBody.id ? 'awarding-body' : 'issuer', issuer),
      // What wallets show; the legal name is the European Learning Model's.
      name: write.words(issuer.legalName),
    }),
    awardingBodies: [
      constant(organisationNode(write, 'awarding-body', awardingBody)),
      ...partners.map((partner, index) => constant(organisationNode(write, `partner-${index + 1}`, partner))),
    ],
    location: constant(countryLocation(write, 'award-location', award.country)),
    assessment: {
      title: write.words(assessment.title),
      dcType: constant(write.concept(assessment.type)),
      idVerification: supervision && constant(write.concept(supervision)),
      specifiedBy: constant(assessmentSpecificationNode(write, achievement)),
    },
    specification: constant(specificationNode(write, credential)),
    testNote: write.note('test', TEST_CREDENTIAL.label, TEST_CREDENTIAL),
    evidence: evidenceNodes(write, credential),
  };
}
