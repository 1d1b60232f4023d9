import type { Language } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { StoredBatch } from './batch.ts';
import type { Reply } from './reply.ts';
import type { SealOrder } from './seal.ts';

export interface DeliveryDesk {
  /** Makes of what a batch has issued what is handed out; the sealed files stay where they are. */
  'batch.deliver'(order: DeliveryOrder): Promise<Reply<Delivered>>;
}

export const DELIVERY_FORMS = ['folder', 'zip', 'both'] as const;
export type DeliveryForm = (typeof DELIVERY_FORMS)[number];

/** How a learner's files are kept together. */
export const LEARNER_PACKAGES = ['folder', 'zip'] as const;
export type LearnerPackage = (typeof LEARNER_PACKAGES)[number];

export interface DeliveryOrder extends StoredBatch {
  /** Path of a folder that is empty or not there yet. */
  readonly out: string;
  readonly form: DeliveryForm;
  /** Pattern of the files' names without extension; `{serial}-{name}` when untold. */
  readonly names?: string;
  /** All files of all learners side by side when untold. */
  readonly packages?: LearnerPackage;
  /** Folder of the sealed files, when they lie neither beside the register nor where the batch put them. */
  readonly folder?: string;
  /** Address that e-mail drafts come from; none are written without it. */
  readonly draftsFrom?: string;
  readonly mailMerge?: boolean;
  /** In drafts and mail merge: links by which learners add the credential to a profile. */
  readonly profileLinks?: boolean;
  /** Where a credential can be checked, https; `{serial}` and `{id}` are replaced. */
  readonly page?: string;
  /** A report of the batch is made and sealed with this seal. */
  readonly report?: SealOrder;
  /** Of the report. */
  readonly language: Language;
}

export interface Delivered {
  readonly out: string;
  /** Paths of what was made beside the learners' files. */
  readonly made: readonly string[];
  readonly credentials: number;
  readonly files: number;
  readonly drafts: number;
  /** Drafts of learners whose address is not known, or that not every server takes. */
  readonly withoutAddress: number;
  /** Why others of the batch were not handed out. */
  readonly leftOut: readonly Problem[];
}
