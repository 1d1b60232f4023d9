/**
 * Version 5. What names a person hangs on its entry by a salted digest alone: once fields and salt are gone nobody can be told from
 * the entry, and its hash still holds. Facts for figures are under the hash as well; and an entry may stand in the
 * place of another, for the same learner and the same version of the template.
 *
 * SQLite cannot take a constraint from a table, so the entries move into a new one, as they were.
 */
export const PERSONAL_FIELDS = `
  CREATE TABLE entries_next (
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
    stack TEXT CHECK (stack IS NULL OR json_valid(stack)),
    status_list TEXT,
    status_index INTEGER
      CHECK ((status_list IS NULL) = (status_index IS NULL) AND coalesce(status_index, 0) BETWEEN 0 AND 131071),
    facts TEXT CHECK (facts IS NULL OR json_valid(facts)),
    replaces TEXT UNIQUE REFERENCES entries_next (id),
    salt TEXT,
    personal TEXT,
    CHECK ((facts IS NULL) = (personal IS NULL) AND (salt IS NULL) = (personal IS NULL)),
    UNIQUE (series, series_number)
  ) STRICT;

  INSERT INTO entries_next (number, id, serial, series, series_number, batch, learner, template_id, template_version,
      name, title, awarded_on, issued_at, files, search, previous_hash, hash, stack, status_list, status_index)
    SELECT number, id, serial, series, series_number, batch, learner, template_id, template_version,
      name, title, awarded_on, issued_at, files, search, previous_hash, hash, stack, status_list, status_index
    FROM entries ORDER BY number;
  DROP TABLE entries;
  ALTER TABLE entries_next RENAME TO entries;

  CREATE UNIQUE INDEX entries_by_learner ON entries (learner, template_id, template_version) WHERE replaces IS NULL;
  CREATE INDEX entries_held ON entries (learner, template_id, template_version);
  CREATE INDEX entries_by_template ON entries (template_id);
  CREATE UNIQUE INDEX entries_by_status ON entries (status_list, status_index) WHERE status_list IS NOT NULL;
  CREATE INDEX entries_by_award ON entries (awarded_on);
  CREATE INDEX entries_by_batch ON entries (batch);

  CREATE TRIGGER entries_stay BEFORE DELETE ON entries
  BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END;

  CREATE TRIGGER entries_stay_as_they_are BEFORE UPDATE ON entries
  BEGIN
    SELECT RAISE(ABORT, 'an entry is never changed') WHERE NOT (
      NEW.name = '' AND NEW.search = '' AND NEW.files = '[]' AND NEW.learner = 'erased:' || OLD.number
      AND NEW.salt IS iif(OLD.salt IS NULL, NULL, '')
      AND NEW.number = OLD.number AND NEW.id = OLD.id AND NEW.serial = OLD.serial AND NEW.series = OLD.series
      AND NEW.series_number = OLD.series_number AND NEW.batch = OLD.batch
      AND NEW.template_id = OLD.template_id AND NEW.template_version = OLD.template_version
      AND NEW.title = OLD.title AND NEW.awarded_on = OLD.awarded_on AND NEW.issued_at = OLD.issued_at
      AND NEW.stack IS OLD.stack AND NEW.status_list IS OLD.status_list AND NEW.status_index IS OLD.status_index
      AND NEW.facts IS OLD.facts AND NEW.replaces IS OLD.replaces AND NEW.personal IS OLD.personal
      AND NEW.previous_hash = OLD.previous_hash AND NEW.hash = OLD.hash
      AND EXISTS (SELECT 1 FROM events WHERE credential = OLD.id AND kind = 'erased'));
    INSERT INTO entries_words (entries_words, rowid, search) VALUES ('delete', OLD.number, OLD.search);
    INSERT INTO entries_words (rowid, search) VALUES (OLD.number, '');
  END;

  CREATE TRIGGER entries_follow_on BEFORE INSERT ON entries
  BEGIN
    SELECT RAISE(ABORT, 'an entry is never replaced') WHERE EXISTS (
      SELECT 1 FROM entries WHERE id = NEW.id OR serial = NEW.serial);
    SELECT RAISE(ABORT, 'an entry is never replaced') WHERE NEW.replaces IS NULL AND EXISTS (
      SELECT 1 FROM entries WHERE learner = NEW.learner AND template_id = NEW.template_id
        AND template_version = NEW.template_version);
    SELECT RAISE(ABORT, 'only what holds is replaced, and once') WHERE NEW.replaces IS NOT NULL AND (
      EXISTS (SELECT 1 FROM entries WHERE replaces = NEW.replaces)
      OR EXISTS (SELECT 1 FROM entry_status
        WHERE credential = NEW.replaces AND status IN ('revoked', 'superseded'))
      OR EXISTS (SELECT 1 FROM events WHERE credential = NEW.replaces AND kind = 'erased'));
    SELECT RAISE(ABORT, 'an entry takes the next number')
      WHERE NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM entries);
    SELECT RAISE(ABORT, 'a serial takes the next number of its series')
      WHERE NEW.series_number <>
        (SELECT coalesce(max(series_number), 0) + 1 FROM entries WHERE series = NEW.series);
    SELECT RAISE(ABORT, 'an entry follows the last')
      WHERE NEW.previous_hash <>
        coalesce((SELECT hash FROM entries ORDER BY number DESC LIMIT 1), (SELECT id FROM register));
  END;

  CREATE TRIGGER a_place_is_given_once BEFORE INSERT ON entries WHEN NEW.status_list IS NOT NULL
  BEGIN
    SELECT RAISE(ABORT, 'a place in a status list is given once') WHERE EXISTS (
      SELECT 1 FROM entries WHERE status_list = NEW.status_list AND status_index = NEW.status_index);
  END;

  CREATE TRIGGER entries_use_their_parts AFTER INSERT ON entries WHEN NEW.stack IS NOT NULL
  BEGIN
    INSERT INTO stack_uses (part, kind, whole)
      SELECT part.value, NEW.stack ->> '$.kind', NEW.id FROM json_each(NEW.stack, '$.parts') AS part;
  END;

  CREATE TRIGGER entries_are_found AFTER INSERT ON entries
  BEGIN INSERT INTO entries_words (rowid, search) VALUES (NEW.number, NEW.search); END;

  DROP TRIGGER events_tell_the_status;
  DROP TABLE entry_status;
  CREATE TABLE entry_status (
    number INTEGER PRIMARY KEY REFERENCES entries (number),
    credential TEXT NOT NULL UNIQUE REFERENCES entries (id),
    status TEXT NOT NULL CHECK (status IN ('valid', 'suspended', 'revoked', 'superseded'))
  ) STRICT;
  CREATE INDEX entry_status_by_status ON entry_status (status, number);

  INSERT INTO entry_status (number, credential, status)
    SELECT entries.number, entries.id, CASE events.kind WHEN 'reinstated' THEN 'valid' ELSE events.kind END
    FROM events JOIN entries ON entries.id = events.credential
    WHERE events.number IN (SELECT max(number) FROM events WHERE kind <> 'erased' GROUP BY credential);

  CREATE TRIGGER events_tell_the_status AFTER INSERT ON events WHEN NEW.kind <> 'erased'
  BEGIN
    INSERT OR REPLACE INTO entry_status (number, credential, status)
      SELECT number, id, CASE NEW.kind WHEN 'reinstated' THEN 'valid' ELSE NEW.kind END
      FROM entries WHERE id = NEW.credential;
  END;
`;
