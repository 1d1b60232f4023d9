import type { Language, LocalizedText } from '../language.ts';
import type { Concept } from './concept.ts';
import type { Organisation } from './organisation.ts';

/** `YYYY-MM-DD`, a day without a clock. */
export type CalendarDate = string;
/** `YYYY-MM-DDThh:mm:ssZ`, seconds precision, always UTC. */
export type Instant = string;

export type CredentialKind = 'micro-credential' | 'degree';

/**
 * The one model from which page, PDF, XML and JSON are derived.
 * Its fields are the elements of Annex I to Council Recommendation 2022/C 243/02 "European standard elements to
 * describe a micro-credential"; each is marked with its number there: M1–M11 mandatory, O1–O5 optional.
 */
export interface Credential {
  /** `urn:uuid:…`, given by the batch. */
  readonly id: string;
  /** The register's number, unique within the institution. */
  readonly serial: string;
  readonly kind: CredentialKind;
  /** The languages every text is complete in; the first is the primary one. */
  readonly languages: readonly [Language, ...Language[]];
  /** M5 "date of issuing"; the one clock value that every seal of this credential carries. */
  readonly issuedAt: Instant;
  readonly validUntil?: Instant;
  /** Who seals. Equal to the awarding body unless it acts by mandate. */
  readonly issuer: Organisation;
  /** True while the seal is a test seal: said on the page, in the data and by the verifier. */
  readonly test: boolean;
  readonly learner: Learner;
  readonly achievement: Achievement;
  readonly award: Award;
}

/** M1 "identification of the learner". */
export interface Learner {
  /** `urn:uuid:…` of this person within the credential. */
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  /** The name as it is printed; given and family name joined when the roster has no other. */
  readonly fullName: string;
  readonly birthDate?: CalendarDate;
  /** The institution's own number for the learner. */
  readonly studentId?: string;
  readonly email?: string;
}

export interface Award {
  /** M4 "awarding body". */
  readonly awardingBody: Organisation;
  /** M3 "country/region of the issuer". */
  readonly country: Concept;
  readonly awardedOn: CalendarDate;
}

export interface Achievement {
  /** M2 "title of the micro-credential". */
  readonly title: LocalizedText;
  readonly description?: LocalizedText;
  /** M6 "learning outcomes". */
  readonly outcomes: readonly LearningOutcome[];
  /** M7 "notional workload needed to achieve the learning outcomes (in ECTS credits, wherever possible)". */
  readonly workload: Workload;
  /** M8 "level (and cycle, if applicable) of the learning experience leading to the micro-credential (EQF, QF-EHEA)". */
  readonly level: Level;
  /** M9 "type of assessment". */
  readonly assessment: Assessment;
  /** M10 "form of participation in the learning activity". */
  readonly participation: Concept;
  /** M11 "type of quality assurance used to underpin the micro-credential". */
  readonly qualityAssurance: QualityAssurance;
  /** O1 "prerequisites needed to enrol in the learning activity". */
  readonly prerequisites?: LocalizedText;
  /** O2 "supervision and identity verification during assessment". */
  readonly supervision?: Concept;
  /** O3 "grade achieved". */
  readonly grade?: Grade;
  /** O4 "integration/stackability options". */
  readonly stackability?: LocalizedText;
  /** O5 "further information". */
  readonly furtherInformation?: LocalizedText;
  /** ISCED-F field of education. */
  readonly field?: Concept;
  readonly instructionLanguage?: Language;
  /** Public page about the course. */
  readonly homepage?: string;
}

export interface LearningOutcome {
  readonly title: LocalizedText;
  readonly description?: LocalizedText;
  /** ESCO skills this outcome is about. */
  readonly skills: readonly Concept[];
}

export interface Workload {
  readonly hours: number;
  readonly ects?: number;
}

export interface Level {
  readonly eqf: Concept;
  readonly nqf?: Concept;
  readonly cycle?: Concept;
}

export interface Assessment {
  readonly title: LocalizedText;
  readonly type: Concept;
}

export interface Grade {
  /** As awarded: "8.5", "Pass", "sehr gut". */
  readonly value: string;
  readonly scheme?: LocalizedText;
}

export interface QualityAssurance {
  readonly type: Concept;
  readonly agency: LocalizedText;
  /** The agency's seat; the country of the award when untold. */
  readonly agencyCountry?: Concept;
  readonly decision?: LocalizedText;
  readonly homepage?: string;
  readonly validUntil?: CalendarDate;
}
