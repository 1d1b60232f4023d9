import type { Accreditation } from '../credential/accreditation.ts';
import type { Organisation } from '../credential/organisation.ts';

/** Who sits at this desk: what every new template begins with. */
export interface Institution {
  readonly organisation: Organisation;
  /** What underpins its programmes, when it is the same for most of them. */
  readonly qualityAssurance?: Accreditation;
  /** `{year}`, `{number:5}` are replaced, e.g. `AEG-{year}-{number:5}`. */
  readonly serialPattern: string;
  /** How many people have to sign a template off before anything is sealed from it; nobody when untold. */
  readonly signOffs?: number;
}
