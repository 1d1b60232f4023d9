import type { Command } from './command.ts';
import {
  auditExportCommand,
  auditSealCommand,
  auditVerifyCommand,
  statusPublishCommand,
} from './commands/audit.ts';
import { batchCommands } from './commands/batch.ts';
import { cosignCommand } from './commands/cosign.ts';
import { courseExportCommand } from './commands/course-export.ts';
import { courseImportCommand } from './commands/course-import.ts';
import { deliverCommand } from './commands/deliver.ts';
import { demoCommand } from './commands/demo.ts';
import { didCommand } from './commands/did.ts';
import { doctorCommand } from './commands/doctor.ts';
import { escoImportCommand, escoSearchCommand } from './commands/esco.ts';
import { extendCommand } from './commands/extend.ts';
import { figuresCommand } from './commands/figures.ts';
import { issueCommand } from './commands/issue.ts';
import { officeCommands } from './commands/office.ts';
import { printCommand } from './commands/print.ts';
import { recordMakeCommand } from './commands/record-make.ts';
import { recordProveCommand } from './commands/record-prove.ts';
import { recordVerifyCommand } from './commands/record-verify.ts';
import {
  registerBackupCommand,
  registerChangeCommands,
  registerCheckCommand,
  registerEraseCommand,
  registerFiguresCommand,
  registerFindCommand,
  registerRestoreCommand,
  registerShowCommand,
} from './commands/register.ts';
import { registerChangeManyCommand } from './commands/register-change.ts';
import { registerDueCommand, registerForgetCommand } from './commands/register-due.ts';
import { registerDecryptCommand, registerEncryptCommand } from './commands/register-encrypt.ts';
import { registerPersonCommand } from './commands/register-person.ts';
import { resultsCommand } from './commands/results.ts';
import { rosterCheckCommand, rosterInspectCommand, rosterMapCommand } from './commands/roster.ts';
import { rosterFetchCommand } from './commands/roster-fetch.ts';
import { sealInspectCommand } from './commands/seal-inspect.ts';
import { templateCheckCommand } from './commands/template-check.ts';
import { templateFontCommand } from './commands/template-font.ts';
import {
  templateListCommand,
  templateNewCommand,
  templatePreviewCommand,
} from './commands/template-gallery.ts';
import { templateExportCommand, templateImportCommand } from './commands/template-package.ts';
import { templateSignOffCommand } from './commands/template-sign-off.ts';
import { trustCommands } from './commands/trust.ts';
import { trustFetchCommand } from './commands/trust-fetch.ts';
import { verifyCommand } from './commands/verify.ts';
import {
  vocabularyListCommand,
  vocabularySearchCommand,
  vocabularyUpdateCommand,
} from './commands/vocabulary.ts';
import { workerCommand } from './commands/worker.ts';

/** Every command, in the order of the overview. */
export const COMMANDS: readonly Command[] = [
  issueCommand,
  ...batchCommands,
  workerCommand,
  deliverCommand,
  cosignCommand,
  extendCommand,
  verifyCommand,
  ...trustCommands,
  trustFetchCommand,
  recordMakeCommand,
  recordProveCommand,
  recordVerifyCommand,
  templateListCommand,
  templateNewCommand,
  templatePreviewCommand,
  templateFontCommand,
  templateSignOffCommand,
  rosterFetchCommand,
  rosterInspectCommand,
  rosterMapCommand,
  rosterCheckCommand,
  courseImportCommand,
  courseExportCommand,
  resultsCommand,
  templateCheckCommand,
  templateExportCommand,
  templateImportCommand,
  sealInspectCommand,
  didCommand,
  vocabularyListCommand,
  vocabularySearchCommand,
  vocabularyUpdateCommand,
  escoImportCommand,
  escoSearchCommand,
  registerFindCommand,
  registerShowCommand,
  ...registerChangeCommands,
  registerChangeManyCommand,
  ...officeCommands,
  registerPersonCommand,
  registerDueCommand,
  registerForgetCommand,
  registerEraseCommand,
  registerFiguresCommand,
  figuresCommand,
  registerCheckCommand,
  registerBackupCommand,
  registerRestoreCommand,
  registerEncryptCommand,
  registerDecryptCommand,
  printCommand,
  statusPublishCommand,
  auditSealCommand,
  auditVerifyCommand,
  auditExportCommand,
  doctorCommand,
  demoCommand,
];
