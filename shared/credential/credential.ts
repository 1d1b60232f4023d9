import type { Language, LocalizedText } from '../language.ts';
import type { Accreditation } from './accreditation.ts';
import type { AddressForm } from './address-form.ts';
import type { Concept } from './concept.ts';
import type { CalendarDate, Instant } from './date.ts';
import type { CredentialKind, MicroCredentialFormat } from './kind.ts';
import type { Organisation, Provider } from './organisation.ts';
import type { Part } from './part.ts';

export type { CalendarDate, Instant } from './date.ts';
export type { CredentialKind } from './kind.ts';

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
  /** URI of the course, for every learner the same; larger credentials name it in their rules. */
  readonly course?: string;
  /** The languages every text is complete in; the first is the primary one. */
  readonly languages: readonly [Language, ...Language[]];
  /** M5 "date of issuing"; the one clock value that every seal of this credential carries. */
  readonly issuedAt: Instant;
  readonly validUntil?: Instant;
  /** Who seals. Equal to the awarding body unless it acts by mandate. */
  readonly issuer: Organisation;
  /** What the awarding body has charged the issuer with, when it is another. */
  readonly mandate?: Mandate;
  /** True while the seal is a test seal: said on the page, in the data and by the verifier. */
  readonly test: boolean;
  /** Where its revocation will be told; absent when the institution publishes no status list. */
  readonly status?: StatusEntry;
  readonly learner: Learner;
  readonly achievement: Achievement;
  readonly award: Award;
  /** The smaller credentials this one is made of. */
  readonly parts?: readonly Part[];
}

/** A place in the institution's Bitstring Status List (W3C, 2025). */
export interface StatusEntry {
  /** https URL of the status list credential (`statusListUrl`). */
  readonly listUrl: string;
  /** Given by the register, never given twice in one list. */
  readonly index: number;
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
  /** Chooses among the template's words; none of the formats writes it. */
  readonly form?: AddressForm;
}

export interface Award {
  /** M4 "awarding body"; of a joint offer the one that leads. */
  readonly awardingBody: Organisation;
  /** M4, the others that award it jointly. */
  readonly partners?: readonly Provider[];
  /** M3 "country/region of the issuer". */
  readonly country: Concept;
  readonly awardedOn: CalendarDate;
}

/** Who charged whom is said by the award and the issuer; this is what with, and by which act. */
export interface Mandate {
  /** One sentence that says what the issuer does in whose name. */
  readonly statement: LocalizedText;
  /** Number of the agreement or decision, as written there. */
  readonly reference?: string;
  readonly grantedOn?: CalendarDate;
}

export interface Achievement {
  /** What of the many micro-credentials are called it is; a degree has none. */
  readonly format?: MicroCredentialFormat;
  /** The degree that a complement to a degree completes, by its name. */
  readonly complements?: LocalizedText;
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
  /** M10 "form of participation in the learning activity": online, face to face or blended (delivery.ts). */
  readonly participation: Concept;
  /** Further modes of learning: work-based, project based, research-lab based. */
  readonly modes?: readonly Concept[];
  /** Formal or non-formal learning. */
  readonly setting?: Concept;
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
  /** How this outcome in particular is assessed; as the whole is, when untold. */
  readonly assessment?: Assessment;
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

/** Of the programme. */
export type QualityAssurance = Accreditation;
