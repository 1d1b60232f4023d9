import type { CredentialKind } from '../../../shared/credential/kind.ts';
import { KIND_NAMES, kindStatement } from '../../../shared/credential/kind-names.ts';
import type { VerifyReport } from '../../../shared/desk/verification.ts';
import type { Language } from '../../../shared/language.ts';
import { done, type Outcome, refused } from '../../../shared/problem.ts';
import { type Counter, defineCommand, refuse } from '../command.ts';
import { inOrder, openDesks } from '../desks.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import {
  many,
  missing,
  one,
  SEAL_HELP,
  SEAL_OPTIONS,
  type SealOptions,
  sealIn,
  text,
  texts,
  wrong,
} from '../options.ts';
import { readPassword } from '../password.ts';
import { findSealedFiles } from '../sealed-files.ts';
import type { Voice } from '../voice.ts';

export interface Verification {
  readonly passed: number;
  readonly failed: number;
  /** Files of folders that nothing was said of but why. */
  readonly unjudged: number;
}

interface Wanted {
  readonly files: readonly string[];
  readonly trust: readonly string[];
  readonly crls: readonly string[];
  readonly lists?: readonly string[];
  readonly listKeys?: readonly string[];
  readonly controllers?: readonly string[];
  readonly statusLists?: readonly string[];
  readonly register?: string;
  readonly data?: string;
}

interface ReportWords extends Partial<SealOptions> {
  readonly report?: string;
  readonly seal?: string;
}

export const verifyCommand = defineCommand<Wanted & ReportWords>({
  name: 'verify',
  summary: 'judge sealed files',
  help: `sealwright verify FILE… [--trust ROOT.pem]… [--crl LIST.crl]…

Judges sealed PDF, XML and JSON files, badges, ASiC containers and scanned sheets (PNG, JPEG or PDF) in the words of
ETSI EN 319 102-1: TOTAL-PASSED, TOTAL-FAILED or INDETERMINATE. A folder stands for the sealed files in it; every other
file in it is named, with why it was not judged. Nothing is fetched: whom to trust is told with --trust; without it no file
can be better than INDETERMINATE (NO_CERTIFICATE_CHAIN_FOUND).

  --trust FILE       certificates to trust, PEM or DER; may be given several times
  --crl FILE         revocation lists, PEM or DER; may be given several times
  --trusted-list FILE  an EU list of lists, pivot or national trusted list (ETSI TS 119 612): its authorities for
                     e-seals and time-stamps are trusted; may be given several times. Lists that sealwright
                     trust fetch has kept count as well
  --list-key FILE    keys that may seal these lists, as the Official Journal names them, PEM or DER
  --controller FILE  an issuer's controller document (did.json), which credentials with a Data Integrity proof name their
                     key in; its certificates have to be trusted as any seal's. May be given several times; one named
                     did.json in the folder of the file is looked into without being told
  --status FILE      a status list as its issuer has published it: says what was revoked or suspended. May be given
                     several times
  --register FILE    the institution's own register, which knows best what it has revoked or replaced
  --data FOLDER      where the register of trusted issuers is kept (sealwright trust); the system's place when left out
  --report FILE      writes what came of it: .json with the elements of ETSI TS 119 102-2, or .pdf for people
  --seal SEAL        seals the report: explained below
${SEAL_HELP}`,
  options: {
    ...{ trust: many, crl: many, 'trusted-list': many, 'list-key': many, controller: many },
    ...{ status: many, register: one, data: one, report: one, seal: one, ...SEAL_OPTIONS },
  },
  read(values, files) {
    if (files.length === 0) return refused(missing('FILE'));
    const report = values.report === undefined ? undefined : text(values.report);
    if (report !== undefined && !/\.(?:json|pdf)$/i.test(report)) return refused(wrong('--report', report));
    if (report === undefined && values.seal !== undefined) return refused(missing('--report'));
    const seal = sealIn(values);
    if (!seal.ok) return seal;
    return done({
      files,
      trust: texts(values.trust),
      crls: texts(values.crl),
      lists: texts(values['trusted-list']),
      listKeys: texts(values['list-key']),
      controllers: texts(values.controller),
      statusLists: texts(values.status),
      ...(values.register !== undefined && { register: text(values.register) }),
      ...(values.data !== undefined && { data: text(values.data) }),
      ...(report !== undefined && { report }),
      ...(values.seal !== undefined && { seal: text(values.seal), ...seal.value }),
    });
  },
  async run(wanted, counter) {
    const { voice } = counter;
    const lists = await tellLists(wanted, counter);
    const verification = await verify(wanted, counter);
    if (wanted.report !== undefined) {
      const written = await report(wanted, wanted.report, counter);
      if (!written.ok) return refuse(written.problems, voice);
    }
    voice.object({ kind: 'result', ...verification });
    if (wanted.trust.length + lists === 0) voice.line(voice.words.say('verify.nobody'));
    return exitOfVerification(verification);
  },
});

/** The same files once more, written down. */
async function report(
  { files, report: _, source = {}, seal, ...wanted }: Wanted & ReportWords,
  out: string,
  { ask, voice }: Counter,
): Promise<Outcome<unknown>> {
  const password = seal === undefined ? done('') : await readPassword(source, seal, voice);
  if (!password.ok) return password;
  const { sealed } = await findSealedFiles(files, (wanted.controllers ?? []).length > 0);
  const { language } = voice.words;
  const order = { ...wanted, files: sealed, out, language };
  const written = await ask('verify.report', {
    ...order,
    ...(seal !== undefined && { seal, password: password.value }),
  });
  if (written.ok) voice.line(voice.words.say('verify.report', { path: written.value.path }));
  return written;
}

