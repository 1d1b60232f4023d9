/**
 * Version 11. That a person was given what the register holds about them is an event like others, and changes nothing of
 * where their credentials stand; and the day after which an entry may be forgotten has an index. SQLite cannot change a
 * constraint, so the events move into a new table, as they were. The old way of renaming is asked for: triggers of other
 * tables name this one, which is gone for a moment. A part counts anew into what stands in the place of the credential that
 * it had counted into.
 */
export const DISCLOSURE = `
  CREATE TABLE events_next (
    number INTEGER PRIMARY KEY,
    credential TEXT NOT NULL REFERENCES entries (id),
    kind TEXT NOT NULL
      CHECK (kind IN ('revoked', 'suspended', 'reinstated', 'superseded', 'erased', 'exported')),
    reason TEXT NOT NULL,
    ground TEXT NOT NULL,
    at TEXT NOT NULL,
    replacement TEXT REFERENCES entries (id),
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;

  INSERT INTO events_next SELECT number, credential, kind, reason, ground, at, replacement, previous_hash, hash
    FROM events ORDER BY number;
  PRAGMA legacy_alter_table = ON;
  DROP TABLE events;
  ALTER TABLE events_next RENAME TO events;
  PRAGMA legacy_alter_table = OFF;

  CREATE INDEX events_by_credential ON events (credential, number);

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
    SELECT RAISE(ABORT, 'what is revoked or replaced stays so')
      WHERE NEW.kind NOT IN ('erased', 'exported') AND EXISTS (
        SELECT 1 FROM entry_status WHERE credential = NEW.credential AND status IN ('revoked', 'superseded'));
  END;

  CREATE TRIGGER events_tell_the_status AFTER INSERT ON events WHEN NEW.kind NOT IN ('erased', 'exported')
  BEGIN
    INSERT OR REPLACE INTO entry_status (number, credential, status)
      SELECT number, id, CASE NEW.kind WHEN 'reinstated' THEN 'valid' ELSE NEW.kind END
      FROM entries WHERE id = NEW.credential;
  END;

  CREATE TABLE stack_uses_next (
    part TEXT NOT NULL,
    kind TEXT NOT NULL,
    whole TEXT NOT NULL REFERENCES entries (id),
    PRIMARY KEY (part, kind, whole)
  ) STRICT, WITHOUT ROWID;

  INSERT INTO stack_uses_next SELECT part, kind, whole FROM stack_uses;
  PRAGMA legacy_alter_table = ON;
  DROP TABLE stack_uses;
  ALTER TABLE stack_uses_next RENAME TO stack_uses;
  PRAGMA legacy_alter_table = OFF;

  CREATE TRIGGER stack_uses_stay_as_they_are BEFORE UPDATE ON stack_uses
  BEGIN SELECT RAISE(ABORT, 'a use is never changed'); END;

  CREATE TRIGGER stack_uses_stay BEFORE DELETE ON stack_uses
  BEGIN SELECT RAISE(ABORT, 'a use is never removed'); END;

  CREATE TRIGGER a_part_counts_once BEFORE INSERT ON stack_uses
  BEGIN
    SELECT RAISE(ABORT, 'a part counts once') WHERE EXISTS (
      SELECT 1 FROM stack_uses WHERE part = NEW.part AND kind = NEW.kind
        AND whole IS NOT (SELECT replaces FROM entries WHERE id = NEW.whole)
        AND NOT EXISTS (SELECT 1 FROM entry_status WHERE credential = whole AND status = 'superseded'));
  END;

  CREATE INDEX IF NOT EXISTS entries_by_forgetting ON entries (facts ->> '$.forgetAfter', number)
    WHERE facts ->> '$.forgetAfter' IS NOT NULL;
  CREATE INDEX IF NOT EXISTS entries_by_expiry ON entries (facts ->> '$.validUntil', number)
    WHERE facts ->> '$.validUntil' IS NOT NULL;
`;
