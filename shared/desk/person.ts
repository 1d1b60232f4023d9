import type { CredentialKind } from '../credential/kind.ts';
import type { Language } from '../language.ts';
import type { RegisterRecord, RegisterRow } from './register.ts';
import type { Reply } from './reply.ts';

export interface PersonDesk {
  /**
   * Writes everything the register holds about one person, for that person (GDPR, Articles 15 and 20): JSON, or a PDF
   * with the same JSON inside. That it was done stands in the chain of events.
   */
  'person.export'(order: PersonOrder): Promise<Reply<PersonExported>>;
}

/** A person as a roster told them; the register knows them by a digest of this. */
export interface ToldPerson {
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate?: string;
  /** When there is one, the register goes by it alone. */
  readonly studentId?: string;
}

export interface PersonOrder {
  readonly register: string;
  /** Serials or ids of theirs; whoever holds one of them is meant. */
  readonly credentials: readonly string[];
  /** Instead of these, or with them. */
  readonly person?: ToldPerson;
  /** Path that ends in .json or .pdf. */
  readonly out: string;
  readonly language: Language;
  /** What it rests on; nothing that names the person. */
  readonly ground: string;
}

export interface PersonExported {
  readonly path: string;
  readonly credentials: number;
  /** Credentials of the same name that may be another's, and are not in the file: at most 100 are told. */
  readonly namesakes: readonly Pick<RegisterRow, 'serial' | 'title' | 'awardedOn'>[];
}

/** What the register holds of one credential. */
export interface HeldRecord extends RegisterRecord {
  /** Digest by which the register tells whether two learners are one. */
  readonly learner: string;
  /** Kind, format, level, languages and the like, as figures count them. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Serials. */
  readonly replaces?: string;
  readonly parts: readonly string[];
  readonly usedIn: readonly { readonly serial: string; readonly kind: CredentialKind }[];
  /** Row of its roster, and whether its files were handed out. */
  readonly row?: number;
  readonly delivered: boolean;
  readonly roster: { readonly name: string; readonly sha256: string };
  /** Digest of the certificate it was sealed with. */
  readonly certificateSha256: string;
  /** Files whose seals were raised. */
  readonly raised: readonly {
    readonly at: string;
    readonly file: string;
    readonly level: string;
    readonly from: string;
    readonly to: string;
  }[];
}
