import { CREDENTIAL_KINDS } from '../../../shared/credential/kind.ts';
import type {
  AddOrder,
  ExportOrder,
  ImportOrder,
  IssuerReport,
  RemoveOrder,
} from '../../../shared/desk/trust.ts';
import type { Data } from '../../../shared/desk/vocabulary.ts';
import { done, type Outcome, refused } from '../../../shared/problem.ts';
import { ISSUER_KINDS } from '../../../shared/trust/issuers/issuer.ts';
import { defineCommand, refuse, tell, type Values } from '../command.ts';
import { EXIT } from '../exit.ts';
import {
  many,
  missing,
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
import { trustChangeCommand } from './trust-change.ts';
import { assuranceIn, told, wrongIn } from './trust-options.ts';

const DATA_HELP =
  '  --data FOLDER      where the register is kept; the system’s place for data when left out';

const trustListCommand = defineCommand<Data>({
  name: 'trust list',
  summary: 'show the register of trusted issuers',
  help: `sealwright trust list [--data FOLDER]

Whom this desk trusts to award what, since when and on whose word. sealwright verify goes by it.

${DATA_HELP}`,
  options: { data: one },
  read: onlyData,
  async run(order, { ask, voice }) {
    return tell(await ask('trust.list', order), voice, (register) => {
      voice.object({ kind: 'result', ...register });
      voice.line(
        voice.words.say('trust.register', { version: register.version, count: register.issuers.length }),
      );
      for (const issuer of register.issuers) voice.line(linesOf(issuer, voice));
      return EXIT.ok;
    });
  },
});

const trustAddCommand = defineCommand<AddOrder>({
  name: 'trust add',
  summary: 'trust an issuer, for what you say',
  help: `sealwright trust add --kind KIND [--certificate FILE]… [--from SEALED --accept FINGERPRINT] [options]

Takes an issuer into the register: an institution, a company or a non-formal provider of any country. Told again, it
adds to what is there.

  --kind KIND        institution, company or non-formal
  --certificate FILE  what it seals with, or the authority that certifies it, PEM or DER, handed over by the issuer
  --from SEALED      a sealed file: its sealer is to be trusted. Without --accept it is only said who that is
  --accept FINGERPRINT  SHA-256 of the sealer's certificate, once you have compared it with what the issuer publishes
  --name NAME        legal name; the certificate's when left out
  --country CODE     two letters; the certificate's when left out
  --identifier ID    legal identifier such as VATBE-0123456789; the certificate's when left out
  --website URL      where it tells about itself
  --award KIND       micro-credential or degree: what it may award; may be given twice. Anything when left out
  --fields CODES     ISCED-F fields it may award in, such as 061,0222
  --levels NUMBERS   levels of the EQF it may award at, such as 5,6
  --agency NAME      agency that has accredited it or assured its quality, with --decision and --decided
  --decision WORD    positive, conditional or negative
  --decided DATE     day of the decision, and --decided-until its last
  --report URL       where the decision is published
  --until DATE       the last day on which its seals are accepted
${DATA_HELP}`,
  options: {
    ...{ kind: one, certificate: many, from: one, accept: one, name: one, country: one, identifier: one },
    ...{ website: one, award: many, fields: one, levels: one, agency: one, decision: one, decided: one },
    ...{ 'decided-until': one, report: one, until: one, data: one },
  },
  read(values, files) {
    const [first, ...more] = [...needed(values, 'kind'), ...nothingElse(files)];
    if (first) return refused(first, ...more);
    const kind = ISSUER_KINDS.find((each) => each === values.kind);
    if (!kind) return refused(wrong('--kind', text(values.kind)));
    const [problem, ...others] = wrongIn(values);
    if (problem) return refused(problem, ...others);
    const assurance = assuranceIn(values);
    if (!assurance.ok) return assurance;
    const certificates = texts(values.certificate);
    const kinds = CREDENTIAL_KINDS.filter((each) => texts(values.award).includes(each));
    return done({
      kind,
      ...(certificates.length > 0 && { certificates }),
      ...told(values, { from: 'from', accept: 'accept', name: 'name', country: 'country', data: 'data' }),
      ...told(values, { legalIdentifier: 'identifier', website: 'website', until: 'until' }),
      ...(kinds.length > 0 && { kinds }),
      ...(values.fields !== undefined && { fields: text(values.fields).split(',') }),
      ...(values.levels !== undefined && { levels: text(values.levels).split(',').map(Number) }),
      ...(assurance.value && { assurance: assurance.value }),
    });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('trust.add', order), voice, (changed) => {
      voice.object({ kind: 'result', ...changed });
      voice.line(
        voice.words.say('trust.added', { issuer: changed.issuers.join(), version: changed.version }),
      );
      return EXIT.ok;
    });
  },
});

