import type { Course } from '../../shared/course/course.ts';
import { LARGEST_PACKAGE, readCourse } from '../../shared/course/read.ts';
import type { VerifyReport } from '../../shared/desk/verification.ts';
import { readOwnFont } from '../../shared/page/own-fonts.ts';
import { LARGEST_FONT } from '../../shared/page/sfnt.ts';
import { readOneRosterClass } from '../../shared/platforms/one-roster-classes.ts';
import { readStatements } from '../../shared/platforms/xapi.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { CSV_BOUNDS } from '../../shared/roster/csv.ts';
import { isJson, readSource, type Source, type SourceChoices } from '../../shared/roster/source.ts';
import { type Pkcs12Contents, readPkcs12 } from '../../shared/sealing/pkcs12.ts';
import { isPicture } from '../../shared/verifying/paper.ts';
import { LARGEST_FILE } from '../../shared/verifying/verify.ts';
import { fileKindOf } from '../../shared/workbook/read.ts';
import { nodeEngine } from '../engine.ts';
import { inFile, readBounded } from '../files/read.ts';
import { sha256Of } from '../files/sha256.ts';
import { readQrCodes, readQrCodesOfPdf } from '../pictures/qr.ts';
import { makeVerifier, type Verifier } from '../studio/verify-file.ts';
import type {
  Consult,
  CourseErrand,
  Errand,
  Errands,
  FontErrand,
  FontFacts,
  RosterErrand,
  RosterFile,
  SealErrand,
  SheetErrand,
  VerifyErrand,
} from './errand.ts';

type Runners = {
  readonly [Name in keyof Errands]: (
    order: Errands[Name]['order'],
    consult: Consult,
  ) => Promise<Outcome<Errands[Name]['reply']>>;
};

const RUNNERS: Runners = {
  roster: readRoster,
  course: openCourse,
  sheet: readCodes,
  verify: judge,
  seal: openSealFile,
  font: readFont,
};

export function isErrand(message: unknown): message is Errand {
  return (
    typeof message === 'object' &&
    message !== null &&
    'errand' in message &&
    'order' in message &&
    Object.hasOwn(RUNNERS, String(message.errand))
  );
}

/** `consult` asks whoever sent the reader what only they may look up. */
export function runErrand<Name extends keyof Errands>(
  { errand, order }: Errand<Name>,
  consult: Consult = async () => undefined,
): Promise<Outcome<Errands[Name]['reply']>> {
  return RUNNERS[errand](order, consult);
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

/** One for all files, so that what is trusted is worked out once. Sheets are read here: this is where they can do no harm. */
let verifier: Verifier | undefined;
let asks: Consult;

function judge({ order, at }: VerifyErrand, consult: Consult): Promise<Outcome<VerifyReport>> {
  asks = consult;
  verifier ??= makeVerifier(nodeEngine, undefined, {
    async codesOn(file) {
      const codes = await readCodes({ file });
      return codes.ok ? codes.value : [];
    },
    registeredAs: (register, serial, sha256) => asks({ register, serial, sha256 }),
  });
  return verifier.verify(order, at);
}

function openSealFile({ bytes, password }: SealErrand): Promise<Outcome<Pkcs12Contents>> {
  return readPkcs12(bytes, password);
}

async function readFont({ file }: FontErrand): Promise<Outcome<FontFacts>> {
  const bytes = await readBounded(file, LARGEST_FONT);
  if (!bytes.ok) return bytes;
  const read = readOwnFont(bytes.value);
  if ('code' in read) return refused(read);
  const { outlines, embedding, whole } = read.file;
  return done({ bytes: bytes.value, outlines, embedding, whole, lacking: read.lacking });
}
