import type { Concept } from '../../credential/concept.ts';
import type { JsonObject } from '../json.ts';
import { list, type NodeWriter } from './node.ts';

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
