import type { Language } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { Reply } from './reply.ts';

export interface TemplateDesk {
  'template.check'(order: { readonly template: string }): Promise<Reply<TemplateReport>>;
}

export interface TemplateReport {
  readonly name: string;
  readonly version: number;
  readonly languages: readonly Language[];
  readonly problems: readonly Problem[];
  /** Claims that nobody could check, or that do not agree; they keep nothing from being issued. */
  readonly notices: readonly Problem[];
}
