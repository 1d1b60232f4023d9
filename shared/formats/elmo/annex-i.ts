import type { Concept } from '../../credential/concept.ts';
import type { Credential } from '../../credential/credential.ts';
import type { Organisation } from '../../credential/organisation.ts';
import type { Language, LocalizedText } from '../../language.ts';
import type { XmlElement } from '../../sealing/xml.ts';
import { TEST_CREDENTIAL } from '../vocabulary/note-subjects.ts';
import { type Content, element, localized, optional } from './element.ts';

/** Namespace of the elements ELMO has no place for; they stand in its `extension`. */
export const ANNEX_I = 'urn:sealwright:annex-i:1';

/**
 * The elements of Annex I to Council Recommendation 2022/C 243/02 that ELMO has no element for, with the rest of what
 * the credential says, in our own namespace: CustomExtensionsContainer allows any other one (processContents="lax").
 */
export function annexI(credential: Credential): XmlElement {
  const { achievement, award, issuer, languages } = credential;
  const { assessment, qualityAssurance } = achievement;
  const words = (name: string, text: LocalizedText | undefined) => localized(`a:${name}`, text, languages);
  const named = (name: string, concept: Concept | undefined) =>
    concept && conceptElement(name, concept, languages);
  return {
    ...element('a:annexI', [
      ...(credential.test ? words('test', TEST_CREDENTIAL.label) : []),
      ...achievement.outcomes.map((outcome) =>
        element('a:learningOutcome', [
          ...words('title', outcome.title),
          ...words('description', outcome.description),
          ...outcome.skills.map((skill) => conceptElement('skill', skill, languages)),
        ]),
      ),
      element('a:workloadHours', String(achievement.workload.hours)),
      element('a:assessment', [...words('title', assessment.title), named('type', assessment.type)]),
      named('participation', achievement.participation),
      element('a:qualityAssurance', [
        named('type', qualityAssurance.type),
        ...words('agency', qualityAssurance.agency),
        ...words('decision', qualityAssurance.decision),
        optional('a:homepage', qualityAssurance.homepage),
        optional('a:validUntil', qualityAssurance.validUntil),
      ]),
      ...words('prerequisites', achievement.prerequisites),
      named('supervision', achievement.supervision),
      ...words('stackability', achievement.stackability),
      ...words('furtherInformation', achievement.furtherInformation),
      optional('a:validUntil', credential.validUntil),
      issuer.id === award.awardingBody.id
        ? undefined
        : mandated(issuer, words('legalName', issuer.legalName)),
    ]),
    namespaces: { a: ANNEX_I },
  };
}

/** Who seals, when it acts by mandate of the awarding body, which is ELMO's issuer. */
function mandated(issuer: Organisation, names: readonly XmlElement[]): XmlElement {
  return element('a:sealedBy', [...names, element('a:eidasIdentifier', issuer.eidasIdentifier)], {
    uri: issuer.id,
  });
}

function conceptElement(name: string, concept: Concept, languages: readonly Language[]): XmlElement {
  const labels: Content = localized('a:label', concept.label, languages);
  return element(`a:${name}`, labels, { uri: concept.uri });
}
