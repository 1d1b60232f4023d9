import type { Database } from './database.ts';

/** Where the chains of the register stand. Hashes only: nobody can be told from them. */
export interface AuditChain {
  readonly register: string;
  readonly entries: { readonly count: number; readonly hash: string };
  readonly events: { readonly count: number; readonly hash: string };
  readonly extensions: { readonly count: number; readonly hash: string };
  readonly prints: { readonly count: number; readonly hash: string };
  /** Of all entries, of all events, of all extensions and of all prints, in hexadecimal. */
  readonly hashes: readonly string[];
}

export interface AuditSeal {
  readonly number: number;
  readonly entries: number;
  readonly events: number;
  readonly extensions: number;
  readonly prints: number;
  readonly at: string;
  /** Compact JWS under the e-seal. */
  readonly jws: string;
}

export function auditOf(database: Database, register: string) {
  const entryHashes = database.prepare<[], string>('SELECT hash FROM entries ORDER BY number').pluck();
  const eventHashes = database.prepare<[], string>('SELECT hash FROM events ORDER BY number').pluck();
  const extensionHashes = database.prepare<[], string>('SELECT hash FROM extensions ORDER BY number').pluck();
  const printHashes = database.prepare<[], string>('SELECT hash FROM prints ORDER BY number').pluck();
  const at = {
    entries: database.prepare<[number], string>('SELECT hash FROM entries WHERE number = ?').pluck(),
    events: database.prepare<[number], string>('SELECT hash FROM events WHERE number = ?').pluck(),
    extensions: database.prepare<[number], string>('SELECT hash FROM extensions WHERE number = ?').pluck(),
    prints: database.prepare<[number], string>('SELECT hash FROM prints WHERE number = ?').pluck(),
  };
  const seals = database.prepare<[], AuditSeal>('SELECT * FROM audit_seals ORDER BY number');
  const add = database.prepare<[AuditSeal]>(
    `INSERT INTO audit_seals (number, entries, events, extensions, prints, at, jws)
     VALUES (@number, @entries, @events, @extensions, @prints, @at, @jws)`,
  );
  const head = (hashes: readonly string[]) => ({ count: hashes.length, hash: hashes.at(-1) ?? register });
  return {
    auditChain(): AuditChain {
      const entries = entryHashes.all();
      const events = eventHashes.all();
      const extensions = extensionHashes.all();
      const prints = printHashes.all();
      return {
        register,
        ...{ entries: head(entries), events: head(events) },
        ...{ extensions: head(extensions), prints: head(prints) },
        hashes: [...entries, ...events, ...extensions, ...prints],
      };
    },
    auditSeals: (): readonly AuditSeal[] => seals.all(),
    addAuditSeal: (seal: AuditSeal): void => void add.run(seal),
    hashAt: (what: keyof typeof at, number: number): string | undefined =>
      number === 0 ? register : at[what].get(number),
  };
}
