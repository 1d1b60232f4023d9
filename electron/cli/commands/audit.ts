import type {
  AuditExportOrder,
  AuditOrder,
  AuditQuestion,
  AuditReport,
  ExportQuestion,
  PublishOrder,
} from '../../../shared/desk/register.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, refuse, tell } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import {
  many,
  needed,
  nothingElse,
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
import type { Voice } from '../voice.ts';

interface SealAuditOrder extends Omit<AuditOrder, 'password'>, SealOptions {}

export const auditSealCommand = defineCommand<SealAuditOrder>({
  name: 'audit seal',
  summary: 'seal the state of the register',
  help: `sealwright audit seal --register FILE --seal SEAL [options]

Checks the chains of the register and puts a seal under where they stand. Whatever is changed, taken out, put in
between or cut off at the end later is found by sealwright audit verify. Seal after each batch or each day.

  --register FILE    the register
  --seal SEAL        the institution's e-seal: explained below
${SEAL_HELP}`,
  options: { register: one, seal: one, ...SEAL_OPTIONS },
  read(values, files) {
    const seal = sealIn(values);
    if (!seal.ok) return seal;
    const [problem, ...more] = [...needed(values, 'register', 'seal'), ...nothingElse(files)];
    if (problem) return refused(problem, ...more);
    return done({ register: text(values.register), seal: text(values.seal), ...seal.value });
  },
  async run({ source, ...order }, { ask, voice }) {
    const password = await readPassword(source, order.seal, voice);
    if (!password.ok) return refuse(password.problems, voice);
    return tell(await ask('audit.seal', { ...order, password: password.value }), voice, (report) =>
      tellReport(report, voice),
    );
  },
});

type Verified = AuditQuestion | ExportQuestion;

export const auditVerifyCommand = defineCommand<Verified>({
  name: 'audit verify',
  summary: 'hold the register, or what was exported of it, against its chains and its seals',
  help: `sealwright audit verify --register FILE [--trust ROOT.pem]…
sealwright audit verify EXPORT.jsonl [--trust ROOT.pem]…

Finds links of a chain (entries, events, extensions, prints, acts of officers) that were edited, deleted or put in
another order, and a tail that was cut, and names the first. Ends with 3 when something is wrong. A register that was put
back to an older state, seals and all, holds by itself: note the digest that "audit seal" tells, and give it here.

  --register FILE    the register
  --trust FILE       certificates that the seals must lead to; may be given several times
  --kept-seal DIGEST SHA-256 of a seal, noted elsewhere, that has to be there still`,
  options: { register: one, trust: many, 'kept-seal': one },
  read(values, [file, ...others]) {
    const kept = text(values['kept-seal']).toLowerCase();
    if (values['kept-seal'] !== undefined && !/^[0-9a-f]{64}$/.test(kept)) {
      return refused(wrong('--kept-seal', kept));
    }
    const trust = { trust: texts(values.trust), ...(kept !== '' && { kept }) };
    if (file !== undefined && values.register === undefined) {
      const [problem] = nothingElse(others);
      return problem ? refused(problem) : done({ file, ...trust });
    }
    const [problem, ...more] = [
      ...needed(values, 'register'),
      ...nothingElse(file === undefined ? [] : [file]),
    ];
    if (problem) return refused(problem, ...more);
    return done({ register: text(values.register), ...trust });
  },
  async run(order, { ask, voice }) {
    const told = 'file' in order ? await ask('audit.verify-export', order) : await ask('audit.verify', order);
    return tell(told, voice, (report) => {
      const code = tellReport(report, voice);
      if (report.holds && report.seals > 0 && order.trust.length === 0) {
        voice.line(voice.words.say('audit.untrusted'));
      }
      return code;
    });
  },
});

export const auditExportCommand = defineCommand<AuditExportOrder>({
  name: 'audit export',
  summary: 'write the chains and seals of a register, for an auditor outside',
  help: `sealwright audit export --register FILE --out EXPORT.jsonl

JSON Lines, naming nobody: every link with what its hash is over, and the seals (docs/audit-export.md). Whoever has the
file holds it against itself with sealwright audit verify EXPORT.jsonl, or by their own means.

  --register FILE    the register
  --out FILE         a file that is not there yet`,
  options: { register: one, out: one },
  read(values, others) {
    const [problem, ...more] = [...needed(values, 'register', 'out'), ...nothingElse(others)];
    if (problem) return refused(problem, ...more);
    return done({ register: text(values.register), out: text(values.out) });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('audit.export', order), voice, () => {
      voice.object({ kind: 'result', out: order.out });
      voice.line(voice.words.say('register.copied', { path: order.out }));
      return EXIT.ok;
    });
  },
});

interface PublishStatusOrder extends Omit<PublishOrder, 'password'>, SealOptions {}

export const statusPublishCommand = defineCommand<PublishStatusOrder>({
  name: 'status publish',
  summary: 'seal the lists that tell which credentials no longer hold',
  help: `sealwright status publish --register FILE --seal SEAL --out FOLDER [--days N]

Writes every status list of the register, sealed, as W3C Bitstring Status List (NAME.vc.jwt) and Token Status List
(NAME.statuslist.jwt), and status.csv, with the same validity, for people. Put them on the web where the templates'
statusBase says.

  --register FILE    the register
  --seal SEAL        the institution's e-seal: explained below
  --out FOLDER       where the lists go; those of an earlier run are replaced
  --days N           how long they are good for; 30 when left out
${SEAL_HELP}`,
  options: { register: one, seal: one, out: one, days: one, ...SEAL_OPTIONS },
  read(values, files) {
    const seal = sealIn(values);
    if (!seal.ok) return seal;
    const [problem, ...more] = [...needed(values, 'register', 'seal', 'out'), ...nothingElse(files)];
    if (problem) return refused(problem, ...more);
    const days = values.days === undefined ? 30 : Number(values.days);
    if (!(Number.isInteger(days) && days > 0)) return refused(wrong('--days', text(values.days)));
    const [register, out] = [text(values.register), text(values.out)];
    return done({ register, out, days, seal: text(values.seal), ...seal.value });
  },
  async run({ source, ...order }, { ask, voice }) {
    const password = await readPassword(source, order.seal, voice);
    if (!password.ok) return refuse(password.problems, voice);
    return tell(await ask('status.publish', { ...order, password: password.value }), voice, (published) => {
      voice.object({ kind: 'result', ...published });
      for (const file of published.files) voice.line(file);
      voice.line(voice.words.say('status.published', { count: published.revoked }));
      return EXIT.ok;
    });
  },
});

function tellReport(report: AuditReport, voice: Voice): ExitCode {
  const { holds, broken, sealedAt: at, sealDigest: digest, unsealed, ...counts } = report;
  voice.object({ kind: 'result', ...report });
  const { say } = voice.words;
  voice.line(say('audit.counts', counts));
  if (broken) voice.line(say(`audit.broken.${broken.what}`, { number: broken.number }));
  else {
    voice.line(say('audit.holds'));
    voice.line(at && digest ? say('audit.sealed', { at, digest }) : say('audit.never'));
    if (at && unsealed > 0) voice.line(say('audit.unsealed', { count: unsealed }));
  }
  return holds ? EXIT.ok : EXIT.data;
}
