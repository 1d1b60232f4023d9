import { OFFICE_AND_FILES } from './migration-2.ts';
import { SUMMARIES } from './migration-3.ts';

/**
 * A register's tables in PostgreSQL, in a schema of their own. Columns and their order are those of the embedded register
 * (electron/register/migrations.ts), so that every hash is over the same fields. JSON stands as text, byte for byte.
 * Triggers refuse to any client what the trade refuses.
 */
const FIRST = `
  CREATE SCHEMA IF NOT EXISTS sealwright;
  SET search_path = sealwright;

  CREATE TABLE register (
    single integer PRIMARY KEY CHECK (single = 1),
    id text NOT NULL,
    version integer NOT NULL
  );
  INSERT INTO register VALUES (1, gen_random_uuid()::text, 1);

  CREATE TABLE batches (
    id text PRIMARY KEY,
    template_id text NOT NULL,
    template_version integer NOT NULL,
    template_sha256 text NOT NULL,
    roster_name text NOT NULL,
    roster_sha256 text NOT NULL,
    certificate_sha256 text NOT NULL,
    started_at text NOT NULL,
    rows integer NOT NULL,
    finished_at text,
    issued integer,
    already integer,
    refused integer,
    -- What workers make credentials from: no learner is in it.
    plan text
  );

  CREATE TABLE jobs (
    batch text PRIMARY KEY REFERENCES batches,
    state text NOT NULL CHECK (state IN ('running', 'paused', 'cancelled', 'done')),
    sealing_order text NOT NULL,
    reason text,
    changed_at text NOT NULL
  );

  CREATE TABLE entries (
    number integer PRIMARY KEY,
    id text NOT NULL UNIQUE,
    serial text NOT NULL UNIQUE,
    series text NOT NULL,
    series_number integer NOT NULL,
    batch text NOT NULL REFERENCES batches,
    learner text NOT NULL,
    template_id text NOT NULL,
    template_version integer NOT NULL,
    name text NOT NULL,
    title text NOT NULL,
    awarded_on text COLLATE "C" NOT NULL,
    issued_at text NOT NULL,
    files text NOT NULL,
    search text NOT NULL,
    stack text,
    status_list text,
    status_index integer,
    facts text,
    replaces text REFERENCES entries (id),
    salt text,
    personal text,
    previous_hash text NOT NULL,
    hash text NOT NULL,
    words tsvector NOT NULL,
    UNIQUE (series, series_number)
  );
  CREATE UNIQUE INDEX entries_by_learner ON entries (learner, template_id, template_version) WHERE replaces IS NULL;
  CREATE UNIQUE INDEX entries_by_status ON entries (status_list, status_index) WHERE status_list IS NOT NULL;
  CREATE UNIQUE INDEX entries_by_replaced ON entries (replaces) WHERE replaces IS NOT NULL;
  CREATE INDEX entries_by_template ON entries (template_id, number);
  CREATE INDEX entries_by_award ON entries (awarded_on, number);
  CREATE INDEX entries_by_batch ON entries (batch, number);
  CREATE INDEX entries_by_words ON entries USING gin (words);

  CREATE TABLE job_rows (
    batch text NOT NULL REFERENCES jobs,
    row integer NOT NULL,
    state text NOT NULL CHECK (state IN ('planned', 'refused', 'already', 'verified', 'delivered')),
    credential text REFERENCES entries (id),
    key text UNIQUE,
    problems text,
    -- The learner, until the row has ended.
    recipient text,
    CHECK ((state IN ('verified', 'delivered')) = (credential IS NOT NULL)),
    CHECK (recipient IS NULL OR state = 'planned'),
    PRIMARY KEY (batch, row)
  );
  CREATE INDEX job_rows_by_state ON job_rows (batch, state);
  CREATE INDEX job_rows_by_credential ON job_rows (credential);

  -- Numbers that were given out and are not entered yet.
  CREATE TABLE reservations (
    series text NOT NULL,
    number integer NOT NULL,
    batch text NOT NULL,
    row integer NOT NULL,
    learner text NOT NULL,
    template_id text NOT NULL,
    template_version integer NOT NULL,
    PRIMARY KEY (series, number),
    UNIQUE (batch, row),
    UNIQUE (learner, template_id, template_version)
  );

  CREATE TABLE events (
    number integer PRIMARY KEY,
    credential text NOT NULL REFERENCES entries (id),
    kind text NOT NULL CHECK (kind IN ('revoked', 'suspended', 'reinstated', 'superseded', 'erased', 'exported')),
    reason text NOT NULL,
    ground text NOT NULL,
    at text NOT NULL,
    replacement text REFERENCES entries (id),
    previous_hash text NOT NULL,
    hash text NOT NULL
  );
  CREATE INDEX events_by_credential ON events (credential, number);

  CREATE TABLE entry_status (
    number integer PRIMARY KEY REFERENCES entries,
    credential text NOT NULL UNIQUE REFERENCES entries (id),
    status text NOT NULL CHECK (status IN ('valid', 'suspended', 'revoked', 'superseded'))
  );
  CREATE INDEX entry_status_by_status ON entry_status (status, number);

  CREATE TABLE audit_seals (
    number integer PRIMARY KEY,
    entries integer NOT NULL,
    events integer NOT NULL,
    at text NOT NULL,
    jws text NOT NULL
  );

  CREATE FUNCTION stays() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN RAISE EXCEPTION '% are never changed or removed', TG_TABLE_NAME; END $$;

  CREATE FUNCTION entry_follows_on() RETURNS trigger LANGUAGE plpgsql SET search_path = sealwright AS $$
  DECLARE last record;
  BEGIN
    SELECT number, hash INTO last FROM entries ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(last.number, 0) + 1 THEN
      RAISE EXCEPTION 'an entry takes the next number'; END IF;
    IF NEW.previous_hash <> coalesce(last.hash, (SELECT id FROM register)) THEN
      RAISE EXCEPTION 'an entry follows the last'; END IF;
    IF NEW.replaces IS NULL AND EXISTS (SELECT 1 FROM entries WHERE learner = NEW.learner
        AND template_id = NEW.template_id AND template_version = NEW.template_version) THEN
      RAISE EXCEPTION 'an entry is never replaced'; END IF;
    IF NEW.series_number > 1 AND NOT EXISTS (
        SELECT 1 FROM entries WHERE series = NEW.series AND series_number = NEW.series_number - 1
        UNION ALL SELECT 1 FROM reservations WHERE series = NEW.series AND number = NEW.series_number - 1) THEN
      RAISE EXCEPTION 'a serial takes the next number of its series'; END IF;
    IF NEW.replaces IS NOT NULL AND EXISTS (
        SELECT 1 FROM entry_status WHERE credential = NEW.replaces AND status IN ('revoked', 'superseded')
        UNION ALL SELECT 1 FROM events WHERE credential = NEW.replaces AND kind = 'erased') THEN
      RAISE EXCEPTION 'only what holds is replaced, and once'; END IF;
    RETURN NEW;
  END $$;

  CREATE FUNCTION entry_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = sealwright AS $$
  DECLARE emptied entries;
  BEGIN
    emptied := OLD;
    emptied.name := ''; emptied.search := ''; emptied.files := '[]'; emptied.words := '';
    emptied.learner := 'erased:' || OLD.number;
    emptied.salt := CASE WHEN OLD.salt IS NULL THEN NULL ELSE '' END;
    IF NEW IS DISTINCT FROM emptied
        OR NOT EXISTS (SELECT 1 FROM events WHERE credential = OLD.id AND kind = 'erased') THEN
      RAISE EXCEPTION 'an entry is never changed'; END IF;
    RETURN NEW;
  END $$;

  CREATE FUNCTION event_follows_on() RETURNS trigger LANGUAGE plpgsql SET search_path = sealwright AS $$
  DECLARE last record; stands text;
  BEGIN
    SELECT number, hash INTO last FROM events ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(last.number, 0) + 1 THEN
      RAISE EXCEPTION 'an event takes the next number'; END IF;
    IF NEW.previous_hash <> coalesce(last.hash, (SELECT id FROM register)) THEN
      RAISE EXCEPTION 'an event follows the last'; END IF;
    SELECT status INTO stands FROM entry_status WHERE credential = NEW.credential;
    IF NEW.kind NOT IN ('erased', 'exported') AND stands IN ('revoked', 'superseded') THEN
      RAISE EXCEPTION 'what is % stays so', stands; END IF;
    IF NEW.kind NOT IN ('erased', 'exported') THEN
      INSERT INTO entry_status (number, credential, status)
        SELECT number, id, CASE NEW.kind WHEN 'reinstated' THEN 'valid' ELSE NEW.kind END
        FROM entries WHERE id = NEW.credential
        ON CONFLICT (number) DO UPDATE SET status = excluded.status;
    END IF;
    RETURN NEW;
  END $$;

  CREATE TRIGGER entries_follow_on BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION entry_follows_on();
  CREATE TRIGGER entries_stay_as_they_are BEFORE UPDATE ON entries FOR EACH ROW EXECUTE FUNCTION entry_stays();
  CREATE TRIGGER entries_stay BEFORE DELETE ON entries FOR EACH ROW EXECUTE FUNCTION stays();
  CREATE TRIGGER entries_are_kept BEFORE TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION stays();
  CREATE TRIGGER events_follow_on BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION event_follows_on();
  CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION stays();
  CREATE TRIGGER events_are_kept BEFORE TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION stays();
  CREATE TRIGGER seals_stay BEFORE UPDATE OR DELETE ON audit_seals FOR EACH ROW EXECUTE FUNCTION stays();
`;

/** What brings the tables from the version before to this one. What a register somewhere has been through is never edited. */
export const MIGRATIONS: readonly { readonly version: number; readonly sql: string }[] = [
  { version: 1, sql: FIRST },
  { version: 2, sql: OFFICE_AND_FILES },
  { version: 3, sql: SUMMARIES },
];

/** Of the tables; a newer one is refused. */
export const VERSION = 3;
