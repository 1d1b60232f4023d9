import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import type BetterSqlite3 from 'better-sqlite3';
import { StudioFault } from '../../shared/problem.ts';
import { isDatabase } from './address.ts';
import { keyOf } from './keys.ts';
import { MIGRATIONS, type Migration } from './migrations.ts';

export type Database = BetterSqlite3.Database;

/** "SWrg" in the header's application id (SQLite file format, offset 68): whose file this is. */
export const APPLICATION_ID = 0x53577267;
/** better-sqlite3 is built for this Node-API and crashes the whole process under an older one. */
const NODE_API = 10;
const SQLITE_MAGIC = 'SQLite format 3\0';
const BUSY_MILLISECONDS = 5000;
/** Bytes; what SQLite makes by default. */
const PAGE = 4096;

export interface Opening {
  /** False: a register that is not there is `file.not-found` rather than a new one. */
  readonly create: boolean;
  /** Another list of migrations, for tests. */
  readonly migrations?: readonly Migration[];
}

/**
 * Opens a register's database and brings its tables up to date. What is on disk is never replaced.
 * @throws StudioFault `register.only-local` for the address of a database; `runtime.too-old`, `file.not-found`, `register.foreign`, `register.newer`, `register.corrupt`,
 *   `register.busy`; of an encrypted one `register.key-needed`, `register.key-wrong`, `register.cipher-missing`.
 */
export function openDatabase(path: string, { create, migrations = MIGRATIONS }: Opening): Database {
  if (isDatabase(path)) throw new StudioFault('register.only-local', { file: path });
  if (!create && !existsSync(path)) throw new StudioFault('file.not-found', { file: path });
  const encrypted = bytesOf(path) === 'encrypted';
  if (isEmptied(path, create)) throw new StudioFault('register.corrupt', { file: path });
  return asRegister(path, () => {
    const driver = encrypted ? loadCipherDriver() : loadDriver();
    const database: Database = new driver(path, { timeout: BUSY_MILLISECONDS });
    try {
      if (encrypted) unlock(database as KeyedDatabase, path);
      refuseForeignTables(database, path, create);
      makeDurable(database, path);
      migrate(database, path, migrations);
      return database;
    } catch (cause) {
      database.close();
      throw cause;
    }
  });
}

/** Turns the driver's errors into faults that say what happened to the register. */
export function asRegister<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw registerFault(path, cause);
  }
}

export function loadDriver(): typeof BetterSqlite3 {
  const { napi = '0' } = process.versions;
  if (Number(napi) < NODE_API) throw new StudioFault('runtime.too-old', { version: process.version });
  return createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite3;
}

/** What SQLite3 Multiple Ciphers adds to the driver. */
export interface KeyedDatabase extends BetterSqlite3.Database {
  key(key: Buffer): number;
  rekey(key: Buffer): number;
}

/** Loaded for encrypted registers alone: an installation without it serves all others. */
export function loadCipherDriver(): new (
  path: string,
  options: { readonly timeout: number },
) => KeyedDatabase {
  loadDriver();
  try {
    return createRequire(import.meta.url)('better-sqlite3-multiple-ciphers') as new () => KeyedDatabase;
  } catch (cause) {
    throw new StudioFault('register.cipher-missing', {}, { cause });
  }
}

export function isEncrypted(path: string): boolean {
  return existsSync(path) && bytesOf(path) === 'encrypted';
}

export function busy(path: string): StudioFault {
  return new StudioFault('register.busy', { file: path });
}

/** The first page is read with the key: whatever else it were would be no page of SQLite's. */
function unlock(database: KeyedDatabase, path: string): void {
  const key = keyOf(path);
  if (key === undefined) throw new StudioFault('register.key-needed', { file: path });
  try {
    database.key(Buffer.from(key));
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (cause) {
    const wrong = cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_NOTADB';
    throw wrong ? new StudioFault('register.key-wrong', { file: path }, { cause }) : cause;
  }
}

/** What an error of the driver says happened to a register. */
export function registerFault(path: string, cause: unknown): unknown {
  if (cause instanceof StudioFault) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const facts = { file: path };
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return new StudioFault('register.busy', facts, { cause });
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return new StudioFault('register.corrupt', facts, { cause });
  if (/^SQLITE_FULL/.test(code)) return new StudioFault('file.disk-full', facts, { cause });
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|IOERR)/.test(code) || /directory does not exist/.test(String(cause))) {
    return new StudioFault('file.not-writable', facts, { cause });
  }
  return cause;
}

/**
 * Looked at before SQLite is let near it, which would write a journal beside somebody else's file. An encrypted register is
 * whole pages of noise: whether it is one the key tells.
 */
function bytesOf(path: string): 'plain' | 'encrypted' {
  if (!existsSync(path)) return 'plain';
  const head = Buffer.alloc(SQLITE_MAGIC.length);
  let length: number;
  let size: number;
  try {
    const file = openSync(path, 'r');
    try {
      size = fstatSync(file).size;
      length = readSync(file, head, 0, head.length, 0);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new StudioFault('file.unreadable', { file: path }, { cause });
  }
  if (length === 0 || head.toString('latin1') === SQLITE_MAGIC) return 'plain';
  if (size % PAGE !== 0 || !head.some((byte) => byte < 9 || byte > 126)) {
    throw new StudioFault('register.foreign', { file: path });
  }
  return 'encrypted';
}

/**
 * A register that has lost every byte, as a broken disk leaves it, must not begin anew. One that was being made when the
 * machine died is as empty, but nobody has locked it yet.
 */
function isEmptied(path: string, create: boolean): boolean {
  return existsSync(path) && statSync(path).size === 0 && (!create || existsSync(`${path}-lock`));
}

/** A database without tables is a register that was just being made; where none is to be made it is somebody else's. */
function refuseForeignTables(database: Database, path: string, create: boolean): void {
  const application = database.pragma('application_id', { simple: true });
  if (application === APPLICATION_ID) return;
  const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (!create || application !== 0 || tables !== 0) throw new StudioFault('register.foreign', { file: path });
}

/** WAL lowers this driver's durability to NORMAL, so FULL is set after it and read back. */
function makeDurable(database: Database, path: string): void {
  const mode = database.pragma('journal_mode = WAL', { simple: true });
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('recursive_triggers = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma('cell_size_check = ON');
  const synchronous = database.pragma('synchronous', { simple: true });
  if (mode !== 'wal' || synchronous !== 2) {
    throw new StudioFault('file.not-writable', {
      file: path,
      mode: String(mode),
      synchronous: String(synchronous),
    });
  }
}

/** All missing migrations in one transaction, so that a register is never between two versions. */
function migrate(database: Database, path: string, migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.version ?? 0;
  const step = database.transaction(() => {
    const version = Number(database.pragma('user_version', { simple: true }));
    if (version > newest) throw new StudioFault('register.newer', { file: path, version, newest });
    for (const migration of migrations) {
      if (migration.version <= version) continue;
      database.exec(migration.sql);
      database.pragma(`user_version = ${migration.version}`);
    }
    const [astray] = database.pragma('foreign_key_check') as readonly unknown[];
    if (astray) throw new StudioFault('register.corrupt', { file: path });
    if (version === 0) {
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.prepare('INSERT INTO register (only, id) VALUES (1, ?)').run(randomUUID());
    }
  });
  if (Number(database.pragma('user_version', { simple: true })) === newest) return;
  // A table that moves is gone for a moment; whether all is in its place again is asked before the step is taken.
  database.pragma('foreign_keys = OFF');
  try {
    step.immediate();
  } finally {
    database.pragma('foreign_keys = ON');
  }
}
