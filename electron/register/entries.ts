import { randomBytes } from 'node:crypto';
import type { CalendarDate, StatusEntry } from '../../shared/credential/credential.ts';
import type { CredentialKind } from '../../shared/credential/kind.ts';
import type {
  CredentialStatus,
  RegisterFile,
  RegisterRow,
  StatusReason,
} from '../../shared/desk/register.ts';
import type { SealedFormat } from '../../shared/issue.ts';
import type { Language } from '../../shared/language.ts';
import { brokenLink, digestOf, placeAfter } from './chain.ts';
import type { Database } from './database.ts';
import type { Events } from './events.ts';
import type { Extensions } from './extensions.ts';
import type { JobRows } from './jobs.ts';

/** One issued credential, as the register remembers it. */
export interface Entry {
  /** `urn:uuid:…` of the credential. */
  readonly id: string;
  readonly serial: string;
  /** What the serial is counted in: its pattern with the year filled in. */
  readonly series: string;
  readonly seriesNumber: number;
  readonly batch: string;
  /** Number of its row in the roster, when its batch is a job. */
  readonly row?: number;
  /** Digest of what tells this learner from others; the register can find them but not be read back. */
  readonly learner: string;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly name: string;
  readonly title: string;
  readonly awardedOn: string;
  readonly issuedAt: string;
  readonly files: readonly EntryFile[];
  /** What it is made of, when it is a stack. */
  readonly stack?: EntryStack;
  /** Its place in a status list, when the institution publishes them. */
  readonly status?: StatusEntry;
  /** What it is, without the person: for figures. */
  readonly facts?: EntryFacts;
  /** The credential in whose place it stands. */
  readonly replaces?: Replaced;
}

/** A credential that ends with the one that stands in its place, and why. */
export interface Replaced {
  readonly id: string;
  readonly reason: StatusReason;
  readonly ground: string;
}

/** Of what figures are made; nobody can be told from it. */
export interface EntryFacts {
  readonly kind?: CredentialKind;
  /** What of the many micro-credentials are called it is. */
  readonly format?: string;
  /** URI of the form of participation. */
  readonly delivery?: string;
  /** URI of the EQF level. */
  readonly level?: string;
  /** URIs of the fields of education (ISCED-F). */
  readonly fields?: readonly string[];
  readonly languages?: readonly Language[];
  /** Names of the bodies that award it jointly. */
  readonly partners?: readonly string[];
  readonly ects?: number;
  /** Day on which it expires, and the day after which its template lets it be forgotten. */
  readonly validUntil?: CalendarDate;
  readonly forgetAfter?: CalendarDate;
  /** Files are forgotten with the person; what they were is not. */
  readonly exports?: readonly SealedFormat[];
}

/** A part counts into one larger credential of each kind. */
export interface EntryStack {
  readonly kind: CredentialKind;
  /** Ids of the credentials that count. */
  readonly parts: readonly string[];
}

export interface EntryFile {
  readonly format: SealedFormat;
  readonly name: string;
  readonly sha256: string;
}

export interface ChainReport {
  readonly entries: number;
  readonly holds: boolean;
  /** Number of the first entry that is not what was written, or is not there. */
  readonly brokenAt?: number;
}

/** A row of the table `entries`. */
export interface EntryRecord {
  readonly number: number;
  readonly id: string;
  readonly serial: string;
  readonly series: string;
  readonly series_number: number;
  readonly batch: string;
  readonly learner: string;
  readonly template_id: string;
  readonly template_version: number;
  readonly name: string;
  readonly title: string;
  readonly awarded_on: string;
  readonly issued_at: string;
  readonly files: string;
  readonly search: string;
  readonly stack: string | null;
  readonly status_list: string | null;
  readonly status_index: number | null;
  readonly facts: string | null;
  readonly replaces: string | null;
  readonly salt: string | null;
  readonly personal: string | null;
  readonly previous_hash: string;
  readonly hash: string;
}

const COLUMNS = [
  'number',
  'id',
  'serial',
  'series',
  'series_number',
  'batch',
  'learner',
  'template_id',
  'template_version',
  'name',
  'title',
  'awarded_on',
  'issued_at',
  'files',
  'search',
  'stack',
  'status_list',
  'status_index',
  'facts',
  'replaces',
  'salt',
  'personal',
  'previous_hash',
  'hash',
] as const satisfies readonly (keyof EntryRecord)[];

