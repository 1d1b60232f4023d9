import type { Language } from '../language.ts';

/** A list as a file tells it, before anything of it is believed. */
export interface Draft {
  readonly scheme: string;
  readonly version?: string;
  readonly source?: string;
  readonly concepts: readonly DraftConcept[];
}

export interface DraftConcept {
  readonly uri: string;
  readonly notation?: string;
  readonly broader?: string;
  readonly retired?: boolean;
  readonly label: Partial<Record<Language, string>>;
}

/** Above the 8,200 languages of the largest European list. */
export const MOST_CONCEPTS = 20_000;
