import { PERSONAL_FIELDS } from './migration-5.ts';
import { EXTENSIONS } from './migration-6.ts';
import { JOBS } from './migration-7.ts';
import { PRINTS } from './migration-8.ts';
import { DELIVERY } from './migration-9.ts';
import { OFFICE } from './migration-10.ts';
import { DISCLOSURE } from './migration-11.ts';
import { QUEUE } from './migration-12.ts';
import { SUMMARIES } from './migration-13.ts';

/** A step from one version of the register's tables to the next; never changed once released. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/**
 * The tables, in order. Entries are only ever added: triggers refuse what would change, drop or replace one, a number
 * that is not the next, and a hash that does not follow the last. Whoever takes the triggers away still cannot change
 * an entry without `checkChain` finding it.
 */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE register (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        id TEXT NOT NULL
      ) STRICT;

      CREATE TABLE batches (
        id TEXT PRIMARY KEY,
        template_id TEXT NOT NULL,
        template_version INTEGER NOT NULL,
        template_sha256 TEXT NOT NULL,
        roster_name TEXT NOT NULL,
        roster_sha256 TEXT NOT NULL,
        certificate_sha256 TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_at TEXT,
        rows INTEGER NOT NULL,
        issued INTEGER,
        already INTEGER,
        refused INTEGER
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE entries (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        serial TEXT NOT NULL UNIQUE,
        series TEXT NOT NULL,
        series_number INTEGER NOT NULL,
        batch TEXT NOT NULL REFERENCES batches (id),
        learner TEXT NOT NULL,
        template_id TEXT NOT NULL,
        template_version INTEGER NOT NULL,
        name TEXT NOT NULL,
        title TEXT NOT NULL,
        awarded_on TEXT NOT NULL,
        issued_at TEXT NOT NULL,
        files TEXT NOT NULL CHECK (json_valid(files)),
        search TEXT NOT NULL,
        previous_hash TEXT NOT NULL,
        hash TEXT NOT NULL,
        UNIQUE (series, series_number),
        UNIQUE (learner, template_id, template_version)
      ) STRICT;

      CREATE TRIGGER entries_stay_as_they_are BEFORE UPDATE ON entries
      BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;

      CREATE TRIGGER entries_stay BEFORE DELETE ON entries
      BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END;

      CREATE TRIGGER entries_follow_on BEFORE INSERT ON entries
      BEGIN
        SELECT RAISE(ABORT, 'an entry is never replaced') WHERE EXISTS (
          SELECT 1 FROM entries WHERE id = NEW.id OR serial = NEW.serial OR
            (learner = NEW.learner AND template_id = NEW.template_id AND template_version = NEW.template_version));
        SELECT RAISE(ABORT, 'an entry takes the next number')
          WHERE NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM entries);
        SELECT RAISE(ABORT, 'a serial takes the next number of its series')
          WHERE NEW.series_number <>
            (SELECT coalesce(max(series_number), 0) + 1 FROM entries WHERE series = NEW.series);
        SELECT RAISE(ABORT, 'an entry follows the last')
          WHERE NEW.previous_hash <>
            coalesce((SELECT hash FROM entries ORDER BY number DESC LIMIT 1), (SELECT id FROM register));
      END;
    `,
  },
  {
    // What larger credentials are made of. The entry tells it, under its hash; the table beside it makes sure that a
    // part counts once into one of each kind, and is filled by nothing but the entry.
    version: 2,
    sql: `
      ALTER TABLE entries ADD COLUMN stack TEXT CHECK (stack IS NULL OR json_valid(stack));

      CREATE TABLE stack_uses (
        part TEXT NOT NULL,
        kind TEXT NOT NULL,
        whole TEXT NOT NULL REFERENCES entries (id),
        PRIMARY KEY (part, kind)
      ) STRICT, WITHOUT ROWID;

      CREATE TRIGGER stack_uses_stay_as_they_are BEFORE UPDATE ON stack_uses
      BEGIN SELECT RAISE(ABORT, 'a use is never changed'); END;

      CREATE TRIGGER stack_uses_stay BEFORE DELETE ON stack_uses
      BEGIN SELECT RAISE(ABORT, 'a use is never removed'); END;

      CREATE TRIGGER a_part_counts_once BEFORE INSERT ON stack_uses
      BEGIN
        SELECT RAISE(ABORT, 'a part counts once')
          WHERE EXISTS (SELECT 1 FROM stack_uses WHERE part = NEW.part AND kind = NEW.kind);
      END;

      CREATE TRIGGER entries_use_their_parts AFTER INSERT ON entries WHEN NEW.stack IS NOT NULL
      BEGIN
        INSERT INTO stack_uses (part, kind, whole)
          SELECT part.value, NEW.stack ->> '$.kind', NEW.id FROM json_each(NEW.stack, '$.parts') AS part;
      END;
    `,
  },
  {
    // Where a credential's revocation is told: a place in a status list, never given twice.
    version: 3,
    sql: `
      ALTER TABLE entries ADD COLUMN status_list TEXT;
      ALTER TABLE entries ADD COLUMN status_index INTEGER
        CHECK ((status_list IS NULL) = (status_index IS NULL) AND coalesce(status_index, 0) BETWEEN 0 AND 131071);

      CREATE UNIQUE INDEX entries_by_status ON entries (status_list, status_index) WHERE status_list IS NOT NULL;

      CREATE TRIGGER a_place_is_given_once BEFORE INSERT ON entries WHEN NEW.status_list IS NOT NULL
      BEGIN
        SELECT RAISE(ABORT, 'a place in a status list is given once') WHERE EXISTS (
          SELECT 1 FROM entries WHERE status_list = NEW.status_list AND status_index = NEW.status_index);
      END;
    `,
  },
  {
    // What happens to a credential later, in a chain of its own; where it stands, filled by nothing but the events;
    // words to search by their beginnings; and the seals that somebody else can hold against the register. Once an
    // erasure is entered, and not before, the fields that name a person may be emptied.
    version: 4,
    sql: `
      CREATE TABLE events (
        number INTEGER PRIMARY KEY,
        credential TEXT NOT NULL REFERENCES entries (id),
        kind TEXT NOT NULL CHECK (kind IN ('revoked', 'suspended', 'reinstated', 'superseded', 'erased')),
        reason TEXT NOT NULL,
        ground TEXT NOT NULL,
        at TEXT NOT NULL,
        replacement TEXT REFERENCES entries (id),
        previous_hash TEXT NOT NULL,
        hash TEXT NOT NULL
      ) STRICT;

      CREATE INDEX events_by_credential ON events (credential, number);

      CREATE TABLE entry_status (
        credential TEXT PRIMARY KEY REFERENCES entries (id),
        status TEXT NOT NULL CHECK (status IN ('valid', 'suspended', 'revoked', 'superseded'))
      ) STRICT, WITHOUT ROWID;

      CREATE INDEX entry_status_by_status ON entry_status (status);

      CREATE TRIGGER events_stay_as_they_are BEFORE UPDATE ON events
      BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;

      CREATE TRIGGER events_stay BEFORE DELETE ON events
      BEGIN SELECT RAISE(ABORT, 'an event is never removed'); END;

      CREATE TRIGGER events_follow_on BEFORE INSERT ON events
      BEGIN
        SELECT RAISE(ABORT, 'an event takes the next number')
          WHERE NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM events);
        SELECT RAISE(ABORT, 'an event follows the last')
          WHERE NEW.previous_hash <>
            coalesce((SELECT hash FROM events ORDER BY number DESC LIMIT 1), (SELECT id FROM register));
        SELECT RAISE(ABORT, 'what is revoked or replaced stays so') WHERE NEW.kind <> 'erased' AND EXISTS (
          SELECT 1 FROM entry_status WHERE credential = NEW.credential AND status IN ('revoked', 'superseded'));
      END;

      CREATE TRIGGER events_tell_the_status AFTER INSERT ON events WHEN NEW.kind <> 'erased'
      BEGIN
        INSERT OR REPLACE INTO entry_status (credential, status)
          VALUES (NEW.credential, CASE NEW.kind WHEN 'reinstated' THEN 'valid' ELSE NEW.kind END);
      END;

      CREATE VIRTUAL TABLE entries_words USING fts5 (
        search, content = 'entries', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 0',
        prefix = '2 3'
      );
      INSERT INTO entries_words (entries_words, rank) VALUES ('secure-delete', 1);
      INSERT INTO entries_words (entries_words) VALUES ('rebuild');

      CREATE TRIGGER entries_are_found AFTER INSERT ON entries
      BEGIN INSERT INTO entries_words (rowid, search) VALUES (NEW.number, NEW.search); END;

      CREATE INDEX entries_by_award ON entries (awarded_on);
      CREATE INDEX entries_by_batch ON entries (batch);

      DROP TRIGGER entries_stay_as_they_are;

      CREATE TRIGGER entries_stay_as_they_are BEFORE UPDATE ON entries
      BEGIN
        SELECT RAISE(ABORT, 'an entry is never changed') WHERE NOT (
          NEW.name = '' AND NEW.search = '' AND NEW.files = '[]' AND NEW.learner = 'erased:' || OLD.number
          AND NEW.number = OLD.number AND NEW.id = OLD.id AND NEW.serial = OLD.serial AND NEW.series = OLD.series
          AND NEW.series_number = OLD.series_number AND NEW.batch = OLD.batch
          AND NEW.template_id = OLD.template_id AND NEW.template_version = OLD.template_version
          AND NEW.title = OLD.title AND NEW.awarded_on = OLD.awarded_on AND NEW.issued_at = OLD.issued_at
          AND NEW.stack IS OLD.stack AND NEW.status_list IS OLD.status_list AND NEW.status_index IS OLD.status_index
          AND NEW.previous_hash = OLD.previous_hash AND NEW.hash = OLD.hash
          AND EXISTS (SELECT 1 FROM events WHERE credential = OLD.id AND kind = 'erased'));
        INSERT INTO entries_words (entries_words, rowid, search) VALUES ('delete', OLD.number, OLD.search);
      END;

      CREATE TABLE audit_seals (
        number INTEGER PRIMARY KEY,
        entries INTEGER NOT NULL,
        events INTEGER NOT NULL,
        at TEXT NOT NULL,
        jws TEXT NOT NULL
      ) STRICT;

      CREATE TRIGGER audit_seals_stay_as_they_are BEFORE UPDATE ON audit_seals
      BEGIN SELECT RAISE(ABORT, 'a seal is never changed'); END;

      CREATE TRIGGER audit_seals_stay BEFORE DELETE ON audit_seals
      BEGIN SELECT RAISE(ABORT, 'a seal is never removed'); END;
    `,
  },
  { version: 5, sql: PERSONAL_FIELDS },
  { version: 6, sql: EXTENSIONS },
  { version: 7, sql: JOBS },
  { version: 8, sql: PRINTS },
  { version: 9, sql: DELIVERY },
  { version: 10, sql: OFFICE },
  { version: 11, sql: DISCLOSURE },
  { version: 12, sql: QUEUE },
  { version: 13, sql: SUMMARIES },
];
