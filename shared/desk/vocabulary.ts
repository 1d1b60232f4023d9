import type { Concept } from '../credential/concept.ts';
import type { Language } from '../language.ts';
import type { ListName } from '../vocabulary/schemes.ts';
import type { Reply } from './reply.ts';

/** The controlled lists in use. `data` is the folder where updates and imports are kept, the studio's own when untold. */
export interface VocabularyDesk {
  'vocabulary.lists'(order: Data): Promise<Reply<readonly ListReport[]>>;
  /** What fits the words typed so far, the best first. */
  'vocabulary.search'(order: SearchOrder & { readonly list: ListName }): Promise<Reply<readonly Concept[]>>;
  /** Takes a newer state of a list into use, now and from now on. */
  'vocabulary.update'(order: UpdateOrder): Promise<Reply<UpdateReport>>;
  'esco.import'(order: SkillOrder): Promise<Reply<SkillReport>>;
  /** As `vocabulary.search`, over the skills imported. */
  'esco.search'(order: SearchOrder): Promise<Reply<readonly Concept[]>>;
}

export interface Data {
  readonly data?: string;
}

export interface SearchOrder extends Data {
  readonly text: string;
  readonly language: Language;
  readonly limit: number;
}

export interface UpdateOrder extends Data {
  /** Path of RDF/XML, CSV or JSON. */
  readonly file: string;
  /** Of the list, for files that do not tell it. */
  readonly version?: string;
}

export interface SkillOrder extends Data {
  readonly files: readonly SkillPath[];
}

/** One file of ESCO's download, in one language. */
export interface SkillPath {
  readonly file: string;
  readonly language: Language;
}

export interface ListReport {
  readonly list: ListName;
  readonly title: string;
  readonly scheme: string;
  readonly source: string;
  readonly version: string;
  /** False for a selection of the source's entries. */
  readonly complete: boolean;
  /** That can be chosen, and that only credentials of old may name. */
  readonly entries: number;
  readonly retired: number;
  /** Whether it is another than the one delivered. */
  readonly updated: boolean;
}

export interface UpdateReport extends ListReport {
  readonly before: string;
  readonly added: number;
}

export interface SkillReport {
  /** All that can be searched now. */
  readonly languages: readonly Language[];
  readonly skills: number;
}
