import type { Evidence } from '../../shared/answer/answer.ts';
import type { Standing } from '../../shared/augmenting/due.ts';
import type { Course } from '../../shared/course/course.ts';
import type { CalendarDate } from '../../shared/credential/credential.ts';
import type { Recipient } from '../../shared/credential/recipient.ts';
import type { RecordCheck, RecordReport } from '../../shared/desk/record.ts';
import type { RosterOrder } from '../../shared/desk/roster.ts';
import type { FontAdded, ImportedTemplate, ImportTemplateOrder } from '../../shared/desk/template.ts';
import type {
  ListOrder,
  TrustedListReport,
  VerifyOrder,
  VerifyReport,
} from '../../shared/desk/verification.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Recipients } from '../../shared/roster/recipients.ts';
import type { Source, SourceChoices } from '../../shared/roster/source.ts';
import type { Pkcs12Contents } from '../../shared/sealing/pkcs12.ts';
import type { PresentedPart } from '../../shared/stack/presented.ts';
import type { BelievedLists } from '../../shared/trust/believed-lists.ts';
import type { CredentialSummary } from '../../shared/verifying/summary.ts';
import type { Indication } from '../../shared/verifying/verdict.ts';
import type { CosignedFormat } from '../studio/cosign-files.ts';

/** What a reader is sent for. Files go by path: their bytes never cross. */
export interface Errands {
  readonly roster: { readonly order: RosterErrand; readonly reply: RosterFile };
  readonly learners: { readonly order: LearnersErrand; readonly reply: Omit<Learners, 'recipients'> };
  readonly sheet: { readonly order: SheetErrand; readonly reply: readonly string[] };
  readonly course: { readonly order: CourseErrand; readonly reply: Course };
  readonly verify: { readonly order: VerifyErrand; readonly reply: VerifyReport };
  readonly seal: { readonly order: SealErrand; readonly reply: Pkcs12Contents };
  readonly font: { readonly order: FontErrand; readonly reply: FontFacts };
  readonly package: { readonly order: PackageErrand; readonly reply: UnpackedTemplate };
  readonly record: { readonly order: RecordErrand; readonly reply: RecordReport };
  readonly lists: { readonly order: ListsErrand; readonly reply: readonly TrustedListReport[] };
  readonly source: { readonly order: SourceErrand; readonly reply: Soundness };
  readonly part: { readonly order: PartErrand; readonly reply: PresentedPart };
  readonly sealing: { readonly order: SealingErrand; readonly reply: SealedBefore };
  readonly standing: { readonly order: StandingErrand; readonly reply: FoundStanding };
  readonly believe: { readonly order: BelieveErrand; readonly reply: BelievedLists['lists'] };
}

export interface Errand<Name extends keyof Errands = keyof Errands> {
  readonly errand: Name;
  readonly order: Errands[Name]['order'];
}

/** What a batch needs of its roster, where the table is needed no more. */
export interface Learners extends Recipients {
  readonly notices: readonly Problem[];
  /** Where the mapping is from. */
  readonly by: 'mapping' | 'remembered' | 'guess';
  /** Of the file's bytes, hexadecimal. */
  readonly sha256: string;
}

export interface LearnersErrand {
  readonly order: RosterOrder;
  readonly today: CalendarDate;
  /** Folder of the studio's own, where mappings are remembered. */
  readonly data: string;
}

/** A picture or PDF that may show a printed page: the texts of the QR codes on it. */
export interface SheetErrand {
  readonly file: string;
}

export interface CourseErrand {
  readonly file: string;
  /** Which of several. */
  readonly choice?: string;
}

export interface RosterErrand {
  readonly file: string;
  readonly choices: SourceChoices;
}

export interface RosterFile extends Source {
  /** Of the file's bytes, hexadecimal. */
  readonly sha256: string;
}

export interface VerifyErrand {
  readonly order: VerifyOrder & { readonly data: string };
  readonly at: Date;
}

/** A PKCS#12 file. The password crosses as a message: an argument or a variable could be seen by others. */
interface SealErrand {
  readonly bytes: Uint8Array;
  readonly password: string;
}

