import type { Instant } from '../credential/credential.ts';
import type { Language } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { CodeSealKey, OwnFamily, OwnFont } from '../template/design.ts';
import type { SignOff, Template } from '../template/template.ts';
import type { Indication, VerdictReason } from '../verifying/verdict.ts';
import type { Reply } from './reply.ts';
import type { SealOrder } from './seal.ts';

export interface TemplateDesk {
  /** The template itself, as the designer edits it. */
  'template.read'(order: { readonly template: string }): Promise<Reply<Template>>;
  /** What it lacks while it is being edited, without a file. */
  'template.judge'(order: { readonly draft: Template }): Promise<Reply<readonly Problem[]>>;
  /** Writes the draft into the file, whole or not at all. Refused when it could not be read again. */
  'template.save'(order: { readonly template: string; readonly draft: Template }): Promise<Reply<null>>;
  /** Puts a font file into the template. */
  'template.font'(order: FontOrder): Promise<Reply<FontAdded>>;
  /** Writes into the template that somebody lets it be issued as it is. */
  'template.sign-off'(order: SignOffOrder): Promise<Reply<SignedOff>>;
  /** Writes it with its pictures and fonts as a package. */
  'template.export'(order: ExportTemplateOrder): Promise<Reply<PackagedTemplate>>;
  'template.import'(order: ImportTemplateOrder): Promise<Reply<ImportedTemplate>>;
  'template.check'(order: {
    readonly template: string;
    /** Whatever key the codes are drawn for. */
    readonly key?: CodeSealKey;
  }): Promise<Reply<TemplateReport>>;
}

/** Not sealed when no seal is told. */
export interface ExportTemplateOrder extends Partial<SealOrder> {
  /** Paths; what is at `out` already is never written over. */
  readonly template: string;
  readonly out: string;
}

export interface PackagedTemplate {
  readonly path: string;
  readonly bytes: number;
  readonly sealedBy?: string;
}

export interface ImportTemplateOrder {
  /** Paths; what is at `out` already is never written over. */
  readonly file: string;
  readonly out: string;
  /** Roots that a seal has to lead to. */
  readonly trust?: readonly string[];
}

export interface ImportedTemplate {
  readonly path: string;
  readonly version: number;
  readonly languages: readonly Language[];
  /** One that does not hold is refused; without one nobody vouches for the package. */
  readonly seal?: {
    readonly by: string;
    readonly claimedAt?: Instant;
    readonly indication: Indication;
    readonly reason: VerdictReason;
    readonly test: boolean;
  };
}

export interface SignOffOrder {
  /** Path. */
  readonly template: string;
  /** Name and office. */
  readonly by: string;
}

export interface SignedOff {
  readonly path: string;
  readonly version: number;
  readonly sha256: string;
  /** All who have signed it off as it is. */
  readonly signOffs: readonly SignOff[];
}

export interface FontOrder {
  /** Paths. */
  readonly template: string;
  readonly font: string;
  readonly family: OwnFamily;
  readonly face: keyof OwnFont;
}

export interface FontAdded {
  readonly path: string;
  /** The template's, now. */
  readonly version: number;
  readonly outlines: 'TrueType' | 'CFF';
  /** What its licence bits allow (OS/2 fsType). */
  readonly embedding: 'installable' | 'editable' | 'printing' | 'forbidden';
  /** No subset is allowed. */
  readonly whole: boolean;
  /** Languages of which it lacks letters. */
  readonly lacking: readonly Language[];
}

export interface TemplateReport {
  readonly name: string;
  readonly version: number;
  readonly languages: readonly Language[];
  /** Of the template as it is. */
  readonly signOffs: readonly SignOff[];
  readonly problems: readonly Problem[];
  /** Claims that nobody could check, or that do not agree; they keep nothing from being issued. */
  readonly notices: readonly Problem[];
}
