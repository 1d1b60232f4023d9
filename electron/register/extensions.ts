import { randomBytes } from 'node:crypto';
import { brokenLink, digestOf, type Link, placeAfter } from './chain.ts';
import type { Database } from './database.ts';

/** A file of an entry with other bytes than the entry was written with: the same seal with more proof beside it. */
export interface Extension {
  /** Id of the credential. */
  readonly credential: string;
  /** Name of the file. */
  readonly file: string;
  /** SHA-256, lower-case hexadecimal. */
  readonly from: string;
  readonly to: string;
  readonly level: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface ExtensionRecord {
  readonly number: number;
  readonly credential: string;
  readonly level: string;
  readonly at: string;
  readonly file: string;
  readonly from_sha256: string;
  readonly to_sha256: string;
  readonly salt: string | null;
  /** Null in rows from before version 6. */
  readonly personal: string | null;
  readonly previous_hash: string;
  readonly hash: string;
}

/** What is known of a file now. */
export interface FileNow {
  readonly sha256: string;
  readonly level?: string;
}

export type Extensions = ReturnType<typeof extensionsOf>;

/** What was done to issued files: only ever added, chained like the entries, from the register's id. */
export function extensionsOf(database: Database, registerId: string) {
  const last = database.prepare<[], Pick<ExtensionRecord, 'number' | 'hash'>>(
    'SELECT number, hash FROM extensions ORDER BY number DESC LIMIT 1',
  );
  const insert = database.prepare<[ExtensionRecord]>(
    `INSERT INTO extensions
       (number, credential, level, at, file, from_sha256, to_sha256, salt, personal, previous_hash, hash)
     VALUES
       (@number, @credential, @level, @at, @file, @from_sha256, @to_sha256, @salt, @personal, @previous_hash, @hash)`,
  );
  const all = database.prepare<[], ExtensionRecord>('SELECT * FROM extensions ORDER BY number');
  const of = database.prepare<[string], ExtensionRecord>(
    'SELECT * FROM extensions WHERE credential = ? ORDER BY number',
  );
  const raised = database
    .prepare<[string], string>('SELECT credential FROM extensions WHERE to_sha256 = ?')
    .pluck();
  const issued = database.prepare<[], { readonly id: string; readonly sha256: string }>(
    "SELECT entries.id, file.value ->> '$.sha256' AS sha256 FROM entries, json_each(entries.files) AS file",
  );
  const isErased = database
    .prepare<[string], number>("SELECT 1 FROM events WHERE credential = ? AND kind = 'erased' LIMIT 1")
    .pluck();
  const empty = database.prepare<[string]>(
    "UPDATE extensions SET file = '', from_sha256 = '', to_sha256 = '', salt = iif(salt IS NULL, NULL, '') WHERE credential = ?",
  );
  /** Digests by file once: a search in JSON for every file would read the whole register each time. */
  let known: ReadonlyMap<string, string> | undefined;

  const append = database.transaction(
    (extension: Extension) =>
      void insert.run(extensionRecordOf(extension, placeAfter(last.get(), registerId))),
  );
  const holds = (record: ExtensionRecord): boolean =>
    extensionHolds(record, (credential) => isErased.get(credential) === 1);

  return {
    /** Durable when it returns. Is written before the file is, so that no file lies there of which nothing is known. */
    extend: (extension: Extension): void => append.immediate(extension),

    /** Id of the credential that has, or had at some time, a file with these bytes. */
    credentialWith(sha256: string): string | undefined {
      const found = raised.get(sha256);
      if (found !== undefined) return found;
      known ??= new Map(issued.all().map((row) => [row.sha256, row.id]));
      return known.get(sha256);
    },

    /** What became of files of a credential, by the digest that each was issued with. */
    filesNow: (credential: string, digests: readonly string[]): ReadonlyMap<string, FileNow> =>
      filesAfter(of.iterate(credential), digests),

    /** Within the transaction that erases the entry. */
    forget: (credential: string): void => void empty.run(credential),

    /** Number of the first that is not what was written, or undefined. */
    brokenExtension: (): number | undefined => brokenLink(all.iterate(), registerId, holds),
  };
}

/** What became of files with these digests, by the extensions of their credential in their order. */
export function filesAfter(
  extensions: Iterable<Pick<ExtensionRecord, 'from_sha256' | 'to_sha256' | 'level'>>,
  digests: readonly string[],
): ReadonlyMap<string, FileNow> {
  const now = new Map<string, FileNow>();
  // A run that broke off between register and file leaves two extensions of the same bytes.
  const firstOf = new Map(digests.map((sha256) => [sha256, sha256]));
  for (const { from_sha256, to_sha256, level } of extensions) {
    const first = firstOf.get(from_sha256);
    if (first === undefined) continue;
    firstOf.set(to_sha256, first);
    now.set(first, { sha256: to_sha256, level });
  }
  return now;
}

/** What is written of an extension that takes this place; the salt is fresh. */
export function extensionRecordOf(
  { credential, level, at, file, from, to }: Extension,
  place: Omit<Link, 'hash'>,
): ExtensionRecord {
  const told = {
    ...{ credential, level, at, file },
    ...place,
    ...{ from_sha256: from, to_sha256: to, salt: randomBytes(32).toString('hex') },
  };
  const record = { ...told, personal: personalOf(told) };
  return { ...record, hash: digestOf(extensionFields(record)) };
}

/** Whether it is what was written, or emptied as it may be. */
export function extensionHolds(record: ExtensionRecord, wasErased: (credential: string) => boolean): boolean {
  const forgotten = record.file === '' && record.to_sha256 === '' && !record.salt;
  if (forgotten && !wasErased(record.credential)) return false;
  if (record.personal === null) return forgotten || record.hash === digestOf(extensionFields(record));
  return (
    record.hash === digestOf(extensionFields(record)) && (forgotten || record.personal === personalOf(record))
  );
}

/** What an extension's hash is over, in this order; the hash before it comes second. */
export function extensionFields(record: Omit<ExtensionRecord, 'hash'>): readonly unknown[] {
  const { previous_hash, number, credential, level, at, personal } = record;
  if (personal !== null) {
    return ['sealwright-extension/2', previous_hash, number, credential, level, at, personal];
  }
  const { file, from_sha256, to_sha256 } = record;
  const named = [credential, file, from_sha256, to_sha256, level, at];
  return ['sealwright-extension/1', previous_hash, number, ...named];
}

/** 256 bits of salt, and nobody who has not got it can try names. */
function personalOf({
  salt,
  file,
  from_sha256,
  to_sha256,
}: Pick<ExtensionRecord, 'salt' | 'file' | 'from_sha256' | 'to_sha256'>): string {
  return digestOf(['sealwright-extended-file/1', salt, file, from_sha256, to_sha256]);
}
