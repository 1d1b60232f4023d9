import type { Reply } from './reply.ts';

export const RESULT_FORMS = ['moodle', 'canvas', 'linkedin', 'cartridge', 'open-badges', 'api'] as const;

/** Whom the results of a batch are written for. */
export type ResultForm = (typeof RESULT_FORMS)[number];

export interface ResultsDesk {
  'results.write'(order: ResultsOrder): Promise<Reply<WrittenResults>>;
}

export interface ResultsOrder {
  /** Path of the folder of a batch, with its summary.json. */
  readonly batch: string;
  readonly forms: readonly ResultForm[];
  /** Where a credential can be checked, https; `{serial}` and `{id}` are replaced. Needed for a cartridge. */
  readonly page?: string;
}

export interface WrittenResults {
  /** Paths. */
  readonly files: readonly string[];
  readonly credentials: number;
}
