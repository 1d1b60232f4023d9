import type { Language, LocalizedText } from '../language.ts';

/** What a larger credential asks of the smaller ones it is made of. Courses are named by their URIs. */
export interface StackRules {
  /** Each must be there. */
  readonly required: readonly CourseRule[];
  /** Groups to choose from. */
  readonly electives: readonly ElectiveRule[];
  /** ECTS credits of all parts that count together. */
  readonly minEcts?: number;
  /** Months from the award of a part to the award of the whole; older parts do not count. */
  readonly maxAgeMonths?: number;
  /**
   * Legal identifiers (ETSI EN 319 412-1 clause 5.1.4) of those whose credentials count, both as awarding body and as
   * the one who sealed. When untold they are the template's own: its awarding body, partners and issuer.
   */
  readonly issuers?: readonly string[];
  /** True when hours and credits of the whole are those of its parts, and not the template's. */
  readonly sumWorkload?: boolean;
}

/** Rules with nothing left untold. */
export interface AcceptedRules extends StackRules {
  readonly issuers: readonly string[];
  /** In which parts and rules are named to the clerk: the template's primary one. */
  readonly language: Language;
}

/** One part out of these courses, which stand for one another. */
export interface CourseRule {
  /** For people: what is asked for. */
  readonly name: LocalizedText;
  readonly courses: readonly [string, ...string[]];
}

/** Every part out of these courses counts; so many must. */
export interface ElectiveRule extends CourseRule {
  readonly atLeast?: number;
  readonly minEcts?: number;
  /** No more than so many count; the others stay free for another credential. */
  readonly atMost?: number;
}
