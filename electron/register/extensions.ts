import { createHash } from 'node:crypto';
import { asRegister, openDatabase } from './database.ts';

/** A file of an entry with other bytes than the entry was written with: the same seal with more proof beside it. */
export interface Extension {
  /** Id of the credential. */
  readonly entry: string;
  readonly file: string;
  /** SHA-256, lower-case hexadecimal. */
  readonly from: string;
  readonly to: string;
  readonly level: string;
  /** ISO 8601. */
  readonly at: string;
}

/** What was done to issued files, beside the entries, which never change. */
export interface Extensions {
  /** Id of the credential that has, or had at some time, a file with these bytes. */
  entryOf(sha256: string): string | undefined;
  /** Durable when it returns. Is written before the file is, so that no file lies there of which nothing is known. */
  append(extension: Extension): void;
  /** Number of the first that is not what was written; undefined when all follow on. */
  brokenAt(): number | undefined;
  close(): void;
}

interface Row {
  readonly number: number;
  readonly entry: string;
  readonly file: string;
  readonly from_sha256: string;
  readonly to_sha256: string;
  readonly level: string;
  readonly at: string;
  readonly previous_hash: string;
  readonly hash: string;
}

/** Made when first needed: a register whose files are never raised has none. */
const TABLE = `
  CREATE TABLE IF NOT EXISTS extensions (
    number INTEGER PRIMARY KEY,
    entry TEXT NOT NULL REFERENCES entries (id),
    file TEXT NOT NULL,
    from_sha256 TEXT NOT NULL,
    to_sha256 TEXT NOT NULL,
    level TEXT NOT NULL,
    at TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS extensions_by_digest ON extensions (to_sha256);
  CREATE TRIGGER IF NOT EXISTS extensions_stay_as_they_are BEFORE UPDATE ON extensions
  BEGIN SELECT RAISE(ABORT, 'an extension is never changed'); END;
  CREATE TRIGGER IF NOT EXISTS extensions_stay BEFORE DELETE ON extensions
  BEGIN SELECT RAISE(ABORT, 'an extension is never removed'); END;
  CREATE TRIGGER IF NOT EXISTS extensions_follow_on BEFORE INSERT ON extensions
  BEGIN
    SELECT RAISE(ABORT, 'an extension takes the next number')
      WHERE NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM extensions);
    SELECT RAISE(ABORT, 'an extension follows the last')
      WHERE NEW.previous_hash <>
        coalesce((SELECT hash FROM extensions ORDER BY number DESC LIMIT 1), (SELECT id FROM register));
  END;
`;

/** @throws StudioFault as `openDatabase` */
export function openExtensions(path: string): Extensions {
  const database = openDatabase(path, { create: false });
  return asRegister(path, () => {
    database.exec(TABLE);
    const id = String(database.prepare('SELECT id FROM register').pluck().get());
    // Digests by file once: a search in JSON for every file would read the whole register each time.
    const issued = new Map(
      database
        .prepare<[], { readonly id: string; readonly sha256: string }>(
          "SELECT entries.id, file.value ->> '$.sha256' AS sha256 FROM entries, json_each(entries.files) AS file",
        )
        .all()
        .map((row) => [row.sha256, row.id]),
    );
    const extended = database
      .prepare<[string], string>('SELECT entry FROM extensions WHERE to_sha256 = ?')
      .pluck();
    const last = database.prepare<[], Pick<Row, 'number' | 'hash'>>(
      'SELECT number, hash FROM extensions ORDER BY number DESC LIMIT 1',
    );
    const insert = database.prepare<[Row]>(
      `INSERT INTO extensions VALUES
         (@number, @entry, @file, @from_sha256, @to_sha256, @level, @at, @previous_hash, @hash)`,
    );
    const append = database.transaction(({ entry, file, from, to, level, at }: Extension) => {
      const before = last.get();
      const row = {
        number: (before?.number ?? 0) + 1,
        ...{ entry, file, from_sha256: from, to_sha256: to, level, at },
        previous_hash: before?.hash ?? id,
      };
      insert.run({ ...row, hash: hashOf(row) });
    });
    return {
      entryOf: (sha256) => asRegister(path, () => issued.get(sha256) ?? extended.get(sha256)),
      append: (extension) => asRegister(path, () => append.immediate(extension)),
      brokenAt: () =>
        asRegister(path, () => {
          let [number, expected] = [0, id];
          for (const row of database.prepare<[], Row>('SELECT * FROM extensions ORDER BY number').iterate()) {
            number++;
            const whole = row.number === number && row.previous_hash === expected && row.hash === hashOf(row);
            if (!whole) return number;
            expected = row.hash;
          }
          return undefined;
        }),
      close: () => void database.close(),
    };
  });
}

/** SHA-256 over the extension and the hash before it, as a JSON array whose order is fixed here. */
function hashOf(row: Omit<Row, 'hash'>): string {
  const fields = [
    'sealwright-extension/1',
    row.previous_hash,
    row.number,
    row.entry,
    row.file,
    row.from_sha256,
    row.to_sha256,
    row.level,
    row.at,
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
