import { createHash } from 'node:crypto';
import type { StatusEntry } from '../../shared/credential/credential.ts';
import type { CredentialKind } from '../../shared/credential/kind.ts';
import type { RegisterPage, RegisterQuery, RegisterRow } from '../../shared/desk/register.ts';
import type { SealedFormat } from '../../shared/issue.ts';
import type { Database } from './database.ts';

/** One issued credential, as the register remembers it. */
export interface Entry {
  /** `urn:uuid:…` of the credential. */
  readonly id: string;
  readonly serial: string;
  /** What the serial is counted in: its pattern with the year filled in. */
  readonly series: string;
  readonly seriesNumber: number;
  readonly batch: string;
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

interface EntryRecord {
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
  'previous_hash',
  'hash',
] as const satisfies readonly (keyof EntryRecord)[];

/** The entries of one register; statements prepared once. */
export function entriesOf(database: Database, registerId: string) {
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
  const all = database.prepare<[], EntryRecord>('SELECT * FROM entries ORDER BY number');
  const count = database.prepare<[], number>('SELECT count(*) FROM entries').pluck();
  const fileNames = database
    .prepare<[], string>(
      "SELECT json_extract(file.value, '$.name') FROM entries, json_each(entries.files) AS file",
    )
    .pluck();
  const found = "FROM entries WHERE search LIKE '%' || ? || '%' ESCAPE '\\'";
  const countFound = database.prepare<[string], number>(`SELECT count(*) ${found}`).pluck();
  const page = database.prepare<[string, number, number], EntryRecord>(
    `SELECT * ${found} ORDER BY number DESC LIMIT ? OFFSET ?`,
  );

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

  const appendOne = (entry: Entry): void => {
    const before = last.get();
    const record = {
      number: (before?.number ?? 0) + 1,
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
      previous_hash: before?.hash ?? registerId,
    };
    insert.run({ ...record, hash: hashOf(record) });
  };
  const append = database.transaction((added: readonly Entry[]) => added.forEach(appendOne));

  return {
    /** One transaction: the entries are there for good when this returns. */
    append: (added: readonly Entry[]): void => append.immediate(added),
    nextNumber: (series: string): number => (lastOfSeries.get(series) ?? 0) + 1,
    learnersOf: (templateId: string, version: number): ReadonlySet<string> =>
      new Set(learners.all(templateId, version)),
    fileNames: (): ReadonlySet<string> => new Set(fileNames.iterate()),
    count: (): number => count.get() ?? 0,

    find({ search, offset, limit }: RegisterQuery): RegisterPage {
      const words = searchable(search).replace(/[\\%_]/g, '\\$&');
      return {
        total: countFound.get(words) ?? 0,
        entries: page.all(words, limit, offset).map(rowOf),
      };
    },

    checkChain(): ChainReport {
      let expected = registerId;
      let number = 0;
      for (const record of all.iterate()) {
        number++;
        const whole =
          record.number === number && record.previous_hash === expected && record.hash === hashOf(record);
        if (!whole) return { entries: count.get() ?? 0, holds: false, brokenAt: number };
        expected = record.hash;
      }
      const stray = strayUse.get();
      if (stray !== undefined) return { entries: number, holds: false, brokenAt: stray };
      return { entries: number, holds: true };
    },
  };
}

/**
 * SHA-256 over the entry and the hash before it, as a JSON array whose order is fixed here; the first entry follows the
 * register's own id. What an entry is made of and its place in a status list came later: entries without are hashed as they always
 * were.
 */
function hashOf(record: Omit<EntryRecord, 'hash'>): string {
  const fields = [
    record.status_list !== null
      ? 'sealwright-entry/3'
      : record.stack !== null
        ? 'sealwright-entry/2'
        : 'sealwright-entry/1',
    record.previous_hash,
    record.number,
    record.id,
    record.serial,
    record.series,
    record.series_number,
    record.batch,
    record.learner,
    record.template_id,
    record.template_version,
    record.name,
    record.title,
    record.awarded_on,
    record.issued_at,
    record.files,
    record.search,
    ...laterFields(record),
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

function laterFields({ stack, status_list, status_index }: Omit<EntryRecord, 'hash'>) {
  if (status_list !== null) return [stack, status_list, status_index];
  return stack === null ? [] : [stack];
}

function rowOf(record: EntryRecord): RegisterRow {
  return {
    id: record.id,
    serial: record.serial,
    name: record.name,
    title: record.title,
    awardedOn: record.awarded_on,
    issuedAt: record.issued_at,
    files: JSON.parse(record.files) as RegisterRow['files'],
  };
}

/** Found without accents and in any case: a clerk's keyboard may not have the learner's letters. */
function searchable(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ς/g, 'σ').trim();
}
