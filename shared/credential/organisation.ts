import type { LocalizedText } from '../language.ts';
import type { Accreditation } from './accreditation.ts';
import type { Concept } from './concept.ts';

/**
 * Anybody that awards learning, whatever its sector and wherever its seat. Outside the Union, and outside higher
 * education, not everyone has an identifier that eIDAS knows; the register it stands in names it then.
 */
export interface Provider {
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
  readonly eidasIdentifier?: string;
  /** Its number in the register of its own country, as written there. */
  readonly registration?: string;
  /** That it may teach at all, or is quality assured as a whole: institutional evaluation, licence. */
  readonly accreditation?: Accreditation;
}

/** An institution that leads an award or seals credentials. */
export interface Organisation extends Provider {
  readonly eidasIdentifier: string;
}
