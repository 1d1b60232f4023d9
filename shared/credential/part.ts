import type { LocalizedText } from '../language.ts';
import type { CalendarDate } from './date.ts';
import type { Provider } from './organisation.ts';

/** A credential that counted into a larger one, as the larger one tells of it. */
export interface Part {
  /** URI of the credential, for Sealwright's own `urn:uuid:…`. */
  readonly id: string;
  /** The number it was issued under. */
  readonly serial?: string;
  /** URIs of what was learned: of the course or programme, not of this learner's credential. */
  readonly courses: readonly string[];
  readonly title: LocalizedText;
  readonly workload: PartWorkload;
  readonly awardingBody: Provider;
  readonly awardedOn: CalendarDate;
}

/** Whoever awarded the part may have told only one of the two. */
export interface PartWorkload {
  readonly hours?: number;
  readonly ects?: number;
}