const trustRemoveCommand = defineCommand<RemoveOrder>({
  name: 'trust remove',
  summary: 'trust an issuer no longer',
  help: `sealwright trust remove ID [--data FOLDER]

Leaves an issuer out of the next version of the register; ID as sealwright trust list shows it. To accept what it sealed
until a day, use sealwright trust add --until instead.

${DATA_HELP}`,
  options: { data: one },
  read(values, [issuer, ...files]) {
    if (issuer === undefined) return refused(missing('ID'));
    const [other] = nothingElse(files);
    return other ? refused(other) : done({ issuer, ...told(values, { data: 'data' }) });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('trust.remove', order), voice, (changed) => {
      voice.object({ kind: 'result', ...changed });
      voice.line(voice.words.say('trust.removed', { issuer: order.issuer, version: changed.version }));
      return EXIT.ok;
    });
  },
});

const trustImportCommand = defineCommand<ImportOrder>({
  name: 'trust import',
  summary: 'take in another desk’s list, or a table of issuers',
  help: `sealwright trust import FILE [--accept FINGERPRINT] [--list-key KEY.pem]…

Takes in a list that another desk has sealed with sealwright trust export, or a table, CSV or JSON, of issuers and
decisions on their quality as DEQAR and the Qualification Dataset Register have them. A list is believed when its sealer
is: by --list-key, because an earlier list of theirs was taken in, or because you have compared the fingerprint. A table
is sealed by nobody and makes nobody's seal trusted: it tells of those who are.

  --accept FINGERPRINT  SHA-256 of the certificate that sealed the list, once you have compared it
  --list-key FILE    certificates of those who may seal it, or of their authority, PEM or DER
${DATA_HELP}`,
  options: { accept: one, 'list-key': many, data: one },
  read(values, [file, ...files]) {
    if (file === undefined) return refused(missing('FILE'));
    const [other] = nothingElse(files);
    if (other) return refused(other);
    const listKeys = texts(values['list-key']);
    return done({
      file,
      ...told(values, { accept: 'accept', data: 'data' }),
      ...(listKeys.length > 0 && { listKeys }),
    });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('trust.import', order), voice, ({ version, issuers, problems }) => {
      voice.object({ kind: 'result', version, issuers, problems });
      voice.problems(problems);
      voice.line(voice.words.say('trust.imported', { count: issuers.length, version }));
      if (issuers.length === 0) return EXIT.data;
      return problems.length > 0 ? EXIT.partly : EXIT.ok;
    });
  },
});

interface ExportWords extends Omit<ExportOrder, 'password'>, SealOptions {}

