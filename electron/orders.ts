import { CREDENTIAL_KINDS } from '../shared/credential/kind.ts';
import { COURSE_FORMS } from '../shared/desk/course.ts';
import { DELIVERY_FORMS, LEARNER_PACKAGES } from '../shared/desk/delivery.ts';
import { FIGURE_FACTS } from '../shared/desk/figures.ts';
import { ROLES } from '../shared/desk/office.ts';
import { PRINT_ORDERS } from '../shared/desk/print.ts';
import {
  CHANGE_KINDS,
  CREDENTIAL_STATUSES,
  ERASURE_REASONS,
  STATUS_REASONS,
} from '../shared/desk/register.ts';
import { RESULT_FORMS } from '../shared/desk/results.ts';
import { THEMES } from '../shared/desk/settings.ts';
import { type CameraFrame, LARGEST_FRAME } from '../shared/desk/verification.ts';
import type { Desk, DeskName } from '../shared/desk.ts';
import { GALLERY_NAMES } from '../shared/gallery/gallery.ts';
import { CONTENT_LANGUAGES, LANGUAGES } from '../shared/language.ts';
import { PAGES_PER_SHEET } from '../shared/printing/imposition.ts';
import { isCorrections } from '../shared/roster/corrections.ts';
import { ROSTER_ENCODINGS } from '../shared/roster/encodings.ts';
import { isMapping } from '../shared/roster/roster-mapping.ts';
import { SEAL_ALGORITHMS } from '../shared/sealing/algorithms.ts';
import { isControllerId } from '../shared/sealing/controller-id.ts';
import { EXPORT_NAMES } from '../shared/template/exports.ts';
import { PAPER_NAMES } from '../shared/template/paper.ts';
import { DECISIONS, ISSUER_KINDS } from '../shared/trust/issuers/issuer.ts';
import { isCountry } from '../shared/trust/issuers/read.ts';
import { LIST_NAMES } from '../shared/vocabulary/schemes.ts';
import {
  type Check,
  countUpTo,
  fields,
  files,
  flag,
  listOf,
  manyOf,
  nothing,
  oneOf,
  oneOrder,
  pairOf,
  path,
  record,
  text,
} from './order.ts';
import { isPlatformAddress } from './platform/ask.ts';
import { isPrinter } from './printing/spooler.ts';
import { isAuthorityAddress } from './timestamp/client.ts';
import { isListAddress } from './trusted-lists/ask.ts';

const LONGEST_PAGE = 500;
/** Days. */
const LONGEST_VALIDITY = 3660;
const isReport: Check = (value) => path(value) && /\.(?:json|pdf)$/i.test(String(value));
const day: Check = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);

const amount: Check = (value) => typeof value === 'number' && value >= 0 && value <= 1e9;

const address: Check = (value) => path(value) && isPlatformAddress(String(value));

/** How a roster is to be read. */
const source = {
  sheet: text,
  header: countUpTo(Number.MAX_SAFE_INTEGER),
  encoding: oneOf(ROSTER_ENCODINGS),
  hidden: oneOf(['skip', 'read']),
};
const reading = { ...source, mapping: path, corrections: path };

const algorithm = oneOf(Object.keys(SEAL_ALGORITHMS));
const timestamps = listOf((one) => typeof one === 'string' && text(one) && isAuthorityAddress(one));

/** What a file is judged by. */
const judging = {
  ...{ crls: files, controllers: files, lists: files, listKeys: files, statusLists: files },
  ...{ register: path, data: path },
};

const isController: Check = (value) => typeof value === 'string' && text(value) && isControllerId(value);
const someLanguages: Check = (value) =>
  Array.isArray(value) && value.length > 0 && listOf(oneOf(CONTENT_LANGUAGES))(value);

const SEARCH = { text, language: oneOf(LANGUAGES), limit: countUpTo(LONGEST_PAGE) };

const someAddresses: Check = (value) => timestamps(value) && Array.isArray(value) && value.length > 0;

