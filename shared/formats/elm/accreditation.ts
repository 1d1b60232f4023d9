import type { Accreditation } from '../../credential/accreditation.ts';
import type { Concept } from '../../credential/concept.ts';
import type { JsonObject } from '../json.ts';
import { dayEnd, dayStart, list, type NodeWriter } from './node.ts';
import { countryLocation } from './place.ts';

/**
 * elm:Accreditation. Annex I: M11. The agency is an elm:Organisation, for which the profile demands a country: its own,
 * else that of whom it accredits. elm:decision is a concept of a list we cannot name, so a decision stands in words.
 */
export function accreditationNode(
  write: NodeWriter,
  name: string,
  accreditation: Accreditation,
  country: Concept,
): JsonObject {
  const { type, agency, agencyCountry = country, decision, decidedOn, report, homepage } = accreditation;
  return write.node(name, 'Accreditation', {
    title: write.words(type.label),
    description: write.words(decision),
    dcType: write.concept(type),
    accreditingAgent: write.node(`${name}-agency`, 'Organisation', {
      legalName: write.words(agency),
      location: countryLocation(write, `${name}-agency-location`, agencyCountry),
    }),
    dateIssued: decidedOn && dayStart(decidedOn),
    report: write.webResource(`${name}-report`, report),
    homepage: list(write.webResource(`${name}-homepage`, homepage)),
    expiryDate: accreditation.validUntil && dayEnd(accreditation.validUntil),
  });
}