export interface FontErrand {
  readonly file: string;
}

export interface FontFacts extends Omit<FontAdded, 'path' | 'version'> {
  readonly bytes: Uint8Array;
}

export interface PackageErrand {
  readonly order: Pick<ImportTemplateOrder, 'file' | 'trust'>;
  readonly at: Date;
}

/** A package's template, whole and with its parts as its manifest tells them. */
export interface UnpackedTemplate extends Omit<ImportedTemplate, 'path'> {
  /** The template's file. */
  readonly bytes: Uint8Array;
}

interface RecordErrand {
  readonly order: RecordCheck;
  readonly at: Date;
}

/** What trusted lists in files, and those of the desk, are worth. */
export interface ListsErrand {
  readonly order: ListOrder & { readonly data: string };
  readonly at: Date;
}

/** Lists as they came over the network, and DER of the certificates that somebody has pinned. */
export interface BelieveErrand {
  readonly files: readonly Uint8Array[];
  readonly keys: readonly Uint8Array[];
  readonly at: Date;
}

/** A picture or font that stands in a template as a `data:` URL. */
export interface SourceErrand {
  readonly source: string;
  /** What it is for: a badge is kept as it is, a picture of a page is drawn. */
  readonly badge: boolean;
}

/** Whether all of a picture can be drawn; of fonts and badges those who use them tell what is wrong. */
export interface Soundness {
  readonly sound: boolean;
}

/** A credential that somebody has brought along. */
export interface PartErrand extends TrustedFiles {
  readonly file: string;
  readonly at: Date;
}

/** A sealed file that waits for the seal of one institution more. */
export interface SealingErrand extends TrustedFiles {
  readonly bytes: Uint8Array;
  readonly at: Date;
  readonly format: CosignedFormat;
  /** Of that institution, as certificates have it. */
  readonly identifier: string;
}

interface TrustedFiles {
  /** Files of roots, and of revocation lists. */
  readonly trust: readonly string[];
  readonly crls: readonly string[];
}

/** How a file is sealed so far. */
export interface SealedBefore {
  readonly kind: string;
  readonly indication: Indication;
  /** Of everybody whose seal is on it; nothing for one whose certificate tells none. */
  readonly sealers: readonly (string | undefined)[];
  /** Whether what is sealed names the institution as one that awards. */
  readonly named: boolean;
  /** The first seal's: organisation, else the whole subject, and when it claims to be set. */
  readonly from?: string;
  readonly claimedAt?: Date;
  readonly credential?: CredentialSummary;
}

export interface StandingErrand {
  readonly file: string;
}

/** What a sealed file is to those who raise it. */
export interface FoundStanding {
  /** A sealed record of a batch. */
  readonly record: boolean;
  readonly standing?: Standing;
}

/** What a reader must ask its sender, for it may not open a register: what that says of the file it reads. */
export interface RegisterQuestion {
  readonly register: string;
  readonly serial: string;
  /** Of the file, hexadecimal. */
  readonly sha256: string;
}

/** Hands learners over before the reply: a hundred thousand in one message would be copied whole twice. */
export type Tell = (learners: readonly Recipient[]) => void;

export type Consult = (question: RegisterQuestion) => Promise<Evidence['registered']>;

/** What a reader says: a question first, perhaps, or learners, some after the other; and its reply at the end. */
export type Said =
  | { readonly question: RegisterQuestion }
  | { readonly learners: readonly Recipient[] }
  | { readonly reply: unknown };

export interface ReaderBounds {
  readonly milliseconds: number;
  /** MiB of what V8 manages; bytes that are inflated are bounded by the reading itself. */
  readonly memory: number;
}

/** A process, or a thread, that reads. */
export interface Reader {
  /** Called with what it says, or with nothing when it has died. */
  hear(said: Said | undefined): void;
  send(message: unknown): void;
  lives(): boolean;
  /** Whether the program stays for it. */
  keep(on: boolean): void;
  end(): void;
}
