import { brokenLink, placeAfter } from './chain.ts';
import type { Database } from './database.ts';
import {
  type ChainReport,
  ENTRY_COLUMNS,
  type Entry,
  type EntryRecord,
  entryHolds,
  recordOf,
  supersededBy,
} from './entries.ts';
import type { Events } from './events.ts';
import type { JobRows } from './jobs.ts';
import type { Numbers } from './numbering.ts';

/** Entries that are proven without a pause: some five milliseconds. */
const PIECE = 250;

/** The entries of one register; statements prepared once. */
export function entriesOf(
  database: Database,
  registerId: string,
  events: Events,
  jobRows: JobRows,
  numbers: Numbers,
) {
  const last = database.prepare<[], Pick<EntryRecord, 'number' | 'hash'>>(
    'SELECT number, hash FROM entries ORDER BY number DESC LIMIT 1',
  );
  const insert = database.prepare(
    `INSERT INTO entries (${ENTRY_COLUMNS.join(', ')}) VALUES (${ENTRY_COLUMNS.map((column) => `@${column}`).join(', ')})`,
  );
  const learners = database
    .prepare<[string, number], string>(
      'SELECT learner FROM entries WHERE template_id = ? AND template_version = ?',
    )
    .pluck();
  const learner = database.prepare<[string], string>('SELECT learner FROM entries WHERE id = ?').pluck();
  const all = database.prepare<[], EntryRecord>('SELECT * FROM entries ORDER BY number');
  const following = database.prepare<[number, number], EntryRecord>(
    'SELECT * FROM entries WHERE number > ? ORDER BY number LIMIT ?',
  );
  const count = database.prepare<[], number>('SELECT count(*) FROM entries').pluck();
  const fileNames = database
    .prepare<[], string>(
      "SELECT json_extract(file.value, '$.name') FROM entries, json_each(entries.files) AS file",
    )
    .pluck();

  const erased = database
    .prepare<[string], number>("SELECT 1 FROM events WHERE credential = ? AND kind = 'erased' LIMIT 1")
    .pluck();

  // Uses that the entries do not tell, and the other way round.
  const strayUse = database
    .prepare<[], number>(
      `WITH told AS (
         SELECT part.value AS part, stack ->> '$.kind' AS kind, entries.id AS whole
         FROM entries, json_each(entries.stack, '$.parts') AS part WHERE stack IS NOT NULL
       ), stray AS (
         SELECT whole FROM (SELECT part, kind, whole FROM told EXCEPT SELECT part, kind, whole FROM stack_uses)
         UNION ALL
         SELECT whole FROM (SELECT part, kind, whole FROM stack_uses EXCEPT SELECT part, kind, whole FROM told)
       )
       SELECT coalesce(min(entries.number), 0) FROM stray LEFT JOIN entries ON entries.id = stray.whole
       HAVING count(*) > 0`,
    )
    .pluck();

  // Where a credential stands is told by its last event, and what replaces it by both.
  const strayStatus = database
    .prepare<[], number>(
      `WITH told AS (
         SELECT credential, CASE kind WHEN 'reinstated' THEN 'valid' ELSE kind END AS status FROM events
         WHERE number IN (SELECT max(number) FROM events
           WHERE kind NOT IN ('erased', 'exported') GROUP BY credential)
       ), kept AS (
         SELECT entry_status.credential, entry_status.status FROM entry_status
         JOIN entries ON entries.number = entry_status.number AND entries.id = entry_status.credential
       ), replaced AS (
         SELECT replaces AS credential, id AS replacement FROM entries WHERE replaces IS NOT NULL
       ), superseded AS (SELECT credential, replacement FROM events WHERE kind = 'superseded'),
       stray AS (
         SELECT credential FROM (SELECT * FROM told EXCEPT SELECT * FROM kept)
         UNION ALL SELECT credential FROM entry_status WHERE credential NOT IN (SELECT credential FROM told)
         UNION ALL SELECT credential FROM (SELECT * FROM replaced EXCEPT SELECT * FROM superseded)
         UNION ALL SELECT credential FROM (SELECT * FROM superseded EXCEPT SELECT * FROM replaced)
       )
       SELECT coalesce(min(entries.number), 0) FROM stray LEFT JOIN entries ON entries.id = stray.credential
       HAVING count(*) > 0`,
    )
    .pluck();

  const appendOne = (entry: Entry): void => {
    insert.run(recordOf(entry, placeAfter(last.get(), registerId)));
    numbers.use(entry.series, entry.seriesNumber);
    jobRows.entered(entry);
    if (entry.replaces) events.add(supersededBy(entry, entry.replaces));
  };
  const append = database.transaction((added: readonly Entry[]) => added.forEach(appendOne));

  const told = (record: EntryRecord): boolean => entryHolds(record, (id) => erased.get(id) === 1);
  const reported = (brokenAt: number | undefined): ChainReport => {
    const entries = count.get() ?? 0;
    return brokenAt === undefined ? { entries, holds: true } : { entries, holds: false, brokenAt };
  };

  return {
    /** One transaction: the entries are there for good when this returns. */
    append: (added: readonly Entry[]): void => append.immediate(added),
    learnersOf: (templateId: string, version: number): ReadonlySet<string> =>
      new Set(learners.all(templateId, version)),
    learnerOf: (credential: string): string | undefined => learner.get(credential),
    fileNames: (): ReadonlySet<string> => new Set(fileNames.iterate()),
    count: (): number => count.get() ?? 0,

    /** Number of the first entry that does not stand where its events say, or undefined. */
    strayEntry: (): number | undefined => strayStatus.get(),

    checkChain: (): ChainReport => reported(brokenLink(all.iterate(), registerId, told) ?? strayUse.get()),

    /** The same a piece at a time: in `pause` the thread does what else it is asked. */
    async checkChainCalmly(pause: (proven: number) => Promise<void>): Promise<ChainReport> {
      let last: EntryRecord | undefined;
      for (;;) {
        const piece = following.all(last?.number ?? 0, PIECE);
        const brokenAt = brokenLink(piece, registerId, told, last);
        if (brokenAt !== undefined) return reported(brokenAt);
        if (piece.length < PIECE) return reported(strayUse.get());
        last = piece.at(-1);
        await pause(last?.number ?? 0);
      }
    },
  };
}