/** The entries of one register; statements prepared once. */
export function entriesOf(database: Database, registerId: string, events: Events, jobRows: JobRows) {
  const last = database.prepare<[], Pick<EntryRecord, 'number' | 'hash'>>(
    'SELECT number, hash FROM entries ORDER BY number DESC LIMIT 1',
  );
  const insert = database.prepare(
    `INSERT INTO entries (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((column) => `@${column}`).join(', ')})`,
  );
  const lastOfSeries = database
    .prepare<[string], number>('SELECT coalesce(max(series_number), 0) FROM entries WHERE series = ?')
    .pluck();
  const learners = database
    .prepare<[string, number], string>(
      'SELECT learner FROM entries WHERE template_id = ? AND template_version = ?',
    )
    .pluck();
  const learner = database.prepare<[string], string>('SELECT learner FROM entries WHERE id = ?').pluck();
  const all = database.prepare<[], EntryRecord>('SELECT * FROM entries ORDER BY number');
  const count = database.prepare<[], number>('SELECT count(*) FROM entries').pluck();
  const fileNames = database
    .prepare<[], string>(
      "SELECT json_extract(file.value, '$.name') FROM entries, json_each(entries.files) AS file",
    )
    .pluck();

  const erased = database
    .prepare<[string], number>("SELECT 1 FROM events WHERE credential = ? AND kind = 'erased' LIMIT 1")
    .pluck();

  // Uses that the entries do not tell, and the other way round.
  const strayUse = database
    .prepare<[], number>(
      `WITH told AS (
         SELECT part.value AS part, stack ->> '$.kind' AS kind, entries.id AS whole
         FROM entries, json_each(entries.stack, '$.parts') AS part WHERE stack IS NOT NULL
       ), stray AS (
         SELECT whole FROM (SELECT part, kind, whole FROM told EXCEPT SELECT part, kind, whole FROM stack_uses)
         UNION ALL
         SELECT whole FROM (SELECT part, kind, whole FROM stack_uses EXCEPT SELECT part, kind, whole FROM told)
       )
       SELECT coalesce(min(entries.number), 0) FROM stray LEFT JOIN entries ON entries.id = stray.whole
       HAVING count(*) > 0`,
    )
    .pluck();

  // Where a credential stands is told by its last event, and what replaces it by both.
  const strayStatus = database
    .prepare<[], number>(
      `WITH told AS (
         SELECT credential, CASE kind WHEN 'reinstated' THEN 'valid' ELSE kind END AS status FROM events
         WHERE number IN (SELECT max(number) FROM events
           WHERE kind NOT IN ('erased', 'exported') GROUP BY credential)
       ), kept AS (
         SELECT entry_status.credential, entry_status.status FROM entry_status
         JOIN entries ON entries.number = entry_status.number AND entries.id = entry_status.credential
       ), replaced AS (
         SELECT replaces AS credential, id AS replacement FROM entries WHERE replaces IS NOT NULL
       ), superseded AS (SELECT credential, replacement FROM events WHERE kind = 'superseded'),
       stray AS (
         SELECT credential FROM (SELECT * FROM told EXCEPT SELECT * FROM kept)
         UNION ALL SELECT credential FROM entry_status WHERE credential NOT IN (SELECT credential FROM told)
         UNION ALL SELECT credential FROM (SELECT * FROM replaced EXCEPT SELECT * FROM superseded)
         UNION ALL SELECT credential FROM (SELECT * FROM superseded EXCEPT SELECT * FROM replaced)
       )
       SELECT coalesce(min(entries.number), 0) FROM stray LEFT JOIN entries ON entries.id = stray.credential
       HAVING count(*) > 0`,
    )
    .pluck();

  const appendOne = (entry: Entry): void => {
    const record = {
      ...placeAfter(last.get(), registerId),
      id: entry.id,
      serial: entry.serial,
      series: entry.series,
      series_number: entry.seriesNumber,
      batch: entry.batch,
      learner: entry.learner,
      template_id: entry.templateId,
      template_version: entry.templateVersion,
      name: entry.name,
      title: entry.title,
      awarded_on: entry.awardedOn,
      issued_at: entry.issuedAt,
      files: JSON.stringify(entry.files.map(({ format, name, sha256 }) => ({ format, name, sha256 }))),
      search: searchable(`${entry.name} ${entry.serial} ${entry.title}`),
      stack: entry.stack ? JSON.stringify({ kind: entry.stack.kind, parts: entry.stack.parts }) : null,
      status_list: entry.status?.listUrl ?? null,
      status_index: entry.status?.index ?? null,
      facts: JSON.stringify({ ...entry.facts, exports: entry.files.map(({ format }) => format) }),
      replaces: entry.replaces?.id ?? null,
      salt: randomBytes(32).toString('hex'),
    };
    const told = { ...record, personal: personalOf(record) };
    insert.run({ ...told, hash: digestOf(entryFields(told)) });
    jobRows.entered(entry);
    if (entry.replaces) {
      const { id: credential, reason, ground } = entry.replaces;
      events.add({
        credential,
        kind: 'superseded',
        reason,
        ground,
        at: entry.issuedAt,
        replacement: entry.id,
      });
    }
  };
  const append = database.transaction((added: readonly Entry[]) => added.forEach(appendOne));

  return {
    /** One transaction: the entries are there for good when this returns. */
    append: (added: readonly Entry[]): void => append.immediate(added),
    nextNumber: (series: string): number => (lastOfSeries.get(series) ?? 0) + 1,
    learnersOf: (templateId: string, version: number): ReadonlySet<string> =>
      new Set(learners.all(templateId, version)),
    learnerOf: (credential: string): string | undefined => learner.get(credential),
    fileNames: (): ReadonlySet<string> => new Set(fileNames.iterate()),
    count: (): number => count.get() ?? 0,

    /** Number of the first entry that does not stand where its events say, or undefined. */
    strayEntry: (): number | undefined => strayStatus.get(),

    checkChain(): ChainReport {
      const told = (record: EntryRecord): boolean =>
        isErased(record) ? erased.get(record.id) === 1 && restHolds(record) : holds(record);
      const brokenAt = brokenLink(all.iterate(), registerId, told) ?? strayUse.get();
      const entries = count.get() ?? 0;
      return brokenAt === undefined ? { entries, holds: true } : { entries, holds: false, brokenAt };
    },
  };
}

