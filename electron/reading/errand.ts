import type { Course } from '../../shared/course/course.ts';
import { LARGEST_PACKAGE, readCourse } from '../../shared/course/read.ts';
import { readOneRosterClass } from '../../shared/platforms/one-roster-classes.ts';
import { readStatements } from '../../shared/platforms/xapi.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { CSV_BOUNDS } from '../../shared/roster/csv.ts';
import { isJson, readSource, type Source, type SourceChoices } from '../../shared/roster/source.ts';
import { isPicture } from '../../shared/verifying/paper.ts';
import { LARGEST_FILE } from '../../shared/verifying/verify.ts';
import { fileKindOf } from '../../shared/workbook/read.ts';
import { nodeEngine } from '../engine.ts';
import { inFile, readBounded } from '../files/read.ts';
import { sha256Of } from '../files/sha256.ts';
import { readQrCodes, readQrCodesOfPdf } from '../pictures/qr.ts';

/** What a reader is sent for. Files go by path: their bytes never cross. */
export interface Errands {
  readonly roster: { readonly order: RosterErrand; readonly reply: RosterFile };
  readonly sheet: { readonly order: SheetErrand; readonly reply: readonly string[] };
  readonly course: { readonly order: CourseErrand; readonly reply: Course };
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

export interface Errand<Name extends keyof Errands = keyof Errands> {
  readonly errand: Name;
  readonly order: Errands[Name]['order'];
}

type Runners = {
  readonly [Name in keyof Errands]: (
    order: Errands[Name]['order'],
  ) => Promise<Outcome<Errands[Name]['reply']>>;
};

const RUNNERS: Runners = { roster: readRoster, course: openCourse, sheet: readCodes };

export function isErrand(message: unknown): message is Errand {
  return (
    typeof message === 'object' &&
    message !== null &&
    'errand' in message &&
    'order' in message &&
    Object.hasOwn(RUNNERS, String(message.errand))
  );
}

export function runErrand<Name extends keyof Errands>({
  errand,
  order,
}: Errand<Name>): Promise<Outcome<Errands[Name]['reply']>> {
  return RUNNERS[errand](order);
}

async function readRoster({ file, choices }: RosterErrand): Promise<Outcome<RosterFile>> {
  const bytes = await readBounded(file, CSV_BOUNDS.bytes);
  if (!bytes.ok) return bytes;
  const source = inFile(file, sourceOf(bytes.value, choices));
  if (!source.ok) return source;
  return done({ ...source.value, sha256: sha256Of(bytes.value) });
}

/** Statements of a learning record store are the one kind of JSON that is a roster, OneRoster's the one archive of CSV. */
function sourceOf(bytes: Uint8Array, choices: SourceChoices): Outcome<Source> {
  const table = isJson(bytes) ? readStatements(new TextDecoder().decode(bytes)) : undefined;
  if (table) return table.ok ? done({ format: 'xapi', table: table.value }) : table;
  const roster = fileKindOf(bytes) === 'xlsx' ? readOneRosterClass(bytes, nodeEngine, choices) : undefined;
  if (!roster) return readSource(bytes, nodeEngine, choices);
  if (!roster.ok) return roster;
  const sheets = roster.value.names.map((name) => ({ name, hidden: false }));
  return done({ format: 'oneroster', table: roster.value.table, sheet: roster.value.name, sheets });
}

async function readCodes({ file }: SheetErrand): Promise<Outcome<readonly string[]>> {
  const bytes = await readBounded(file, LARGEST_FILE);
  if (!bytes.ok) return bytes;
  const picture = bytes.value;
  return done(isPicture(picture) ? await readQrCodes(picture) : await readQrCodesOfPdf(picture, nodeEngine));
}

async function openCourse({ file, choice }: CourseErrand): Promise<Outcome<Course>> {
  const bytes = await readBounded(file, LARGEST_PACKAGE);
  return bytes.ok ? inFile(file, readCourse(bytes.value, nodeEngine, choice)) : bytes;
}
