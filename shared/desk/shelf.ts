import type { Instant } from '../credential/credential.ts';
import type { Language } from '../language.ts';
import type { Template } from '../template/template.ts';
import type { Reply } from './reply.ts';

/** The templates that a desk works with: files of the clerk's own, wherever they lie. */
export interface ShelfDesk {
  'shelf.list'(): Promise<Reply<Shelf>>;
  /** Remembers a template that was opened. */
  'shelf.place'(order: OnShelf): Promise<Reply<null>>;
  /** A template of its own beside the file: with an id of its own, version 1, and nobody's sign-off. */
  'shelf.duplicate'(order: NamedTemplate): Promise<Reply<AtPath>>;
  /** In its primary language; a version that is settled begins the next. */
  'shelf.rename'(order: NamedTemplate): Promise<Reply<null>>;
  /** Moves the file into the studio's own folder, from where it can be brought back. */
  'shelf.discard'(order: OnShelf): Promise<Reply<{ readonly discarded: string }>>;
  /** Where it was, or beside what has taken its place since. */
  'shelf.restore'(order: { readonly discarded: string }): Promise<Reply<AtPath>>;
  /** The newest first, and as the file is now before all. */
  'shelf.versions'(order: OnShelf): Promise<Reply<readonly TemplateVersion[]>>;
}

export interface OnShelf {
  /** Path. */
  readonly template: string;
}

export interface NamedTemplate extends OnShelf {
  readonly name: string;
}

export interface AtPath {
  readonly path: string;
}

export interface Shelf {
  /** Changed last first; what cannot be read at the end. */
  readonly templates: readonly ShelvedTemplate[];
  /** Thrown away last first. */
  readonly discarded: readonly DiscardedTemplate[];
}

/** `draft`: neither signed off nor sealed with as it is. `missing`: no template is at its path any more. */
export type TemplateState = 'draft' | SettledBy | 'missing';

/** What makes a version stay as it is. */
export type SettledBy = 'signed' | 'sealed';

export interface ShelvedTemplate extends AtPath {
  /** In its primary language; the file's own when it cannot be read. */
  readonly name: string;
  readonly state: TemplateState;
  readonly version?: number;
  readonly languages?: readonly Language[];
  readonly changedAt?: Instant;
}

export interface DiscardedTemplate {
  readonly id: string;
  readonly name: string;
  /** Path it had. */
  readonly from: string;
  readonly at: Instant;
}

export interface TemplateVersion {
  readonly template: Template;
  /** `draft`: a later one took its place before it was settled. */
  readonly state: 'draft' | SettledBy;
  readonly at: Instant;
  /** As the file is now. */
  readonly present: boolean;
}
