import type { OfficeRules, Officer, Role } from '../../shared/desk/office.ts';
import { brokenLink, digestOf, placeAfter } from './chain.ts';
import type { Database } from './database.ts';

/** With what is needed to tell whether a PIN is theirs. */
export interface KeptOfficer extends Officer {
  readonly salt: string;
  readonly pin: string;
  readonly wrongTries: number;
  /** ISO 8601: no PIN is taken before. */
  readonly closedUntil?: string;
}

export type OfficeEventKind =
  | 'appointed'
  | 'changed'
  | 'dismissed'
  | 'ruled'
  | 'submitted'
  | 'approved'
  | 'declined';

export interface OfficeEvent {
  readonly kind: OfficeEventKind;
  /** Id of who did it. */
  readonly officer: string;
  /** Id of an officer or a batch; empty for a rule. */
  readonly subject: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly at: string;
}

interface OfficerRecord {
  readonly id: string;
  readonly name: string;
  readonly roles: string;
  readonly salt: string;
  readonly pin: string;
  readonly wrong_tries: number;
  readonly closed_until: string | null;
}

export interface OfficeEventRecord extends Omit<OfficeEvent, 'facts'> {
  readonly number: number;
  readonly facts: string;
  readonly previous_hash: string;
  readonly hash: string;
}

/** What was last submitted of a batch: by whom, what exactly, and what came of it. */
export interface Submission {
  readonly officer: string;
  readonly digest: string;
  readonly decided?: 'approved' | 'declined';
}

export type Office = ReturnType<typeof officeOf>;

export function officeOf(database: Database, registerId: string) {
  const COLUMNS = 'id, name, roles, salt, pin, wrong_tries, closed_until';
  const all = database.prepare<[], OfficerRecord>(
    `SELECT ${COLUMNS} FROM officers WHERE dismissed = 0 ORDER BY name`,
  );
  const one = database.prepare<[string, string], OfficerRecord>(
    `SELECT ${COLUMNS} FROM officers WHERE dismissed = 0 AND (id = ? OR name = ?)`,
  );
  const insert = database.prepare<[string, string, string, string, string]>(
    'INSERT INTO officers (id, name, roles, salt, pin) VALUES (?, ?, ?, ?, ?)',
  );
  const update = database.prepare<[string, string, string, string]>(
    'UPDATE officers SET roles = ?, salt = ?, pin = ?, wrong_tries = 0, closed_until = NULL WHERE id = ?',
  );
  const dismiss = database.prepare<[string]>(
    "UPDATE officers SET dismissed = 1, pin = '', salt = '' WHERE id = ?",
  );
  const tries = database.prepare<[number, string | null, string]>(
    'UPDATE officers SET wrong_tries = ?, closed_until = ? WHERE id = ?',
  );
  const taken = database.prepare<[string], number>('SELECT 1 FROM officers WHERE name = ?').pluck();
  const last = database.prepare<[], Pick<OfficeEventRecord, 'number' | 'hash'>>(
    'SELECT number, hash FROM office_events ORDER BY number DESC LIMIT 1',
  );
  const enter = database.prepare<[OfficeEventRecord]>(
    `INSERT INTO office_events (number, kind, officer, subject, facts, at, previous_hash, hash)
     VALUES (@number, @kind, @officer, @subject, @facts, @at, @previous_hash, @hash)`,
  );
  const events = database.prepare<[], OfficeEventRecord>('SELECT * FROM office_events ORDER BY number');
  const ruled = database
    .prepare<[], string>("SELECT facts FROM office_events WHERE kind = 'ruled' ORDER BY number DESC LIMIT 1")
    .pluck();
  const ofBatch = database.prepare<[string], OfficeEventRecord>(
    `SELECT * FROM office_events WHERE subject = ? AND kind IN ('submitted', 'approved', 'declined')
     ORDER BY number DESC LIMIT 2`,
  );

  const add = (event: OfficeEvent): void => {
    const record = {
      ...event,
      ...placeAfter(last.get(), registerId),
      facts: JSON.stringify(event.facts),
    };
    enter.run({ ...record, hash: digestOf(officeFields(record)) });
  };
  const appoint = database.transaction((officer: KeptOfficer, event: OfficeEvent) => {
    const { id, name, roles, salt, pin } = officer;
    insert.run(id, name, JSON.stringify(roles), salt, pin);
    add(event);
  });
  const change = database.transaction((officer: KeptOfficer, event: OfficeEvent) => {
    const { id, roles, salt, pin } = officer;
    update.run(JSON.stringify(roles), salt, pin, id);
    add(event);
  });
  const leave = database.transaction((officer: string, event: OfficeEvent) => {
    dismiss.run(officer);
    add(event);
  });
  const note = database.transaction(add);

  return {
    officers: (): readonly KeptOfficer[] => all.all().map(officerOf),
    /** Told by id or name; nobody who was dismissed. */
    officer(told: string): KeptOfficer | undefined {
      const record = one.get(told, told);
      return record && officerOf(record);
    },
    /** Also of somebody who was dismissed: the chain goes on speaking of them. */
    nameTaken: (name: string): boolean => taken.get(name) === 1,
    appoint: (officer: KeptOfficer, event: OfficeEvent): void => appoint.immediate(officer, event),
    changeOfficer: (officer: KeptOfficer, event: OfficeEvent): void => change.immediate(officer, event),
    dismiss: (officer: string, event: OfficeEvent): void => leave.immediate(officer, event),
    /** Durable when it returns, before whoever tried learns what came of it. */
    countTries: (officer: string, wrong: number, closedUntil?: string): void =>
      void tries.run(wrong, closedUntil ?? null, officer),
    /** Throws when somebody approves what they submitted. */
    noteOffice: (event: OfficeEvent): void => note.immediate(event),
    officeRules(): OfficeRules {
      const facts = ruled.get();
      return facts === undefined ? NO_RULES : (JSON.parse(facts) as OfficeRules);
    },
    submissionOf(batch: string): Submission | undefined {
      const [latest, before] = ofBatch.all(batch);
      const submitted = latest?.kind === 'submitted' ? latest : before;
      if (!latest || submitted?.kind !== 'submitted') return undefined;
      const { digest } = JSON.parse(submitted.facts) as { readonly digest: string };
      const decided = latest.kind === 'approved' || latest.kind === 'declined' ? latest.kind : undefined;
      return { officer: submitted.officer, digest, ...(decided && { decided }) };
    },
    /** Number of the first event that is not what was written, or undefined. */
    brokenOfficeEvent: (): number | undefined =>
      brokenLink(events.iterate(), registerId, (event) => event.hash === digestOf(officeFields(event))),
  };
}

const NO_RULES: OfficeRules = { fourEyes: false, lockMinutes: 0 };

function officerOf({ roles, wrong_tries, closed_until, ...told }: OfficerRecord): KeptOfficer {
  return {
    ...told,
    roles: JSON.parse(roles) as readonly Role[],
    wrongTries: wrong_tries,
    ...(closed_until !== null && { closedUntil: closed_until }),
  };
}

/** What an event's hash is over, in this order; the hash before it comes second. */
export function officeFields(record: Omit<OfficeEventRecord, 'hash'>): readonly unknown[] {
  const { previous_hash, number, kind, officer, subject, facts, at } = record;
  return ['sealwright-office-event/1', previous_hash, number, kind, officer, subject, facts, at];
}
