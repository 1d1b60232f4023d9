/**
 * Version 6. What was done to issued files beside their entries, which never change: a chain of its own, like the events.
 * Which file and which bytes hang on it by a salted digest alone, since a file's name holds the learner's; they are
 * emptied with the entry. Registers whose files were raised before have a table without salt: its rows move as they are.
 */
export const EXTENSIONS = `
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
  DROP INDEX IF EXISTS extensions_by_digest;
  DROP TRIGGER IF EXISTS extensions_stay_as_they_are;
  DROP TRIGGER IF EXISTS extensions_stay;
  DROP TRIGGER IF EXISTS extensions_follow_on;
  ALTER TABLE extensions RENAME TO extensions_before;

  CREATE TABLE extensions (
    number INTEGER PRIMARY KEY,
    credential TEXT NOT NULL REFERENCES entries (id),
    level TEXT NOT NULL,
    at TEXT NOT NULL,
    file TEXT NOT NULL,
    from_sha256 TEXT NOT NULL,
    to_sha256 TEXT NOT NULL,
    salt TEXT,
    personal TEXT,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;

  INSERT INTO extensions
    SELECT number, entry, level, at, file, from_sha256, to_sha256, NULL, NULL, previous_hash, hash
    FROM extensions_before ORDER BY number;
  DROP TABLE extensions_before;

  CREATE INDEX extensions_by_digest ON extensions (to_sha256);
  CREATE INDEX extensions_by_credential ON extensions (credential, number);

  CREATE TRIGGER extensions_stay_as_they_are BEFORE UPDATE ON extensions
  BEGIN
    SELECT RAISE(ABORT, 'an extension is never changed') WHERE NOT (
      NEW.file = '' AND NEW.from_sha256 = '' AND NEW.to_sha256 = '' AND NEW.salt IS iif(OLD.salt IS NULL, NULL, '')
      AND NEW.number = OLD.number AND NEW.credential = OLD.credential AND NEW.level = OLD.level
      AND NEW.at = OLD.at AND NEW.personal IS OLD.personal
      AND NEW.previous_hash = OLD.previous_hash AND NEW.hash = OLD.hash
      AND EXISTS (SELECT 1 FROM events WHERE credential = OLD.credential AND kind = 'erased'));
  END;

  CREATE TRIGGER extensions_stay BEFORE DELETE ON extensions
  BEGIN SELECT RAISE(ABORT, 'an extension is never removed'); END;

  CREATE TRIGGER extensions_follow_on BEFORE INSERT ON extensions
  BEGIN
    SELECT RAISE(ABORT, 'an extension takes the next number')
      WHERE NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM extensions);
    SELECT RAISE(ABORT, 'an extension follows the last')
      WHERE NEW.previous_hash <>
        coalesce((SELECT hash FROM extensions ORDER BY number DESC LIMIT 1), (SELECT id FROM register));
    SELECT RAISE(ABORT, 'what is forgotten is not raised')
      WHERE EXISTS (SELECT 1 FROM events WHERE credential = NEW.credential AND kind = 'erased');
  END;

  ALTER TABLE audit_seals ADD COLUMN extensions INTEGER NOT NULL DEFAULT 0;
`;