/** As many as a spreadsheet's row can have. */
const cells: Check = (value) => Array.isArray(value) && value.length <= 16_384 && value.every(text);
/** Characters: more is a file. */
const LONGEST_PASTE = 32 * 1024 * 1024;

const someRoles = manyOf(oneOf(ROLES));
const frame = {
  width: countUpTo(LARGEST_FRAME),
  height: countUpTo(LARGEST_FRAME),
  grey: (value: unknown) => value instanceof Uint8Array,
};
const isWhole = ({ width, height, grey }: CameraFrame) => width > 0 && grey.length === width * height;

const isListUrl: Check = (value) => path(value) && isListAddress(String(value));
/** ISO 3166-1 alpha-2, as the lists write it: `EL` and `UK` are theirs. */
const isTerritory: Check = (value) => typeof value === 'string' && /^[A-Z]{2}$/.test(value);

const iscedFields = listOf((value) => typeof value === 'string' && /^\d{2,4}$/.test(value));
const levels = listOf((value) => value !== 0 && countUpTo(8)(value));
const assurance = fields(
  { agency: path, decision: oneOf(DECISIONS), from: day },
  { scope: text, until: day, report: text },
);

const row = countUpTo(Number.MAX_SAFE_INTEGER);
const mendCell = fields({ kind: oneOf(['cell']), row, column: countUpTo(16_384), is: text });
const twoPeople = fields({ kind: oneOf(['two-people']), rows: pairOf(row) });
const isMending: Check = (value) => mendCell(value) || twoPeople(value);

/** What is to be printed. */
const printing = {
  ...{ credentials: manyOf(text), files: manyOf(path), batch: path, search: text, folder: path },
  ...{ range: fields({ first: path, last: path }), duplex: flag },
};
const printed = { register: path, sequence: oneOf(PRINT_ORDERS), language: oneOf(LANGUAGES) };
const perSheet: Check = (value) => PAGES_PER_SHEET.some((each) => each === value);

