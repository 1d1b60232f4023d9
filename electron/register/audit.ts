import { AUDIT_CHAINS, type ChainHead, type ChainName } from '../../shared/audit/audit-seal.ts';
import type { Database } from './database.ts';
import { entryFields } from './entries.ts';
import { eventFields } from './events.ts';
import { extensionFields } from './extensions.ts';
import { officeFields } from './officers.ts';
import { printFields } from './prints.ts';

/** Where the chains of the register stand, with every hash of each. Nobody can be told from them. */
export interface AuditChain {
  readonly register: string;
  readonly heads: Readonly<Record<ChainName, ChainHead>>;
  /** Hexadecimal. */
  readonly hashes: Readonly<Record<ChainName, readonly string[]>>;
}

export interface AuditSeal {
  readonly number: number;
  readonly at: string;
  /** Compact JWS under the e-seal. */
  readonly jws: string;
}

/** A link as it is exported: without fields where they would name somebody. */
export interface ChainLink {
  readonly chain: ChainName;
  readonly hash: string;
  readonly fields?: readonly unknown[];
}

type Fields = (record: never) => readonly unknown[];
const FIELDS: Readonly<Record<ChainName, Fields>> = {
  entries: entryFields,
  events: eventFields,
  extensions: extensionFields,
  prints: printFields,
  office: officeFields,
};

export const TABLES: Readonly<Record<ChainName, string>> = {
  entries: 'entries',
  events: 'events',
  extensions: 'extensions',
  prints: 'prints',
  office: 'office_events',
};

export function auditOf(database: Database, register: string) {
  const all = ofEach((name) =>
    database.prepare<[], string>(`SELECT hash FROM ${TABLES[name]} ORDER BY number`).pluck(),
  );
  const seals = database.prepare<[], AuditSeal>('SELECT number, at, jws FROM audit_seals ORDER BY number');
  // The other columns say what the seal says, for whoever reads the table by hand.
  const add = database.prepare<[Readonly<Record<string, string | number>>]>(
    `INSERT INTO audit_seals (number, ${AUDIT_CHAINS.join(', ')}, at, jws)
     VALUES (@number, ${AUDIT_CHAINS.map((name) => `@${name}`).join(', ')}, @at, @jws)`,
  );
  return {
    auditChain(): AuditChain {
      const hashes = ofEach((name) => all[name].all());
      const heads = ofEach((name) => ({
        count: hashes[name].length,
        hash: hashes[name].at(-1) ?? register,
      }));
      return { register, heads, hashes };
    },
    /** Every link of every chain, in order. */
    *chainLinks(): Iterable<ChainLink> {
      for (const chain of AUDIT_CHAINS) {
        const rows = database.prepare<[], Linked>(`SELECT * FROM ${TABLES[chain]} ORDER BY number`);
        for (const row of rows.iterate()) {
          yield linkOf(chain, row);
        }
      }
    },
    auditSeals: (): readonly AuditSeal[] => seals.all(),
    addAuditSeal: (seal: AuditSeal, { heads }: AuditChain): void =>
      void add.run({ ...seal, ...ofEach((name) => heads[name].count) }),
  };
}

/** A link as it is exported: its fields are left out where they would name somebody. */
export function linkOf(chain: ChainName, row: Linked): ChainLink {
  const named = row.personal === null;
  return { chain, hash: row.hash, ...(!named && { fields: FIELDS[chain](row as never) }) };
}

export interface Linked {
  readonly number: number;
  readonly hash: string;
  /** Null where a row is older than the salts. */
  readonly personal?: string | null;
}

export function ofEach<T>(make: (name: ChainName) => T): Readonly<Record<ChainName, T>> {
  return Object.fromEntries(AUDIT_CHAINS.map((name) => [name, make(name)])) as Record<ChainName, T>;
}
