import type { Language } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { Template } from '../template/template.ts';
import type { Reply } from './reply.ts';

export interface TemplateDesk {
  /** The template itself, as the designer edits it. */
  'template.read'(order: { readonly template: string }): Promise<Reply<Template>>;
  /** What it lacks while it is being edited, without a file. */
  'template.judge'(order: { readonly draft: Template }): Promise<Reply<readonly Problem[]>>;
  /** Writes the draft into the file, whole or not at all. Refused when it could not be read again. */
  'template.save'(order: { readonly template: string; readonly draft: Template }): Promise<Reply<null>>;
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
