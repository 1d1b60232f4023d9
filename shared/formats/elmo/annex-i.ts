import type { Accreditation } from '../../credential/accreditation.ts';
import type { Concept } from '../../credential/concept.ts';
import type { Assessment, Credential } from '../../credential/credential.ts';
import { FORMAT_NAMES } from '../../credential/format-names.ts';
import { KIND_NAMES, kindStatement } from '../../credential/kind-names.ts';
import type { Provider } from '../../credential/organisation.ts';
import type { Language, LocalizedText } from '../../language.ts';
import type { XmlElement } from '../../sealing/xml.ts';
import { TEST_CREDENTIAL } from '../../vocabulary/note-subjects.ts';
import { constantElements, element, localized, optional } from './element.ts';

/** Namespace of the elements ELMO has no place for; they stand in its `extension`. */
const ANNEX_I = 'urn:sealwright:annex-i:1';

/** What the learners of one course have of it in common: before the credential's own end, and behind it. */
export interface AnnexIOfCourse {
  readonly before: readonly XmlElement[];
  readonly behind: readonly XmlElement[];
}

/**
 * The elements of Annex I to Council Recommendation 2022/C 243/02 that ELMO has no element for, with the rest of what
 * the credential says, in our own namespace: CustomExtensionsContainer allows any other one (processContents="lax").
 */
export function annexI(
  { languages, test, validUntil }: Credential,
  { before, behind }: AnnexIOfCourse,
): XmlElement {
  return {
    ...element('a:annexI', [
      ...(test ? writerIn(languages).words('test', TEST_CREDENTIAL.label) : []),
      ...before,
      optional('a:validUntil', validUntil),
      ...behind,
    ]),
    namespaces: { a: ANNEX_I },
  };
}

export function annexIOf(credential: Credential): AnnexIOfCourse {
  const { achievement, award, issuer, kind, languages, mandate } = credential;
  const { assessment, format, modes = [] } = achievement;
  const write = writerIn(languages);
  return {
    before: constantElements([
      element('a:kind', localized('a:label', KIND_NAMES[kind], languages), { name: kind }),
      ...write.words('statement', kindStatement(kind)),
      format && element('a:format', localized('a:label', FORMAT_NAMES[format], languages), { name: format }),
      ...write.words('complements', achievement.complements),
      ...achievement.outcomes.map((outcome) =>
        element('a:learningOutcome', [
          ...write.words('title', outcome.title),
          ...write.words('description', outcome.description),
          ...outcome.skills.map((skill) => write.concept('skill', skill)),
          outcome.assessment && write.assessment(outcome.assessment),
        ]),
      ),
      element('a:workloadHours', String(achievement.workload.hours)),
      write.assessment(assessment),
      write.concept('participation', achievement.participation),
      ...modes.map((mode) => write.concept('mode', mode)),
      write.concept('setting', achievement.setting),
      write.accreditation('qualityAssurance', achievement.qualityAssurance),
      ...write.words('prerequisites', achievement.prerequisites),
      write.concept('supervision', achievement.supervision),
      ...write.words('stackability', achievement.stackability),
      ...write.words('furtherInformation', achievement.furtherInformation),
    ]),
    behind: constantElements([
      write.accreditation('institutionalAccreditation', award.awardingBody.accreditation),
      ...(award.partners ?? []).map((partner) => write.provider('awardedJointlyWith', partner)),
      // ELMO's issuer is the awarding body; this is who seals for it.
      issuer.id === award.awardingBody.id ? undefined : write.provider('sealedBy', issuer),
      mandate &&
        element('a:mandate', [
          ...write.words('statement', mandate.statement),
          optional('a:reference', mandate.reference),
          optional('a:grantedOn', mandate.grantedOn),
        ]),
    ]),
  };
}

/** What several elements of the extension are made of. */
function writerIn(languages: readonly Language[]) {
  const words = (name: string, text: LocalizedText | undefined) => localized(`a:${name}`, text, languages);
  const concept = (name: string, told: Concept | undefined) =>
    told && element(`a:${name}`, localized('a:label', told.label, languages), { uri: told.uri });
  const accreditation = (name: string, told: Accreditation | undefined) =>
    told &&
    element(`a:${name}`, [
      concept('type', told.type),
      ...words('agency', told.agency),
      concept('agencyCountry', told.agencyCountry),
      ...words('decision', told.decision),
      optional('a:decidedOn', told.decidedOn),
      optional('a:report', told.report),
      optional('a:homepage', told.homepage),
      optional('a:validUntil', told.validUntil),
    ]);
  return {
    words,
    concept,
    accreditation,
    assessment: ({ title, type }: Assessment) =>
      element('a:assessment', [...words('title', title), concept('type', type)]),
    provider: (name: string, told: Provider) =>
      element(
        `a:${name}`,
        [
          ...words('legalName', told.legalName),
          optional('a:eidasIdentifier', told.eidasIdentifier),
          optional('a:registration', told.registration),
          concept('country', told.country),
          optional('a:homepage', told.homepage),
          accreditation('institutionalAccreditation', told.accreditation),
        ],
        { uri: told.id },
      ),
  };
}
