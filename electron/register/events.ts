import type {
  CredentialStatus,
  ErasureReason,
  EventKind,
  RegisterEvent,
  StatusReason,
} from '../../shared/desk/register.ts';
import { brokenLink, digestOf, type Link, placeAfter } from './chain.ts';
import type { Database } from './database.ts';

/** What happens to a credential after it was issued; says nothing of the person. */
export interface NewEvent {
  /** Id of the credential. */
  readonly credential: string;
  readonly kind: EventKind;
  readonly reason: StatusReason | ErasureReason;
  /** Legal ground or decision, in the clerk's own words. */
  readonly ground: string;
  readonly at: string;
  /** Id of the credential that stands in its place. */
  readonly replacement?: string;
}

export interface EventRecord {
  readonly number: number;
  readonly credential: string;
  readonly kind: EventKind;
  readonly reason: StatusReason | ErasureReason;
  readonly ground: string;
  readonly at: string;
  readonly replacement: string | null;
  readonly previous_hash: string;
  readonly hash: string;
}

/** Which events may follow which status: what is revoked or replaced stays so. */
const MAY_FOLLOW: Readonly<Record<CredentialStatus, readonly EventKind[]>> = {
  valid: ['revoked', 'suspended', 'superseded', 'erased', 'exported'],
  suspended: ['revoked', 'reinstated', 'superseded', 'erased', 'exported'],
  revoked: ['erased', 'exported'],
  superseded: ['erased', 'exported'],
};

export function mayFollow(status: CredentialStatus, kind: EventKind): boolean {
  return MAY_FOLLOW[status].includes(kind);
}

export type Events = ReturnType<typeof eventsOf>;

/** Events of one register: only ever added, chained like its entries, from the register's id. */
export function eventsOf(database: Database, registerId: string) {
  const last = database.prepare<[], Pick<EventRecord, 'number' | 'hash'>>(
    'SELECT number, hash FROM events ORDER BY number DESC LIMIT 1',
  );
  const insert = database.prepare(
    `INSERT INTO events (number, credential, kind, reason, ground, at, replacement, previous_hash, hash)
     VALUES (@number, @credential, @kind, @reason, @ground, @at, @replacement, @previous_hash, @hash)`,
  );
  const of = database.prepare<[string], EventRecord>(
    'SELECT * FROM events WHERE credential = ? ORDER BY number',
  );
  const all = database.prepare<[], EventRecord>('SELECT * FROM events ORDER BY number');
  const status = database
    .prepare<[string], CredentialStatus>('SELECT status FROM entry_status WHERE credential = ?')
    .pluck();

  return {
    statusOf: (credential: string): CredentialStatus => status.get(credential) ?? 'valid',
    historyOf: (credential: string): readonly RegisterEvent[] => of.all(credential).map(eventOf),

    /** Within the caller's transaction. */
    add(event: NewEvent): void {
      insert.run(eventRecordOf(event, placeAfter(last.get(), registerId)));
    },

    head(): { readonly count: number; readonly hash: string } {
      const { number = 0, hash = registerId } = last.get() ?? {};
      return { count: number, hash };
    },

    /** Number of the first event that is not what was written, or undefined. */
    brokenAt: (): number | undefined =>
      brokenLink(all.iterate(), registerId, (event) => event.hash === digestOf(eventFields(event))),
  };
}

/** What is written of an event that takes this place. */
export function eventRecordOf(event: NewEvent, place: Omit<Link, 'hash'>): EventRecord {
  const { credential, kind, reason, ground, at, replacement = null } = event;
  const record = { ...place, credential, kind, reason, ground, at, replacement };
  return { ...record, hash: digestOf(eventFields(record)) };
}

/** What an event's hash is over, in this order; the hash before it comes second. */
export function eventFields(record: Omit<EventRecord, 'hash'>): readonly unknown[] {
  const { previous_hash, number, credential, kind, reason, ground, at, replacement } = record;
  return ['sealwright-event/1', previous_hash, number, credential, kind, reason, ground, at, replacement];
}

export function eventOf({ number, kind, reason, ground, at, replacement }: EventRecord): RegisterEvent {
  return { number, kind, reason, ground, at, ...(replacement !== null && { replacement }) };
}
