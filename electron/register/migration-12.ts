/**
 * Version 12. Batches that are planned at a desk and sealed by workers on the same machine: what they are made from, each
 * learner until their row has ended, the chunks that are still to be done, and numbers that were lent before there is an
 * entry. So a serial may come before the one it follows, once that is lent.
 */
export const QUEUE = `
  ALTER TABLE batches ADD COLUMN plan TEXT;
  ALTER TABLE job_rows ADD COLUMN recipient TEXT CHECK (recipient IS NULL OR state = 'planned');

  CREATE TABLE job_chunks (
    batch TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    worker INTEGER,
    PRIMARY KEY (batch, first)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE reservations (
    series TEXT NOT NULL,
    number INTEGER NOT NULL,
    batch TEXT NOT NULL,
    row INTEGER NOT NULL,
    learner TEXT NOT NULL,
    template_id TEXT NOT NULL,
    template_version INTEGER NOT NULL,
    PRIMARY KEY (series, number),
    UNIQUE (batch, row),
    UNIQUE (learner, template_id, template_version)
  ) STRICT, WITHOUT ROWID;

  DROP TRIGGER entries_follow_on;

  CREATE TRIGGER entries_follow_on BEFORE INSERT ON entries
  BEGIN
    SELECT RAISE(ABORT, 'an entry is never replaced') WHERE EXISTS (
      SELECT 1 FROM entries WHERE id = NEW.id OR serial = NEW.serial
        OR (series = NEW.series AND series_number = NEW.series_number));
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
      WHERE NEW.series_number < 1 OR NEW.series_number > 1 AND NOT EXISTS (
        SELECT 1 FROM entries WHERE series = NEW.series AND series_number = NEW.series_number - 1
        UNION ALL SELECT 1 FROM reservations WHERE series = NEW.series AND number = NEW.series_number - 1);
    SELECT RAISE(ABORT, 'an entry follows the last')
      WHERE NEW.previous_hash <>
        coalesce((SELECT hash FROM entries ORDER BY number DESC LIMIT 1), (SELECT id FROM register));
  END;
`;
