/**
 * Version 8. What was printed, in a chain of its own: which credential, for the how-manieth time, in what way. A proof
 * sheet is no print of a credential and has the number 0. Nobody is named, so that nothing has to be emptied.
 */
export const PRINTS = `
  CREATE TABLE prints (
    number INTEGER PRIMARY KEY,
    credential TEXT NOT NULL REFERENCES entries (id),
    way TEXT NOT NULL CHECK (way IN ('printer', 'file', 'proof')),
    copy INTEGER NOT NULL CHECK ((way = 'proof') = (copy = 0)),
    job TEXT NOT NULL,
    at TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;

  CREATE INDEX prints_by_credential ON prints (credential, number);

  CREATE TRIGGER prints_stay_as_they_are BEFORE UPDATE ON prints
  BEGIN SELECT RAISE(ABORT, 'a print is never changed'); END;

  CREATE TRIGGER prints_stay BEFORE DELETE ON prints
  BEGIN SELECT RAISE(ABORT, 'a print is never removed'); END;

  CREATE TRIGGER prints_follow_on BEFORE INSERT ON prints
  BEGIN
    SELECT RAISE(ABORT, 'a print takes the next number')
      WHERE NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM prints);
    SELECT RAISE(ABORT, 'a print follows the last')
      WHERE NEW.previous_hash <>
        coalesce((SELECT hash FROM prints ORDER BY number DESC LIMIT 1), (SELECT id FROM register));
    SELECT RAISE(ABORT, 'prints of a credential are counted without gaps')
      WHERE NEW.way <> 'proof' AND NEW.copy <>
        (SELECT count(*) + 1 FROM prints WHERE credential = NEW.credential AND way <> 'proof');
  END;

  ALTER TABLE audit_seals ADD COLUMN prints INTEGER NOT NULL DEFAULT 0;
`;
