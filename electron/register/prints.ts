import type { PrintWay, RegisterPrint } from '../../shared/desk/print.ts';
import { brokenLink, digestOf, type Link, placeAfter } from './chain.ts';
import type { Database } from './database.ts';

/** Credentials printed together; says nothing of the persons. */
export interface NewPrints {
  /** Ids, each once. */
  readonly credentials: readonly string[];
  readonly way: PrintWay;
  /** Id of the print job. */
  readonly job: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface PrintRecord {
  readonly number: number;
  readonly credential: string;
  readonly way: PrintWay;
  readonly copy: number;
  readonly job: string;
  readonly at: string;
  readonly previous_hash: string;
  readonly hash: string;
}

export type Prints = ReturnType<typeof printsOf>;

/** Prints of one register: only ever added, chained like its entries, from the register's id. */
export function printsOf(database: Database, registerId: string) {
  const last = database.prepare<[], Pick<PrintRecord, 'number' | 'hash'>>(
    'SELECT number, hash FROM prints ORDER BY number DESC LIMIT 1',
  );
  const insert = database.prepare<[PrintRecord]>(
    `INSERT INTO prints (number, credential, way, copy, job, at, previous_hash, hash)
     VALUES (@number, @credential, @way, @copy, @job, @at, @previous_hash, @hash)`,
  );
  const counted = database
    .prepare<[string], number>("SELECT count(*) FROM prints WHERE credential = ? AND way <> 'proof'")
    .pluck();
  const of = database.prepare<[string], PrintRecord>(
    'SELECT * FROM prints WHERE credential = ? ORDER BY number',
  );
  const all = database.prepare<[], PrintRecord>('SELECT * FROM prints ORDER BY number');

  const number = database.prepare<[string], number>('SELECT number FROM entries WHERE id = ?').pluck();
  const between = database
    .prepare<[string, string], string>(
      `SELECT each.id FROM entries AS first
       JOIN entries AS last ON last.series = first.series
       JOIN entries AS each ON each.series = first.series
         AND each.series_number BETWEEN first.series_number AND last.series_number
       WHERE first.serial = ? AND last.serial = ? ORDER BY each.number`,
    )
    .pluck();

  const add = database.transaction(
    ({ credentials, way, job, at }: NewPrints): ReadonlyMap<string, number> => {
      const copies = new Map<string, number>();
      let end: Pick<PrintRecord, 'number' | 'hash'> | undefined = last.get();
      for (const credential of credentials) {
        const copy = way === 'proof' ? 0 : (counted.get(credential) ?? 0) + 1;
        const record = printRecordOf({ credential, way, copy, job, at }, placeAfter(end, registerId));
        insert.run(record);
        end = record;
        copies.set(credential, copy);
      }
      return copies;
    },
  );

  return {
    /** All of them, durably. @returns for each credential which print of it this is; 0 for a proof. */
    addPrints: (prints: NewPrints): ReadonlyMap<string, number> => add.immediate(prints),
    /** The oldest first. */
    printsOf: (credential: string): readonly RegisterPrint[] =>
      of.all(credential).map(({ number, way, copy, at }) => ({ number, way, copy, at })),

    /** Number of the entry of a credential, told by its id. */
    numberOf: (credential: string): number | undefined => number.get(credential),
    /** Ids of the credentials from one serial to another; none when they are not of one series, in this order. */
    between: (first: string, last: string): readonly string[] => between.all(first, last),

    /** Number of the first print that is not what was written, or undefined. */
    brokenPrint: (): number | undefined =>
      brokenLink(all.iterate(), registerId, (print) => print.hash === digestOf(printFields(print))),
  };
}

/** What is written of a print that takes this place. */
export function printRecordOf(print: Omit<PrintRecord, keyof Link>, place: Omit<Link, 'hash'>): PrintRecord {
  const record = { ...print, ...place };
  return { ...record, hash: digestOf(printFields(record)) };
}

/** What a print's hash is over, in this order; the hash before it comes second. */
export function printFields(record: Omit<PrintRecord, 'hash'>): readonly unknown[] {
  const { previous_hash, number, credential, way, copy, job, at } = record;
  return ['sealwright-print/1', previous_hash, number, credential, way, copy, job, at];
}
