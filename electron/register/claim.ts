/** A row of a batch that is about to be sealed. */
export interface Claim {
  readonly batch: string;
  readonly row: number;
  /** Digest that the register knows the learner by. */
  readonly learner: string;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly series: string;
  /** Id of the credential that the new one is to stand in the place of. */
  readonly replaces?: string | undefined;
}

export type Reserved =
  | { readonly row: number; readonly number: number }
  /** The learner has this version of the template, or another batch is about to seal it. */
  | { readonly row: number; readonly held: 'issued' | 'elsewhere' };