/** What each name of the contract takes, said a second time for those who cannot be trusted to have been compiled. */
const ORDERS: { readonly [Name in DeskName]: Check } = {
  'studio.about': nothing,
  'policy.read': nothing,
  'requests.list': nothing,
  'doctor.examine': oneOrder({}, { register: path, out: path, driver: path }),
  'settings.read': nothing,
  'settings.save': oneOrder(
    {},
    {
      language: oneOf(LANGUAGES),
      theme: oneOf(THEMES),
      register: path,
      template: path,
      seal: path,
      sealKey: path,
      out: path,
      tokenModule: path,
      timestamps,
      trust: files,
    },
  ),
  'institution.read': nothing,
  'institution.save': oneOrder({ institution: record }),
  'trial.prepare': nothing,
  'template.read': oneOrder({ template: path }),
  'template.judge': oneOrder({ draft: record }),
  'template.save': oneOrder({ template: path, draft: record }),
  'template.font': oneOrder({
    template: path,
    font: path,
    family: text,
    face: oneOf(['regular', 'bold', 'italic', 'boldItalic']),
  }),
  'template.sign-off': oneOrder({ template: path, by: text }),
  'template.export': oneOrder(
    { template: path, out: path },
    { seal: path, password: text, sealKey: path, algorithm },
  ),
  'template.import': oneOrder({ file: path, out: path }, { trust: files }),
  'template.check': oneOrder({ template: path }),
  'shelf.list': nothing,
  'shelf.place': oneOrder({ template: path }),
  'shelf.duplicate': oneOrder({ template: path, name: path }),
  'shelf.rename': oneOrder({ template: path, name: path }),
  'shelf.discard': oneOrder({ template: path }),
  'shelf.restore': oneOrder({ discarded: path }),
  'shelf.versions': oneOrder({ template: path }),
  'gallery.list': nothing,
  'gallery.new': oneOrder(
    { name: oneOf(GALLERY_NAMES), languages: someLanguages, out: path },
    { paper: oneOf(PAPER_NAMES) },
  ),
  'gallery.preview': oneOrder({ template: path, out: path }, { languages: someLanguages }),
  'page.preview': oneOrder(
    { template: path },
    {
      draft: record,
      roster: path,
      corrections: path,
      learner: countUpTo(Number.MAX_SAFE_INTEGER),
      language: oneOf(CONTENT_LANGUAGES),
    },
  ),
  'page.parity': oneOrder({ template: path }, { draft: record, roster: path, corrections: path }),
  'extend.files': oneOrder(
    { files, to: oneOf(['T', 'LT', 'LTA']), timestamps: someAddresses, trust: files },
    {
      register: path,
      renew: flag,
      timestampHash: oneOf(['SHA-256', 'SHA-512']),
      certificates: files,
      crls: files,
      ocsps: files,
      online: flag,
    },
  ),
  'extend.cancel': oneOrder({ run: path }),
  'extend.due': oneOrder({ files, within: countUpTo(36_500) }, { register: path }),
  'seal.cosign': oneOrder(
    { files, seal: path, out: path, password: text },
    {
      ...reading,
      register: path,
      sealKey: path,
      algorithm,
      trust: files,
      crls: files,
      timestamps,
      timestampTrust: files,
    },
  ),
  'record.make': oneOrder(
    { folder: path, seal: path, password: text },
    {
      ...{ register: path, sealKey: path, algorithm, timestamps, timestampTrust: files },
      ...{
        level: oneOf(['T', 'LT', 'LTA']),
        trust: files,
        certificates: files,
        crls: files,
        ocsps: files,
        online: flag,
      },
    },
  ),
  'record.prove': oneOrder({ proofs: path, file: path, out: path }),
  'record.verify': oneOrder({ record: path, proofs: path, files, trust: files }, { crls: files }),
  'seal.tokens': oneOrder({ module: path }),
  'seal.inspect': oneOrder({ seal: path, password: text }, { sealKey: path, algorithm }),
  'seal.controller': oneOrder(
    { seal: path, password: text, controller: isController, out: path },
    { sealKey: path, algorithm },
  ),
  'batch.issue': oneOrder(
    { template: path, roster: path, seal: path, out: path, password: text, dryRun: flag },
    {
      ...reading,
      register: path,
      sealKey: path,
      algorithm,
      languages: listOf(oneOf(CONTENT_LANGUAGES)),
      exports: listOf(oneOf(EXPORT_NAMES)),
      timestamps,
      timestampTrust: files,
      parts: files,
      trust: files,
      crls: files,
      replaces: fields(
        { credentials: listOf(text), reason: oneOf(STATUS_REASONS), ground: text },
        { listed: flag },
      ),
      level: oneOf(['T', 'LT', 'LTA']),
      stampFirst: flag,
      certificates: files,
      ocsps: files,
      online: flag,
      record: flag,
      signOffs: countUpTo(9),
      first: (value) => value !== 0 && countUpTo(Number.MAX_SAFE_INTEGER)(value),
    },
  ),
  'batch.pause': oneOrder({ batch: path }),
  'batch.continue': oneOrder({ batch: path }),
  'batch.stop': oneOrder({ batch: path }),
  'batch.cancel': oneOrder({ batch: path }, { register: path }),
  'batch.list': oneOrder({ register: path }),
  'batch.show': oneOrder({ register: path, batch: path }),
  'batch.resume': oneOrder(
    { register: path, batch: path, password: text, retry: flag },
    { corrections: path },
  ),
  'batch.deliver': oneOrder(
    { register: path, batch: path, out: path, form: oneOf(DELIVERY_FORMS), language: oneOf(LANGUAGES) },
    {
      names: path,
      packages: oneOf(LEARNER_PACKAGES),
      folder: path,
      draftsFrom: path,
      mailMerge: flag,
      profileLinks: flag,
      page: text,
      report: fields({ seal: path, password: text }, { sealKey: path, algorithm }),
    },
  ),
  'batch.decide': oneOrder({ register: path, batch: path, officer: path, pin: text, approve: flag }),
  'office.show': oneOrder({ register: path }),
  'office.appoint': oneOrder({ register: path, name: path, roles: someRoles, pin: text }),
  'office.change': oneOrder({ register: path, officer: path }, { roles: someRoles, pin: text }),
  'office.dismiss': oneOrder({ register: path, officer: path }),
  'office.rule': oneOrder({ register: path, fourEyes: flag, lockMinutes: countUpTo(480) }),
  'office.sign-in': oneOrder({ register: path, officer: path, pin: text }),
  'office.sign-out': nothing,
  'register.open': oneOrder({ register: path }),
  'register.entries': oneOrder(
    { search: text, offset: countUpTo(Number.MAX_SAFE_INTEGER), limit: countUpTo(LONGEST_PAGE) },
    { status: oneOf(CREDENTIAL_STATUSES), template: text, batch: text, from: day, until: day },
  ),
  'register.show': oneOrder({ register: path, credential: text }),
  'register.change': oneOrder({
    register: path,
    kind: oneOf(CHANGE_KINDS),
    credentials: manyOf(text),
    reason: oneOf(STATUS_REASONS),
    ground: text,
  }),
  'verify.file': oneOrder({ file: path, trust: files }, judging),
  'verify.frame': (order) => oneOrder(frame)(order) && isWhole((order as readonly [CameraFrame])[0]),
  'verify.code': oneOrder(
    { codes: files, trust: files },
    { crls: files, lists: files, listKeys: files, data: path },
  ),
  'verify.report': oneOrder(
    { files: manyOf(path), trust: files, out: path, language: oneOf(LANGUAGES) },
    { ...judging, seal: path, password: text, sealKey: path, algorithm },
  ),
  'verify.lists': oneOrder({}, { lists: files, listKeys: files, data: path }),
  'trust.list': oneOrder({}, { data: path }),
  'trust.ask': oneOrder({ file: path }, { data: path }),
  'trust.add': oneOrder(
    { kind: oneOf(ISSUER_KINDS) },
    {
      data: path,
      certificates: files,
      from: path,
      accept: text,
      name: text,
      country: (value) => typeof value === 'string' && isCountry(value),
      legalIdentifier: text,
      website: text,
      kinds: listOf(oneOf(CREDENTIAL_KINDS)),
      fields: iscedFields,
      levels,
      assurance,
      until: day,
    },
  ),
  'trust.change': oneOrder(
    {
      issuer: path,
      kind: oneOf(ISSUER_KINDS),
      awards: listOf(fields({ kinds: manyOf(oneOf(CREDENTIAL_KINDS)) }, { fields: iscedFields, levels })),
      assurance: listOf(assurance),
    },
    { data: path, until: day },
  ),
  'trust.remove': oneOrder({ issuer: path }, { data: path }),
  'trust.import': oneOrder({ file: path }, { data: path, accept: text, listKeys: files }),
  'trust.export': oneOrder(
    { out: path, days: countUpTo(LONGEST_VALIDITY), seal: path, password: text },
    { data: path, sealKey: path, algorithm },
  ),
  'trust.fetch': oneOrder(
    {},
    { data: path, address: isListUrl, listKeys: files, territories: manyOf(isTerritory) },
  ),
  'trust.check': oneOrder({}, { data: path }),
  'roster.inspect': oneOrder({ roster: path }, reading),
  'roster.map': oneOrder(
    { roster: path },
    { ...source, mapping: path, change: isMapping, out: path, remember: flag },
  ),
  'roster.check': oneOrder({ roster: path }, { ...reading, template: path }),
  'roster.correct': oneOrder({ corrections: path, change: isCorrections }),
  'roster.mend': oneOrder(
    { roster: path, corrections: path, change: isMending },
    { ...source, mapping: path },
  ),
  'roster.write-refused': oneOrder({
    out: path,
    columns: cells,
    heading: text,
    rows: manyOf(fields({ cells, reason: text })),
  }),
  'roster.paste': oneOrder({ text: (value) => typeof value === 'string' && value.length <= LONGEST_PASTE }),
  'results.write': oneOrder({ batch: path, forms: listOf(oneOf(RESULT_FORMS)) }, { page: path }),
  'roster.fetch': oneOrder(
    { tokenUrl: address, clientId: path, key: path, members: address, out: path },
    { keyId: path, audience: path, lineItem: address },
  ),
  'course.import': oneOrder({ file: path }, { course: text, base: path, out: path }),
  'course.export': oneOrder(
    { templates: manyOf(path), form: oneOf(COURSE_FORMS), out: path },
    { category: text },
  ),
  'register.erase': oneOrder(
    { register: path, credentials: manyOf(text), ground: text },
    { reason: oneOf(ERASURE_REASONS), whole: flag },
  ),
  'register.due': oneOrder(
    { register: path, within: countUpTo(LONGEST_VALIDITY) },
    { years: countUpTo(100), keptYears: countUpTo(100) },
  ),
  'person.export': oneOrder(
    { register: path, credentials: listOf(text), out: isReport, language: oneOf(LANGUAGES), ground: text },
    { person: fields({ givenName: text, familyName: text }, { birthDate: day, studentId: path }) },
  ),
  'figures.count': oneOrder(
    { register: path, by: oneOf(FIGURE_FACTS), language: oneOf(LANGUAGES) },
    {
      ...{ from: day, until: day, least: countUpTo(1000), csv: path },
      ...{ cost: amount, costBefore: amount, minutes: amount, minutesBefore: amount },
    },
  ),
  'register.change-many': oneOrder(
    { register: path, file: path, dryRun: flag },
    { kind: oneOf(CHANGE_KINDS) },
  ),
  'register.figures': oneOrder({ register: path }),
  'register.check': oneOrder({ register: path }),
  'register.restore': oneOrder({ backup: path, register: path }),
  'register.backup': oneOrder({ register: path, to: path }),
  'register.encrypt': oneOrder({ register: path, key: path }),
  'register.decrypt': oneOrder({ register: path }),
  'register.unlock': oneOrder({ register: path, key: path }),
  'status.publish': oneOrder(
    { register: path, out: path, days: countUpTo(LONGEST_VALIDITY), seal: path, password: text },
    { sealKey: path, algorithm },
  ),
  'print.printers': nothing,
  'print.send': oneOrder(printed, {
    ...printing,
    printer: (value) => path(value) && isPrinter(String(value)),
  }),
  'print.file': oneOrder({ ...printed, out: path }, { ...printing, perSheet, cropMarks: flag }),
  'print.cancel': oneOrder({ run: path }),
  'print.test': oneOrder({ out: path, language: oneOf(LANGUAGES) }, { paper: oneOf(PAPER_NAMES) }),
  'audit.seal': oneOrder({ register: path, seal: path, password: text }, { sealKey: path, algorithm }),
  'audit.export': oneOrder({ register: path, out: path }),
  'audit.verify-export': oneOrder({ file: path, trust: files }),
  'audit.verify': oneOrder({ register: path, trust: files }),
  'vocabulary.lists': oneOrder({}, { data: path }),
  'vocabulary.search': oneOrder({ list: oneOf(LIST_NAMES), ...SEARCH }, { data: path }),
  'vocabulary.update': oneOrder({ file: path }, { version: text, data: path }),
  'esco.import': oneOrder(
    { files: listOf(fields({ file: path, language: oneOf(CONTENT_LANGUAGES) })) },
    { data: path },
  ),
  'esco.search': oneOrder(SEARCH, { data: path }),
};

/** True when `order` is what `name` takes: every field there and of its kind, and no other. */
export function isOrder<Name extends DeskName>(
  name: Name,
  order: readonly unknown[],
): order is Parameters<Desk[Name]> {
  return ORDERS[name](order);
}
