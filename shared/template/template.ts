import type { Achievement, CalendarDate, CredentialKind } from '../credential/credential.ts';
import type { Organisation } from '../credential/organisation.ts';
import type { Language, LocalizedText } from '../language.ts';
import type { PageDesign } from './design.ts';

/** What is common to every learner of a course, and how its page looks. A saved version never changes. */
export interface Template {
  readonly schema: 'sealwright-template/1';
  readonly id: string;
  readonly version: number;
  readonly name: LocalizedText;
  readonly kind: CredentialKind;
  readonly languages: readonly [Language, ...Language[]];
  readonly awardingBody: Organisation;
  /** Who seals, when not the awarding body itself. */
  readonly issuer?: Organisation;
  readonly achievement: Omit<Achievement, 'grade'>;
  /** Grade scheme in words; a grade itself comes from the roster. */
  readonly gradeScheme?: LocalizedText;
  /** Used when the roster has no date column. */
  readonly awardedOn?: CalendarDate;
  /** Months from issuing until the credential expires; without it it does not. */
  readonly validMonths?: number;
  /** `{year}`, `{number:5}` are replaced, e.g. `AEG-{year}-{number:5}`. */
  readonly serialPattern: string;
  readonly page: PageDesign;
}
