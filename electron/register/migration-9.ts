/**
 * Version 9. A row of a batch may also be delivered: its files were handed out in the form that was asked for. SQLite cannot
 * change a constraint, so the rows move into a new table, as they were.
 */
export const DELIVERY = `
  CREATE TABLE job_rows_next (
    batch TEXT NOT NULL REFERENCES jobs (batch),
    row INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'refused', 'already', 'verified', 'delivered')),
    credential TEXT REFERENCES entries (id),
    key TEXT,
    problems TEXT CHECK (problems IS NULL OR json_valid(problems)),
    CHECK ((state IN ('verified', 'delivered')) = (credential IS NOT NULL)),
    PRIMARY KEY (batch, row)
  ) STRICT, WITHOUT ROWID;

  INSERT INTO job_rows_next SELECT batch, row, state, credential, key, problems FROM job_rows;
  DROP TABLE job_rows;
  ALTER TABLE job_rows_next RENAME TO job_rows;

  CREATE INDEX job_rows_by_state ON job_rows (batch, state);
  CREATE UNIQUE INDEX job_rows_by_key ON job_rows (key) WHERE key IS NOT NULL;
  CREATE INDEX job_rows_by_credential ON job_rows (credential) WHERE credential IS NOT NULL;
`;
