import type { OfficeRules, Officer, Role } from '../../shared/desk/office.ts';
import { StudioFault } from '../../shared/problem.ts';
import { brokenLink, digestOf, type Link, placeAfter } from './chain.ts';
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

export interface OfficerRecord {
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
  const tries = database.prepare<[number, string | null, string, number, string | null]>(
    `UPDATE officers SET wrong_tries = ?, closed_until = ?
     WHERE id = ? AND wrong_tries = ? AND closed_until IS ? AND dismissed = 0`,
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

  const add = (event: OfficeEvent): void =>
    void enter.run(officeRecordOf(event, placeAfter(last.get(), registerId)));
  const officers = (): readonly KeptOfficer[] => all.all().map(officerOf);
  const submissionOf = (batch: string): Submission | undefined => submissionIn(ofBatch.all(batch));
  const appoint = database.transaction((officer: KeptOfficer, event: OfficeEvent) => {
    const { id, name, roles, salt, pin } = officer;
    if (taken.get(name) === 1) throw new StudioFault('office.name-taken', { file: database.name, name });
    assertFirst(officers(), event, database.name);
    insert.run(id, name, JSON.stringify(roles), salt, pin);
    add(event);
  });
  const change = database.transaction((officer: KeptOfficer, event: OfficeEvent) => {
    const { id, roles, salt, pin } = officer;
    assertApprover(officers(), id, database.name, officer);
    update.run(JSON.stringify(roles), salt, pin, id);
    add(event);
  });
  const leave = database.transaction((officer: string, event: OfficeEvent) => {
    assertApprover(officers(), officer, database.name);
    dismiss.run(officer);
    add(event);
  });
  const note = database.transaction((event: OfficeEvent) => {
    if (isDecision(event)) assertSubmitted(submissionOf(event.subject), event, database.name);
    add(event);
  });

  return {
    officers,
    /** Told by id or name; nobody who was dismissed. */
    officer(told: string): KeptOfficer | undefined {
      const record = one.get(told, told);
      return record && officerOf(record);
    },
    /** @throws StudioFault `office.name-taken`, also by somebody who was dismissed, of whom the chain goes on speaking; `office.sign-in-needed`. */
    appoint: (officer: KeptOfficer, event: OfficeEvent): void => appoint.immediate(officer, event),
    /** Both throw StudioFault `office.no-approver` when nobody would be left to settle things. */
    changeOfficer: (officer: KeptOfficer, event: OfficeEvent): void => change.immediate(officer, event),
    dismiss: (officer: string, event: OfficeEvent): void => leave.immediate(officer, event),
    /**
     * Durable when it returns, before whoever tried learns what came of it. False when somebody else has tried since the officer
     * was read: nothing is counted then.
     */
    countTries: ({ id, wrongTries, closedUntil }: KeptOfficer, wrong: number, until?: string): boolean =>
      tries.run(wrong, until ?? null, id, wrongTries, closedUntil ?? null).changes === 1,
    /** Throws when somebody approves what they submitted; StudioFault `batch.nothing-submitted` when it is decided or is something else. */
    noteOffice: (event: OfficeEvent): void => note.immediate(event),
    officeRules: (): OfficeRules => rulesIn(ruled.get()),
    submissionOf,
    /** Number of the first event that is not what was written, or undefined. */
    brokenOfficeEvent: (): number | undefined =>
      brokenLink(events.iterate(), registerId, (event) => event.hash === digestOf(officeFields(event))),
  };
}

/** By the facts of the last event that ruled. */
export function rulesIn(facts: string | undefined): OfficeRules {
  return facts === undefined ? { fourEyes: false, lockMinutes: 0 } : (JSON.parse(facts) as OfficeRules);
}

/** What was last submitted, by the last two events of a batch, the newest first. */
export function submissionIn([latest, before]: readonly OfficeEventRecord[]): Submission | undefined {
  const submitted = latest?.kind === 'submitted' ? latest : before;
  if (!latest || submitted?.kind !== 'submitted') return undefined;
  const { digest } = JSON.parse(submitted.facts) as { readonly digest: string };
  const decided = latest.kind === 'approved' || latest.kind === 'declined' ? latest.kind : undefined;
  return { officer: submitted.officer, digest, ...(decided && { decided }) };
}

// What follows is asked within the transaction that settles it: another desk may have settled something meanwhile.

/** Only the first officer appoints themselves. @throws StudioFault `office.sign-in-needed` */
export function assertFirst(officers: readonly KeptOfficer[], event: OfficeEvent, file: string): void {
  if (event.officer === event.subject && officers.length > 0)
    throw new StudioFault('office.sign-in-needed', { file });
}

/** Whether somebody can still settle things once this officer is as told, or gone. @throws StudioFault `office.no-approver` */
export function assertApprover(
  officers: readonly KeptOfficer[],
  changed: string,
  file: string,
  next?: KeptOfficer,
): void {
  const others = officers.filter(({ id }) => id !== changed);
  if (![...others, ...(next ? [next] : [])].some(({ roles }) => roles.includes('approver')))
    throw new StudioFault('office.no-approver', { file });
}

export function isDecision({ kind }: OfficeEvent): boolean {
  return kind === 'approved' || kind === 'declined';
}

/** @throws StudioFault `batch.nothing-submitted` unless just this waits to be decided. */
export function assertSubmitted(
  submitted: Submission | undefined,
  { subject, facts }: OfficeEvent,
  file: string,
): void {
  if (!submitted || submitted.decided || submitted.digest !== facts.digest)
    throw new StudioFault('batch.nothing-submitted', { file, batch: subject });
}

/** What is written of an event that takes this place. */
export function officeRecordOf(event: OfficeEvent, place: Omit<Link, 'hash'>): OfficeEventRecord {
  const record = { ...event, ...place, facts: JSON.stringify(event.facts) };
  return { ...record, hash: digestOf(officeFields(record)) };
}

export function officerOf({ roles, wrong_tries, closed_until, ...told }: OfficerRecord): KeptOfficer {
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
