import type { Concept } from '../../credential/concept.ts';
import type { Organisation } from '../../credential/organisation.ts';
import type { JsonObject } from '../json.ts';
import { list, type NodeWriter } from './node.ts';

/**
 * elm:Organisation with what the profile asks of an issuer (edc:OrganisationShape, edc:IssuerNodeShape): legal name,
 * a location with a country, the eIDAS legal identifier.
 */
export function organisationNode(write: NodeWriter, name: string, organisation: Organisation): JsonObject {
  const country = write.concept(organisation.country);
  return {
    id: organisation.id,
    type: 'Organisation',
    legalName: write.words(organisation.legalName),
    eIDASIdentifier: write.node(`${name}-eidas-identifier`, 'LegalIdentifier', {
      notation: organisation.eidasIdentifier,
      spatial: country,
    }),
    location: write.node(`${name}-location`, 'Location', {
      address: write.node(`${name}-address`, 'Address', {
        countryCode: country,
        fullAddress: write.note(`${name}-full-address`, organisation.address),
      }),
    }),
    homepage: write.webResource(`${name}-homepage`, organisation.homepage),
    contactPoint: organisation.email
      ? write.node(`${name}-contact`, 'ContactPoint', { emailAddress: mailbox(organisation.email) })
      : undefined,
  };
}

/** A place known by its country only; edc:LocationShape asks for the address around it. */
export function countryLocation(write: NodeWriter, name: string, country: Concept): JsonObject {
  const written = write.concept(country);
  return write.node(name, 'Location', {
    address: write.node(`${name}-address`, 'Address', { countryCode: written }),
    spatialCode: list(written),
  });
}

export function mailbox(address: string): JsonObject {
  return { id: `mailto:${address}`, type: 'Mailbox' };
}
