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
import { digestOf, type Link } from './chain.ts';
import type { NewEvent } from './events.ts';
import type { Extensions } from './extensions.ts';

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

/** Of the table `entries`, in the order they are written. */
export const ENTRY_COLUMNS = [
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

/** What is written of an entry that takes this place; the salt is fresh. */
export function recordOf(entry: Entry, place: Omit<Link, 'hash'>): EntryRecord {
  const record = {
    ...place,
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
  return { ...told, hash: digestOf(entryFields(told)) };
}

/** The end of the credential that an entry stands in the place of. */
export function supersededBy(
  { id: replacement, issuedAt: at }: Entry,
  { id: credential, reason, ground }: Replaced,
): NewEvent {
  return { credential, kind: 'superseded', reason, ground, at, replacement };
}

/** Whether an entry is what was written; one whose names are gone must have been erased. */
export function entryHolds(record: EntryRecord, wasErased: (credential: string) => boolean): boolean {
  return isErased(record) ? wasErased(record.id) && restHolds(record) : holds(record);
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
