import type { LocalizedText } from '../language.ts';
import type { Concept } from './concept.ts';
import type { CalendarDate } from './date.ts';

/** Who vouches for the quality of an institution or a programme, by which act and until when. */
export interface Accreditation {
  readonly type: Concept;
  readonly agency: LocalizedText;
  /** The agency's seat; the country of the award when untold. */
  readonly agencyCountry?: Concept;
  readonly decision?: LocalizedText;
  readonly decidedOn?: CalendarDate;
  /** The agency's report or its record in a public register (DEQAR). */
  readonly report?: string;
  readonly homepage?: string;
  readonly validUntil?: CalendarDate;
}
