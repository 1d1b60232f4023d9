/**
 * Version 7. A batch as a job: what was ordered, how it stands and what has become of each row of its roster, so that
 * another process can go on with it. Names of learners are not in it: a row is a number, its refusal a list of codes, and
 * its key, a digest, is emptied with the entry.
 */
export const JOBS = `
  CREATE TABLE jobs (
    batch TEXT PRIMARY KEY REFERENCES batches (id),
    state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'cancelled', 'done')),
    sealing_order TEXT NOT NULL CHECK (json_valid(sealing_order)),
    reason TEXT CHECK (reason IS NULL OR json_valid(reason)),
    changed_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE job_rows (
    batch TEXT NOT NULL REFERENCES jobs (batch),
    row INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'refused', 'already', 'verified')),
    credential TEXT REFERENCES entries (id),
    key TEXT,
    problems TEXT CHECK (problems IS NULL OR json_valid(problems)),
    CHECK ((state = 'verified') = (credential IS NOT NULL)),
    PRIMARY KEY (batch, row)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX job_rows_by_state ON job_rows (batch, state);
  CREATE UNIQUE INDEX job_rows_by_key ON job_rows (key) WHERE key IS NOT NULL;
  CREATE INDEX job_rows_by_credential ON job_rows (credential) WHERE credential IS NOT NULL;
`;
