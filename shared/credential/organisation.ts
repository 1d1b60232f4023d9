import type { LocalizedText } from '../language.ts';
import type { Concept } from './concept.ts';

/** An institution that awards or seals credentials. */
export interface Organisation {
  /** An https or urn URI that names the institution for good. */
  readonly id: string;
  readonly legalName: LocalizedText;
  readonly country: Concept;
  readonly address?: LocalizedText;
  readonly homepage?: string;
  readonly email?: string;
  /**
   * The legal identifier as eIDAS and ETSI EN 319 412-1 clause 5.1.4 write it, e.g. `VATEL-123456789`;
   * equal to organizationIdentifier (2.5.4.97) of the e-seal certificate.
   */
  readonly eidasIdentifier: string;
}
