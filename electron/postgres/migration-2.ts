/**
 * Version 2. What the embedded register has as well: who works with it and what the office settled, files that were raised, what
 * was printed, and which credentials larger ones are made of. Each is a chain, or is filled by nothing but the entries.
 *
 * A batch that waits for its second pair of eyes is not begun, whoever says so. What two workers were equally quick with is told by
 * the name of a constraint, so that the second looks again.
 */
export const OFFICE_AND_FILES = `
  SET search_path = sealwright;

  CREATE TABLE officers (
    id text PRIMARY KEY,
    name text NOT NULL,
    roles text NOT NULL,
    salt text NOT NULL,
    pin text NOT NULL,
    wrong_tries integer NOT NULL DEFAULT 0,
    closed_until text,
    dismissed integer NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1))
  );
  CREATE UNIQUE INDEX officers_by_name ON officers (lower(name COLLATE "C"));

  CREATE TABLE office_events (
    number integer PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN
      ('appointed', 'changed', 'dismissed', 'ruled', 'submitted', 'approved', 'declined')),
    officer text NOT NULL REFERENCES officers,
    subject text NOT NULL,
    facts text NOT NULL,
    at text NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL
  );
  CREATE INDEX office_events_by_subject ON office_events (subject, number);

  CREATE TABLE extensions (
    number integer PRIMARY KEY,
    credential text NOT NULL REFERENCES entries (id),
    level text NOT NULL,
    at text NOT NULL,
    file text NOT NULL,
    from_sha256 text NOT NULL,
    to_sha256 text NOT NULL,
    salt text,
    personal text,
    previous_hash text NOT NULL,
    hash text NOT NULL
  );
  CREATE INDEX extensions_by_digest ON extensions (to_sha256);
  CREATE INDEX extensions_by_credential ON extensions (credential, number);

  CREATE TABLE prints (
    number integer PRIMARY KEY,
    credential text NOT NULL REFERENCES entries (id),
    way text NOT NULL CHECK (way IN ('printer', 'file', 'proof')),
    copy integer NOT NULL CHECK ((way = 'proof') = (copy = 0)),
    job text NOT NULL,
    at text NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL
  );
  CREATE INDEX prints_by_credential ON prints (credential, number);

  CREATE TABLE stack_uses (
    part text NOT NULL,
    kind text NOT NULL,
    whole text NOT NULL REFERENCES entries (id),
    PRIMARY KEY (part, kind, whole)
  );
  CREATE INDEX stack_uses_by_whole ON stack_uses (whole);

  ALTER TABLE audit_seals ADD COLUMN extensions integer NOT NULL DEFAULT 0;
  ALTER TABLE audit_seals ADD COLUMN prints integer NOT NULL DEFAULT 0;
  ALTER TABLE audit_seals ADD COLUMN office integer NOT NULL DEFAULT 0;

  CREATE INDEX entries_held ON entries (learner, number);
  CREATE INDEX entries_by_file ON entries USING gin ((files::jsonb) jsonb_path_ops);
  CREATE INDEX entries_by_forgetting ON entries ((facts::jsonb ->> 'forgetAfter'), number)
    WHERE facts::jsonb ->> 'forgetAfter' IS NOT NULL;
  CREATE INDEX entries_by_expiry ON entries ((facts::jsonb ->> 'validUntil'), number)
    WHERE facts::jsonb ->> 'validUntil' IS NOT NULL;

  CREATE FUNCTION office_event_follows_on() RETURNS trigger LANGUAGE plpgsql SET search_path = sealwright AS $$
  DECLARE last record;
  BEGIN
    SELECT number, hash INTO last FROM office_events ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(last.number, 0) + 1 THEN
      RAISE EXCEPTION 'an event takes the next number'; END IF;
    IF NEW.previous_hash <> coalesce(last.hash, (SELECT id FROM register)) THEN
      RAISE EXCEPTION 'an event follows the last'; END IF;
    IF NEW.kind = 'approved' AND NEW.officer = (SELECT officer FROM office_events
        WHERE kind = 'submitted' AND subject = NEW.subject ORDER BY number DESC LIMIT 1) THEN
      RAISE EXCEPTION 'nobody approves what they submitted'; END IF;
    RETURN NEW;
  END $$;

  CREATE FUNCTION batch_is_seen_by_four_eyes() RETURNS trigger LANGUAGE plpgsql SET search_path = sealwright AS $$
  BEGIN
    IF NEW.state = 'running' AND EXISTS (SELECT 1 FROM batches WHERE id = NEW.batch AND plan IS NOT NULL)
        AND (SELECT facts::jsonb ->> 'fourEyes' FROM office_events
          WHERE kind = 'ruled' ORDER BY number DESC LIMIT 1) = 'true'
        AND coalesce((SELECT kind FROM office_events WHERE subject = NEW.batch
          AND kind IN ('submitted', 'approved', 'declined') ORDER BY number DESC LIMIT 1), '') <> 'approved' THEN
      RAISE EXCEPTION 'what waits for its approval is not sealed'; END IF;
    RETURN NEW;
  END $$;

  CREATE FUNCTION extension_follows_on() RETURNS trigger LANGUAGE plpgsql SET search_path = sealwright AS $$
  DECLARE last record;
  BEGIN
    SELECT number, hash INTO last FROM extensions ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(last.number, 0) + 1 THEN
      RAISE EXCEPTION 'an extension takes the next number'; END IF;
    IF NEW.previous_hash <> coalesce(last.hash, (SELECT id FROM register)) THEN
      RAISE EXCEPTION 'an extension follows the last'; END IF;
    IF EXISTS (SELECT 1 FROM events WHERE credential = NEW.credential AND kind = 'erased') THEN
      RAISE EXCEPTION 'what is forgotten is not raised'; END IF;
    RETURN NEW;
  END $$;

  CREATE FUNCTION extension_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = sealwright AS $$
  DECLARE emptied extensions;
  BEGIN
    emptied := OLD;
    emptied.file := ''; emptied.from_sha256 := ''; emptied.to_sha256 := '';
    emptied.salt := CASE WHEN OLD.salt IS NULL THEN NULL ELSE '' END;
    IF NEW IS DISTINCT FROM emptied
        OR NOT EXISTS (SELECT 1 FROM events WHERE credential = OLD.credential AND kind = 'erased') THEN
      RAISE EXCEPTION 'an extension is never changed'; END IF;
    RETURN NEW;
  END $$;

  CREATE FUNCTION print_follows_on() RETURNS trigger LANGUAGE plpgsql SET search_path = sealwright AS $$
  DECLARE last record;
  BEGIN
    SELECT number, hash INTO last FROM prints ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(last.number, 0) + 1 THEN
      RAISE EXCEPTION 'a print takes the next number'; END IF;
    IF NEW.previous_hash <> coalesce(last.hash, (SELECT id FROM register)) THEN
      RAISE EXCEPTION 'a print follows the last'; END IF;
    IF NEW.way <> 'proof' AND NEW.copy <>
        (SELECT count(*) + 1 FROM prints WHERE credential = NEW.credential AND way <> 'proof') THEN
      RAISE EXCEPTION 'prints of a credential are counted without gaps'; END IF;
    RETURN NEW;
  END $$;

  CREATE FUNCTION part_counts_once() RETURNS trigger LANGUAGE plpgsql SET search_path = sealwright AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM stack_uses WHERE part = NEW.part AND kind = NEW.kind
        AND whole IS DISTINCT FROM (SELECT replaces FROM entries WHERE id = NEW.whole)
        AND NOT EXISTS (SELECT 1 FROM entry_status WHERE credential = whole AND status = 'superseded')) THEN
      RAISE EXCEPTION 'a part counts once' USING CONSTRAINT = 'a_part_counts_once'; END IF;
    RETURN NEW;
  END $$;

  CREATE FUNCTION entry_uses_its_parts() RETURNS trigger LANGUAGE plpgsql SET search_path = sealwright AS $$
  BEGIN
    INSERT INTO stack_uses (part, kind, whole)
      SELECT part, NEW.stack::jsonb ->> 'kind', NEW.id
      FROM jsonb_array_elements_text(NEW.stack::jsonb -> 'parts') AS told (part);
    RETURN NULL;
  END $$;

  CREATE OR REPLACE FUNCTION entry_follows_on() RETURNS trigger LANGUAGE plpgsql SET search_path = sealwright AS $$
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
      RAISE EXCEPTION 'only what holds is replaced, and once' USING CONSTRAINT = 'entries_by_replaced'; END IF;
    RETURN NEW;
  END $$;

  CREATE TRIGGER officers_stay BEFORE DELETE ON officers FOR EACH ROW EXECUTE FUNCTION stays();
  CREATE TRIGGER office_events_follow_on BEFORE INSERT ON office_events
    FOR EACH ROW EXECUTE FUNCTION office_event_follows_on();
  CREATE TRIGGER office_events_stay BEFORE UPDATE OR DELETE ON office_events FOR EACH ROW EXECUTE FUNCTION stays();
  CREATE TRIGGER office_events_are_kept BEFORE TRUNCATE ON office_events
    FOR EACH STATEMENT EXECUTE FUNCTION stays();
  CREATE TRIGGER batches_are_seen BEFORE INSERT OR UPDATE OF state ON jobs
    FOR EACH ROW EXECUTE FUNCTION batch_is_seen_by_four_eyes();
  CREATE TRIGGER extensions_follow_on BEFORE INSERT ON extensions
    FOR EACH ROW EXECUTE FUNCTION extension_follows_on();
  CREATE TRIGGER extensions_stay_as_they_are BEFORE UPDATE ON extensions
    FOR EACH ROW EXECUTE FUNCTION extension_stays();
  CREATE TRIGGER extensions_stay BEFORE DELETE ON extensions FOR EACH ROW EXECUTE FUNCTION stays();
  CREATE TRIGGER extensions_are_kept BEFORE TRUNCATE ON extensions FOR EACH STATEMENT EXECUTE FUNCTION stays();
  CREATE TRIGGER prints_follow_on BEFORE INSERT ON prints FOR EACH ROW EXECUTE FUNCTION print_follows_on();
  CREATE TRIGGER prints_stay BEFORE UPDATE OR DELETE ON prints FOR EACH ROW EXECUTE FUNCTION stays();
  CREATE TRIGGER prints_are_kept BEFORE TRUNCATE ON prints FOR EACH STATEMENT EXECUTE FUNCTION stays();
  CREATE TRIGGER a_part_counts_once BEFORE INSERT ON stack_uses FOR EACH ROW EXECUTE FUNCTION part_counts_once();
  CREATE TRIGGER stack_uses_stay BEFORE UPDATE OR DELETE ON stack_uses FOR EACH ROW EXECUTE FUNCTION stays();
  CREATE TRIGGER entries_use_their_parts AFTER INSERT ON entries FOR EACH ROW WHEN (NEW.stack IS NOT NULL)
    EXECUTE FUNCTION entry_uses_its_parts();
`;
