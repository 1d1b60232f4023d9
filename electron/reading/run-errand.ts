import type { Course } from '../../shared/course/course.ts';
import type { VerifyReport } from '../../shared/desk/verification.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { nodeEngine } from '../engine.ts';
import { inFile, readBounded } from '../files/read.ts';
import type { Verifier } from '../studio/verify-file.ts';
import type {
  Consult,
  CourseErrand,
  Errand,
  Errands,
  FontErrand,
  FontFacts,
  LearnersErrand,
  SheetErrand,
  Tell,
  VerifyErrand,
} from './errand.ts';

/*
 * What a reader does for each errand. It loads what the errand is about and nothing else: the verifier alone is half a
 * second of one core.
 */

type Runners = {
  readonly [Name in keyof Errands]: (
    order: Errands[Name]['order'],
    consult: Consult,
    tell: Tell,
  ) => Promise<Outcome<Errands[Name]['reply']>>;
};

const RUNNERS: Runners = {
  roster: async (order) => (await import('./roster-errand.ts')).readRoster(order),
  learners: tellLearners,
  course: openCourse,
  sheet: readCodes,
  verify: judge,
  seal: async ({ bytes, password }) =>
    (await import('../../shared/sealing/pkcs12.ts')).readPkcs12(bytes, password),
  font: readFont,
  package: async ({ order, at }) =>
    (await import('../studio/template-package.ts')).unpackTemplate(order, nodeEngine, at),
  record: async ({ order, at }) =>
    (await import('../studio/record-verify.ts')).verifyRecord(order, nodeEngine, at),
  lists: async ({ order: { data, ...order }, at }) =>
    (await import('../studio/trusted-lists.ts')).reportLists(order, data, at, nodeEngine),
  source: async (order) => done((await import('./judge-source.ts')).judgeSource(order)),
  part: async (order) => (await import('./judge-sealed.ts')).judgePart(order),
  sealing: async (order) => (await import('./judge-sealed.ts')).judgeBefore(order),
  standing: async (order) => (await import('./judge-sealed.ts')).judgeStanding(order),
  believe: async ({ files, keys, at }) => {
    const { believeLists } = await import('../../shared/trust/believed-lists.ts');
    return done((await believeLists(files, keys, at, nodeEngine)).lists);
  },
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

/** `consult` asks whoever sent the reader what only they may look up; `tell` hands over what is too much for one reply. */
export function runErrand<Name extends keyof Errands>(
  { errand, order }: Errand<Name>,
  consult: Consult = async () => undefined,
  tell: Tell = () => {},
): Promise<Outcome<Errands[Name]['reply']>> {
  return RUNNERS[errand](order, consult, tell);
}

async function tellLearners(
  order: LearnersErrand,
  _: Consult,
  tell: Tell,
): Promise<Outcome<Errands['learners']['reply']>> {
  const opened = await (await import('../studio/open-roster.ts')).openLearners(order);
  if (!opened.ok) return opened;
  const { recipients, ...told } = opened.value;
  for (let at = 0; at < recipients.length; at += TOLD_AT_ONCE) tell(recipients.slice(at, at + TOLD_AT_ONCE));
  return done(told);
}

/** Learners. */
const TOLD_AT_ONCE = 1000;

async function readCodes({ file }: SheetErrand): Promise<Outcome<readonly string[]>> {
  const { readQrCodes, readQrCodesOfPdf } = await import('../pictures/qr.ts');
  const { isPicture } = await import('../../shared/verifying/paper.ts');
  const { LARGEST_FILE } = await import('../../shared/verifying/verify.ts');
  const bytes = await readBounded(file, LARGEST_FILE);
  if (!bytes.ok) return bytes;
  const picture = bytes.value;
  return done(isPicture(picture) ? await readQrCodes(picture) : await readQrCodesOfPdf(picture, nodeEngine));
}

async function openCourse({ file, choice }: CourseErrand): Promise<Outcome<Course>> {
  const { LARGEST_PACKAGE, readCourse } = await import('../../shared/course/read.ts');
  const bytes = await readBounded(file, LARGEST_PACKAGE);
  return bytes.ok ? inFile(file, readCourse(bytes.value, nodeEngine, choice)) : bytes;
}

/** One for all files, so that what is trusted is worked out once. Sheets are read here: this is where they can do no harm. */
let verifier: Verifier | undefined;
let asks: Consult;

async function judge({ order, at }: VerifyErrand, consult: Consult): Promise<Outcome<VerifyReport>> {
  asks = consult;
  const { makeVerifier } = await import('../studio/verify-file.ts');
  verifier ??= makeVerifier(nodeEngine, undefined, {
    async codesOn(file) {
      const codes = await readCodes({ file });
      return codes.ok ? codes.value : [];
    },
    registeredAs: (register, serial, sha256) => asks({ register, serial, sha256 }),
  });
  return verifier.verify(order, at);
}

async function readFont({ file }: FontErrand): Promise<Outcome<FontFacts>> {
  const { readOwnFont } = await import('../../shared/page/own-fonts.ts');
  const { LARGEST_FONT } = await import('../../shared/page/sfnt.ts');
  const bytes = await readBounded(file, LARGEST_FONT);
  if (!bytes.ok) return bytes;
  const read = readOwnFont(bytes.value);
  if ('code' in read) return refused(read);
  const { outlines, embedding, whole } = read.file;
  return done({ bytes: bytes.value, outlines, embedding, whole, lacking: read.lacking });
}