const trustExportCommand = defineCommand<ExportWords>({
  name: 'trust export',
  summary: 'seal the register for other desks',
  help: `sealwright trust export --out FILE.xml|FILE.json --seal SEAL [--days N] [--data FOLDER]

Writes the register of trusted issuers with a seal under it, for other desks to take in: as XML in the shape of ETSI
TS 119 612 with XAdES, or as JSON with JAdES. Tell those who take it in the fingerprint of your seal's certificate.

  --out FILE         .xml or .json
  --seal SEAL        the institution's e-seal: explained below
${SEAL_HELP}
  --days N           how long the list is to be believed; 180 when left out
${DATA_HELP}`,
  options: { out: one, seal: one, days: one, data: one, ...SEAL_OPTIONS },
  read(values, files) {
    const seal = sealIn(values);
    if (!seal.ok) return seal;
    const [problem, ...more] = [...needed(values, 'out', 'seal'), ...nothingElse(files)];
    if (problem) return refused(problem, ...more);
    const days = values.days === undefined ? 180 : Number(values.days);
    if (!(Number.isInteger(days) && days > 0)) return refused(wrong('--days', text(values.days)));
    const out = text(values.out);
    if (!/\.(?:xml|json)$/i.test(out)) return refused(wrong('--out', out));
    return done({ out, days, seal: text(values.seal), ...seal.value, ...told(values, { data: 'data' }) });
  },
  async run({ source, ...order }, { ask, voice }) {
    const password = await readPassword(source, order.seal, voice);
    if (!password.ok) return refuse(password.problems, voice);
    return tell(await ask('trust.export', { ...order, password: password.value }), voice, (exported) => {
      voice.object({ kind: 'result', ...exported });
      voice.line(voice.words.say('trust.exported', { ...exported }));
      return EXIT.ok;
    });
  },
});

const trustCheckCommand = defineCommand<Data>({
  name: 'trust check',
  summary: 'hold the versions of the register against each other',
  help: `sealwright trust check [--data FOLDER]

Every version of the register of trusted issuers names the one before by its digest. Ends with 3 and names the first
that was changed, or that another was taken out before.

${DATA_HELP}`,
  options: { data: one },
  read: onlyData,
  async run(order, { ask, voice }) {
    return tell(await ask('trust.check', order), voice, (checked) => {
      voice.object({ kind: 'result', ...checked });
      voice.line(voice.words.say('trust.holds', { count: checked.versions }));
      return EXIT.ok;
    });
  },
});

export const trustCommands = [
  trustListCommand,
  trustAddCommand,
  trustChangeCommand,
  trustRemoveCommand,
  trustImportCommand,
  trustExportCommand,
  trustCheckCommand,
];

function onlyData(values: Values, files: readonly string[]): Outcome<Data> {
  const [other] = nothingElse(files);
  return other ? refused(other) : done(told(values, { data: 'data' }));
}

function linesOf(issuer: IssuerReport, { words }: Voice): string {
  const { id, name, country, kind, awards, assurance, certificates, since, until, origin } = issuer;
  const by = 'by' in origin ? origin.by : '';
  const may = awards.map(({ kinds, fields, levels }) =>
    [
      kinds.join(', '),
      ...(fields ? [`ISCED-F ${fields.join(', ')}`] : []),
      ...(levels ? [`EQF ${levels.join(', ')}`] : []),
    ].join('; '),
  );
  return [
    `${id}: ${name}, ${country}, ${kind}`,
    ...may.map((award) => `  ${words.say('trust.award', { award })}`),
    ...(may.length === 0 ? [`  ${words.say('trust.award.untold')}`] : []),
    ...assurance.map(
      ({ agency, decision, from, until: end = '' }) => `  ${[agency, decision, `${from}–${end}`].join(', ')}`,
    ),
    ...certificates.map(
      ({ subject, fingerprint, notAfter }) => `  ${subject}, –${notAfter}\n    SHA-256 ${fingerprint}`,
    ),
    ...(certificates.length === 0 ? [`  ${words.say('trust.certificate.none')}`] : []),
    `  ${words.say(`trust.origin.${origin.how}`, { since, by })}`,
    ...(until ? [`  ${words.say('trust.until', { until })}`] : []),
  ].join('\n');
}
