import type { Provider } from '../../credential/organisation.ts';
import type { JsonObject } from '../json.ts';
import { accreditationNode } from './accreditation.ts';
import { list, type NodeWriter } from './node.ts';
import { mailbox } from './place.ts';

/**
 * elm:Organisation with what the profile asks of an issuer (edc:OrganisationShape, edc:IssuerNodeShape): legal name,
 * a location with a country, the eIDAS legal identifier; of others the last may be missing, and a number in their own
 * country's register (rov:registration) names them. Written once for each id, however often it is named: JSON-LD
 * merges nodes of one id, and an organisation told in two ways would come out as neither.
 */
export function organisationNode(write: NodeWriter, name: string, organisation: Provider): JsonObject {
  return write.once(organisation.id, () => {
    const { country, eidasIdentifier, registration, accreditation, homepage, email } = organisation;
    const spatial = write.concept(country);
    const legalIdentifier = (role: string, notation: string | undefined) =>
      notation === undefined
        ? undefined
        : write.node(`${name}-${role}`, 'LegalIdentifier', { notation, spatial });
    return {
      id: organisation.id,
      type: 'Organisation',
      legalName: write.words(organisation.legalName),
      eIDASIdentifier: legalIdentifier('eidas-identifier', eidasIdentifier),
      registration: legalIdentifier('registration', registration),
      location: write.node(`${name}-location`, 'Location', {
        address: write.node(`${name}-address`, 'Address', {
          countryCode: spatial,
          fullAddress: write.note(`${name}-full-address`, organisation.address),
        }),
      }),
      accreditation: list(
        accreditation && accreditationNode(write, `${name}-accreditation`, accreditation, country),
      ),
      homepage: write.webResource(`${name}-homepage`, homepage),
      contactPoint: email
        ? write.node(`${name}-contact`, 'ContactPoint', { emailAddress: mailbox(email) })
        : undefined,
    };
  });
}
