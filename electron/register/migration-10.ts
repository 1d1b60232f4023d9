/**
 * Version 10. Who works with the register. The names are the office's own and may change; what was appointed, ruled,
 * submitted and approved is a chain like the others, which names nobody: officers are told by their ids.
 */
export const OFFICE = `
  CREATE TABLE officers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    roles TEXT NOT NULL CHECK (json_valid(roles)),
    salt TEXT NOT NULL,
    pin TEXT NOT NULL,
    wrong_tries INTEGER NOT NULL DEFAULT 0,
    closed_until TEXT,
    dismissed INTEGER NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1))
  ) STRICT, WITHOUT ROWID;

  CREATE TRIGGER officers_stay BEFORE DELETE ON officers
  BEGIN SELECT RAISE(ABORT, 'an officer is dismissed, not removed'); END;

  CREATE TABLE office_events (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN
      ('appointed', 'changed', 'dismissed', 'ruled', 'submitted', 'approved', 'declined')),
    officer TEXT NOT NULL REFERENCES officers (id),
    subject TEXT NOT NULL,
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    at TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;

  CREATE INDEX office_events_by_subject ON office_events (subject, number);

  CREATE TRIGGER office_events_stay_as_they_are BEFORE UPDATE ON office_events
  BEGIN SELECT RAISE(ABORT, 'what the office did is never changed'); END;

  CREATE TRIGGER office_events_stay BEFORE DELETE ON office_events
  BEGIN SELECT RAISE(ABORT, 'what the office did is never removed'); END;

  CREATE TRIGGER office_events_follow_on BEFORE INSERT ON office_events
  BEGIN
    SELECT RAISE(ABORT, 'an event takes the next number')
      WHERE NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM office_events);
    SELECT RAISE(ABORT, 'an event follows the last')
      WHERE NEW.previous_hash <>
        coalesce((SELECT hash FROM office_events ORDER BY number DESC LIMIT 1), (SELECT id FROM register));
    SELECT RAISE(ABORT, 'nobody approves what they submitted') WHERE NEW.kind = 'approved' AND NEW.officer =
      (SELECT officer FROM office_events WHERE kind = 'submitted' AND subject = NEW.subject
       ORDER BY number DESC LIMIT 1);
  END;

  ALTER TABLE audit_seals ADD COLUMN office INTEGER NOT NULL DEFAULT 0;
`;