/** Whom the trusted lists make trusted, before anything is judged by them; how many lists there are. */
async function tellLists({ lists = [], listKeys = [], data }: Wanted, counter: Counter): Promise<number> {
  const { ask, voice } = counter;
  const reply = await ask('verify.lists', { lists, listKeys, ...(data && { data }) });
  if (!reply.ok) {
    voice.problems(reply.problems);
    return 0;
  }
  for (const list of reply.value) {
    voice.object({ kind: 'trusted-list', ...list });
    // Those that were fetched are many; only what is wrong with them is news.
    if (list.kept && list.state === 'believed') continue;
    const { file, state, territory = '', number = 0, issued = '', authorities } = list;
    const facts = { file, territory, number, issued, count: authorities };
    if (!voice.json) voice.line(voice.words.say(`verify.list.${state}`, facts));
  }
  return reply.value.length;
}

/** Fewer are judged before another desk has started. */
const MANY = 200;

/** Judges every file, each with a line of its own; `quiet` tells only those that did not pass. */
export async function verify(wanted: Wanted, { ask, voice }: Counter, quiet = false): Promise<Verification> {
  const { files, trust, crls, lists = [], listKeys = [], controllers = [] } = wanted;
  const { statusLists = [], register, data } = wanted;
  const order = { trust, crls, statusLists, ...(register && { register }), ...(data && { data }) };
  let passed = 0;
  let failed = 0;
  const { sealed, unjudged } = await findSealedFiles(files, controllers.length > 0);
  for (const { file, why } of quiet ? [] : unjudged) {
    voice.object({ kind: 'unjudged', file, why });
    if (!voice.json) voice.line(voice.words.say(`verify.unjudged.${why}`, { file }));
  }
  // A register's office may want to know who asks, and would have to be told at every desk.
  const desks = sealed.length >= MANY && register === undefined ? openDesks(ask) : undefined;
  const judge = (file: string) =>
    (desks?.ask ?? ask)('verify.file', { ...order, file, controllers, lists, listKeys });
  for await (const [file, reply] of inOrder(sealed, desks?.width ?? 1, judge)) {
    const good = reply.ok && reply.value.indication === 'TOTAL-PASSED';
    if (good) passed++;
    else failed++;
    if (quiet && good) continue;
    if (reply.ok) {
      voice.object({ kind: 'verdict', ...reply.value });
      if (!voice.json) voice.line(lineOf(reply.value, voice));
      voice.problems(reply.value.content ?? []);
    } else {
      voice.object({ kind: 'problems', file, problems: reply.problems });
      voice.problems(reply.problems);
    }
  }
  await desks?.close();
  return { passed, failed, unjudged: unjudged.length };
}

function exitOfVerification({ passed, failed }: Pick<Verification, 'passed' | 'failed'>): ExitCode {
  return failed === 0 && passed > 0 ? EXIT.ok : EXIT.data;
}

function lineOf(report: VerifyReport, { words }: Voice): string {
  const { credential, sealedBy, level, claimedAt } = report;
  const sealed = [sealedBy, level, claimedAt].filter(Boolean).join(', ');
  return [
    `${report.file}: ${report.indication}${report.subIndication ? ` (${report.subIndication})` : ''}`,
    `  ${words.verdict(report.reason)}`,
    ...(credential ? [`  ${credential.serial}: ${credential.name}, ${credential.title}`] : []),
    ...printedLines(report, words),
    ...(credential?.kind ? [`  ${kindIn(words.language, credential.kind)}`] : []),
    ...(sealed ? [`  ${words.say('verify.sealed', { by: sealed })}`] : []),
    ...(report.further ?? []).map((seal) => {
      const by = [seal.sealedBy, seal.level, seal.claimedAt].filter(Boolean).join(', ');
      const verdict = `${seal.indication}. ${words.verdict(seal.reason)}`;
      return `  ${words.say('verify.further', { by, verdict })}`;
    }),
    ...report.checks.map(({ name, state, words: key, facts }) => {
      const said = words.say(key, facts);
      return `  ${MARKS[state]} ${words.say(`answer:check.${name}`)}: ${said}`;
    }),
    ...(report.changes ?? []).map(({ what, where = '' }) =>
      `      ${words.say(`answer:change.${what}`)} ${where}`.trimEnd(),
    ),
  ].join('\n');
}

/** Told beside the words, for a column to look down. */
const MARKS = { good: '+', bad: '×', open: '?' } as const;

/** What the paper's code says, to be held beside what is printed. */
function printedLines({ printed }: VerifyReport, words: Voice['words']): readonly string[] {
  if (!printed) return [];
  const { name, birthDate, title, serial, awardingBody, awardedOn, kind, expiresOn } = printed;
  const rows = [
    ['holder', [name, birthDate].filter(Boolean).join(', ')],
    ['credential', [title, kindIn(words.language, kind)].join(', ')],
    ['number', serial],
    ['awardedOn', [awardedOn, awardingBody].join(', ')],
    ...(expiresOn ? [['expiresOn', expiresOn]] : []),
  ];
  return rows.map(([key = '', value = '']) => `  ${words.say(`verifier:${key}`)}: ${value}`);
}

/** Whoever reads a verdict must see at a glance that a micro-credential is no degree. */
function kindIn(language: Language, kind: CredentialKind): string {
  return (kindStatement(kind) ?? KIND_NAMES[kind])[language] ?? kind;
}
