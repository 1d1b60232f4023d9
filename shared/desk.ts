import type { AboutDesk } from './desk/about.ts';
import type { BatchDesk, BatchProgress, WorkCounts } from './desk/batch.ts';
import type { CosignDesk } from './desk/cosign.ts';
import type { CourseDesk } from './desk/course.ts';
import type { DeliveryDesk } from './desk/delivery.ts';
import type { DiaryDesk } from './desk/diary.ts';
import type { DoctorDesk } from './desk/doctor.ts';
import type { DueDesk } from './desk/due.ts';
import type { ExtendDesk, ExtendProgress } from './desk/extend.ts';
import type { FiguresDesk } from './desk/figures.ts';
import type { GalleryDesk } from './desk/gallery.ts';
import type { InstitutionDesk } from './desk/institution.ts';
import type { OfficeDesk } from './desk/office.ts';
import type { PageDesk } from './desk/page.ts';
import type { PersonDesk } from './desk/person.ts';
import type { PolicyDesk } from './desk/policy.ts';
import type { PrintDesk, PrintProgress } from './desk/print.ts';
import type { RecordDesk } from './desk/record.ts';
import type { RegisterDesk } from './desk/register.ts';
import type { ResultsDesk } from './desk/results.ts';
import type { RosterDesk } from './desk/roster.ts';
import type { SealDesk } from './desk/seal.ts';
import type { SettingsDesk } from './desk/settings.ts';
import type { ShelfDesk } from './desk/shelf.ts';
import type { TemplateDesk } from './desk/template.ts';
import type { TrialDesk } from './desk/trial.ts';
import type { TrustDesk } from './desk/trust.ts';
import type { VerificationDesk } from './desk/verification.ts';
import type { VocabularyDesk } from './desk/vocabulary.ts';
import type { Problem } from './problem.ts';

/**
 * The contract between a host's screen and the studio. The window, the command line and the tests call these very
 * names; plain data only, so that a reply may cross a port. Bytes of documents never do: files go by path or id.
 */
export interface Desk
  extends AboutDesk,
    DiaryDesk,
    DoctorDesk,
    DueDesk,
    PolicyDesk,
    OfficeDesk,
    SettingsDesk,
    InstitutionDesk,
    TrialDesk,
    TemplateDesk,
    ShelfDesk,
    GalleryDesk,
    PageDesk,
    SealDesk,
    CosignDesk,
    ExtendDesk,
    FiguresDesk,
    RecordDesk,
    BatchDesk,
    CourseDesk,
    DeliveryDesk,
    PrintDesk,
    PersonDesk,
    RegisterDesk,
    ResultsDesk,
    RosterDesk,
    TrustDesk,
    VerificationDesk,
    VocabularyDesk {}

export const DESK_NAMES = [
  'studio.about',
  'diary.read',
  'doctor.examine',
  'policy.read',
  'requests.list',
  'settings.read',
  'settings.save',
  'institution.read',
  'institution.save',
  'trial.prepare',
  'template.read',
  'template.judge',
  'template.save',
  'template.font',
  'template.sign-off',
  'template.export',
  'template.import',
  'template.check',
  'shelf.list',
  'shelf.place',
  'shelf.duplicate',
  'shelf.rename',
  'shelf.discard',
  'shelf.restore',
  'shelf.versions',
  'gallery.list',
  'gallery.new',
  'gallery.preview',
  'page.preview',
  'page.parity',
  'seal.inspect',
  'seal.tokens',
  'seal.controller',
  'seal.cosign',
  'extend.files',
  'extend.cancel',
  'extend.due',
  'record.make',
  'record.prove',
  'record.verify',
  'batch.issue',
  'batch.pause',
  'batch.continue',
  'batch.stop',
  'batch.cancel',
  'batch.list',
  'batch.show',
  'batch.resume',
  'batch.work',
  'batch.deliver',
  'batch.decide',
  'office.show',
  'office.appoint',
  'office.change',
  'office.dismiss',
  'office.rule',
  'office.sign-in',
  'office.sign-out',
  'register.open',
  'register.chains',
  'register.entries',
  'register.show',
  'register.change',
  'register.erase',
  'person.export',
  'register.due',
  'register.figures',
  'figures.count',
  'register.change-many',
  'register.check',
  'register.restore',
  'register.backup',
  'register.encrypt',
  'register.decrypt',
  'register.unlock',
  'print.printers',
  'print.send',
  'print.file',
  'print.cancel',
  'print.test',
  'status.publish',
  'audit.seal',
  'audit.verify',
  'audit.export',
  'audit.verify-export',
  'verify.file',
  'verify.frame',
  'verify.code',
  'verify.report',
  'verify.lists',
  'trust.list',
  'trust.ask',
  'trust.add',
  'trust.change',
  'trust.remove',
  'trust.import',
  'trust.export',
  'trust.fetch',
  'trust.check',
  'roster.inspect',
  'roster.map',
  'roster.check',
  'roster.correct',
  'roster.mend',
  'roster.write-refused',
  'roster.paste',
  'roster.fetch',
  'results.write',
  'course.import',
  'course.export',
  'vocabulary.lists',
  'vocabulary.search',
  'vocabulary.update',
  'esco.import',
  'esco.search',
] as const satisfies readonly (keyof Desk)[];

export type DeskName = keyof Desk;

/** What the studio tells without being asked. */
export type DeskEvent =
  | { readonly kind: 'batch.progress'; readonly batch: string; readonly progress: BatchProgress }
  | {
      readonly kind: 'batch.refused';
      readonly batch: string;
      readonly row: number;
      readonly problems: readonly Problem[];
    }
  /** What the worker of this run has done until now. */
  | { readonly kind: 'work.progress'; readonly run: string; readonly progress: WorkCounts }
  /** Of a run of its own, or of a batch that raises what it has sealed: then `run` is the batch. */
  | { readonly kind: 'extend.progress'; readonly run: string; readonly progress: ExtendProgress }
  | { readonly kind: 'print.progress'; readonly run: string; readonly progress: PrintProgress }
  /** Entries of the register whose place in the chain has been proven until now. */
  | { readonly kind: 'chains.progress'; readonly register: string; readonly proven: number };
