import type {
  Achievement,
  CalendarDate,
  CredentialKind,
  Instant,
  Mandate,
} from '../credential/credential.ts';
import type { Organisation, Provider } from '../credential/organisation.ts';
import type { Language, LocalizedText } from '../language.ts';
import type { StackRules } from '../stack/rules.ts';
import type { PageDesign } from './design.ts';
import type { EdcProfileChoice, ExportName } from './exports.ts';

/** What is common to every learner of a course, and how its page looks. A saved version never changes. */
export interface Template {
  readonly schema: 'sealwright-template/1';
  readonly id: string;
  readonly version: number;
  readonly name: LocalizedText;
  readonly kind: CredentialKind;
  readonly languages: readonly [Language, ...Language[]];
  readonly awardingBody: Organisation;
  /** Those who award it jointly with the awarding body, which leads. */
  readonly partners?: readonly Provider[];
  /** The partners seal too, one after the other in their order: room for their seals is left in every file. */
  readonly jointSeal?: boolean;
  /** Who seals, when not the awarding body itself. */
  readonly issuer?: Organisation;
  /** What the awarding body has charged that issuer with. */
  readonly mandate?: Mandate;
  readonly achievement: Omit<Achievement, 'grade'>;
  /** Grade scheme in words; a grade itself comes from the roster. */
  readonly gradeScheme?: LocalizedText;
  /** Used when the roster has no date column. */
  readonly awardedOn?: CalendarDate;
  /** Months from issuing until the credential expires; without it it does not. */
  readonly validMonths?: number;
  /**
   * Months for which the register names the learner: from the day it expires, or from the award when it does not. Then it is
   * due to be forgotten; nothing is forgotten by itself.
   */
  readonly keepMonths?: number;
  /** `{year}`, `{number:5}` are replaced, e.g. `AEG-{year}-{number:5}`. */
  readonly serialPattern: string;
  /** What each credential is handed out as; `DEFAULT_EXPORTS` when untold. */
  readonly exports?: readonly ExportName[];
  /** The application profile claimed when no evidence decides it; `edc-generic-full` when untold. */
  readonly edcProfile?: EdcProfileChoice;
  /** Picture that badges are baked into: `data:` URL (RFC 2397) of a PNG or SVG. */
  readonly badgeImage?: string;
  /**
   * https URL, with `/` at its end, of the folder where the institution publishes its status lists; without it
   * credentials name none.
   */
  readonly statusBase?: string;
  /**
   * Host whose `did:web` is the issuer of Verifiable Credentials, in place of the institution's https URL: it serves the
   * document that `sealwright did` writes.
   */
  readonly didWeb?: string;
  /** What smaller credentials it is made of; without it the learner needs none. */
  readonly stack?: StackRules;
  readonly page: PageDesign;
  /** Who has said that it may be issued, when, and of which state of it. */
  readonly signOffs?: readonly SignOff[];
}

/** Somebody's word that this very template may be issued. */
export interface SignOff {
  /** Name and office, as they are to be read later. */
  readonly by: string;
  readonly at: Instant;
  /** Of the template as it then was, in hexadecimal: see `digestOf` in sign-off.ts. */
  readonly sha256: string;
}
