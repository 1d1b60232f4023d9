import type { Language } from '../language.ts';
import type { ParityRow } from '../page/parity-table.ts';
import type { Problem } from '../problem.ts';
import type { CodeSealKey } from '../template/design.ts';
import type { Template } from '../template/template.ts';
import type { Reply } from './reply.ts';

export interface PageDesk {
  /** A learner's pages as they will be printed; without roster those of an invented learner. Nothing is sealed. */
  'page.preview'(order: PreviewOrder): Promise<Reply<PagePreview>>;
  /** What each element of the page falls short of in each language. */
  'page.parity'(order: ParityOrder): Promise<Reply<ParityReport>>;
}

export interface PreviewOrder {
  /** Paths. */
  readonly template: string;
  /** In place of what the file holds. */
  readonly draft?: Template;
  readonly roster?: string;
  /** Path of what was mended beside the roster. */
  readonly corrections?: string;
  /** Which of the roster's learners, from 0. */
  readonly learner?: number;
  /** The template's primary one when untold. */
  readonly language?: Language;
}

/** Paths as in `PreviewOrder`. */
export interface ParityOrder extends Pick<PreviewOrder, 'template' | 'draft' | 'roster' | 'corrections'> {
  /** Whatever key the codes are drawn for. */
  readonly key?: CodeSealKey;
}

export interface ParityReport {
  readonly languages: readonly Language[];
  /** Of the longest name; an invented one without a roster. */
  readonly learner: PagePreview['learner'];
  readonly rows: readonly ParityRow[];
}

export interface PagePreview {
  readonly languages: readonly Language[];
  readonly language: Language;
  /** How many learners of the roster can be shown; those refused are not among them. */
  readonly learners: number;
  readonly learner: { readonly name: string; readonly row?: number };
  /** SVG documents, text as outlines: what the PDF draws. Its QR code says that it is a preview. */
  readonly pages: readonly string[];
  /** What would keep this learner's credential from being sealed. */
  readonly problems: readonly Problem[];
}
