import type { LocalizedText } from '../language.ts';

/** An entry of a controlled list: EQF level, assessment type, mode of learning… (SKOS concept). */
export interface Concept {
  readonly uri: string;
  /** The list it belongs to (skos:inScheme). */
  readonly scheme: string;
  readonly label: LocalizedText;
  readonly notation?: string;
}