function holds(record: EntryRecord): boolean {
  return (
    record.hash === digestOf(entryFields(record)) &&
    (record.personal === null || record.personal === personalOf(record))
  );
}

/** Of an entry of an older register nothing is left to hold its hash against once the names are gone. */
function restHolds(record: EntryRecord): boolean {
  return record.personal === null || record.hash === digestOf(entryFields(record));
}

function isErased({ learner, number, name, search, files, salt }: EntryRecord): boolean {
  return learner === `erased:${number}` && name === '' && search === '' && files === '[]' && !salt;
}

/**
 * What an entry's hash is over, in this order; the hash before it comes second, for the first entry the register's id. Of what names a person it holds the salted digest alone. Entries of older registers are hashed as
 * they always were: names and all.
 */
export function entryFields(record: Omit<EntryRecord, 'hash'>): readonly unknown[] {
  if (record.personal === null) return fieldsWithNames(record);
  const { stack, status_list, status_index, facts, replaces, personal } = record;
  return [
    'sealwright-entry/4',
    ...placeOf(record),
    ...[record.batch, record.template_id, record.template_version, record.title],
    ...[record.awarded_on, record.issued_at, stack, status_list, status_index, facts, replaces, personal],
  ];
}

/** 256 bits of salt, and nobody who has not got it can try names. */
function personalOf({ salt, learner, name, files, search }: Omit<EntryRecord, 'hash' | 'personal'>): string {
  return digestOf(['sealwright-personal/1', salt, learner, name, files, search]);
}

function fieldsWithNames(record: Omit<EntryRecord, 'hash'>): readonly unknown[] {
  const { stack, status_list, status_index } = record;
  const version = status_list !== null ? 3 : stack !== null ? 2 : 1;
  return [
    `sealwright-entry/${version}`,
    ...placeOf(record),
    ...[record.batch, record.learner, record.template_id, record.template_version, record.name, record.title],
    ...[record.awarded_on, record.issued_at, record.files, record.search],
    ...(version > 1 ? [stack] : []),
    ...(version > 2 ? [status_list, status_index] : []),
  ];
}

function placeOf({ previous_hash, number, id, serial, series, series_number }: Omit<EntryRecord, 'hash'>) {
  return [previous_hash, number, id, serial, series, series_number];
}

/** A row as the screen shows it, with its files as they are now; `status` is joined to it. */
export function rowOf(
  record: EntryRecord & { readonly status: CredentialStatus | null },
  extensions: Pick<Extensions, 'filesNow'>,
): RegisterRow {
  return {
    id: record.id,
    serial: record.serial,
    name: record.name,
    title: record.title,
    awardedOn: record.awarded_on,
    issuedAt: record.issued_at,
    status: record.status ?? 'valid',
    files: filesOf(record, extensions),
  };
}

/** The files of an entry as they are now: raising a seal gives them other bytes. */
export function filesOf(
  { id, files }: Pick<EntryRecord, 'id' | 'files'>,
  { filesNow }: Pick<Extensions, 'filesNow'>,
): readonly RegisterFile[] {
  const entered = JSON.parse(files) as readonly EntryFile[];
  const now = filesNow(
    id,
    entered.map(({ sha256 }) => sha256),
  );
  return entered.map((file) => {
    const raised = now.get(file.sha256);
    return raised ? { ...file, ...raised, issued: file.sha256 } : file;
  });
}

/**
 * Found without accents and in any case: a clerk's keyboard may not have the learner's letters. Letters that Unicode
 * does not take apart are spelt as a keyboard without them would.
 */
export function searchable(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ςßłøđħŧıæœþð]/g, (letter) => SPELT[letter] ?? letter)
    .trim();
}

const SPELT: Readonly<Record<string, string>> = {
  ...{ ς: 'σ', ß: 'ss', ł: 'l', ø: 'o', đ: 'd', ħ: 'h', ŧ: 't', ı: 'i', æ: 'ae', œ: 'oe', þ: 'th', ð: 'd' },
};
