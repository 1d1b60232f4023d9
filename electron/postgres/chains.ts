import type { AuditSeal } from '../register/audit.ts';
import { ofEach } from '../register/audit.ts';
import { brokenLink, digestOf } from '../register/chain.ts';
import { type EntryRecord, entryHolds } from '../register/entries.ts';
import { type EventRecord, eventFields } from '../register/events.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import type { Connection } from './connection.ts';
import { wordsOf } from './finding.ts';

/** Links that are read at once. */
const PAGE = 10_000;

/** Whether the chains of the register hold, by the same functions as those of the embedded one. */
export function chainsIn({ query }: Connection, registerId: string) {
  /** Every link of one chain is held against the one before it, some thousand at a time. */
  const broken = async <L extends { number: number; previous_hash: string; hash: string }>(
    table: 'entries' | 'events',
    holds: (link: L) => boolean,
  ): Promise<number | undefined> => {
    let last = { number: 0, hash: registerId };
    for (;;) {
      const page = await query<L>(`SELECT * FROM ${table} WHERE number > $1 ORDER BY number LIMIT ${PAGE}`, [
        last.number,
      ]);
      const wrong = brokenLink(page, registerId, holds, last.number === 0 ? undefined : last);
      if (wrong !== undefined) return wrong;
      const [end] = page.slice(-1);
      if (!end || page.length < PAGE) return undefined;
      last = end;
    }
  };
  const brokenEvent = () =>
    broken<EventRecord>('events', (event) => event.hash === digestOf(eventFields(event)));
  const checkChain = async () => {
    const erased = await query<{ credential: string }>(
      "SELECT DISTINCT credential FROM events WHERE kind = 'erased'",
    );
    const gone = new Set(erased.map(({ credential }) => credential));
    const brokenAt = await broken<EntryRecord>('entries', (record) =>
      entryHolds(record, (id) => gone.has(id)),
    );
    const [told] = await query<{ entries: number }>('SELECT count(*)::integer AS entries FROM entries');
    const entries = told?.entries ?? 0;
    return brokenAt === undefined ? { entries, holds: true } : { entries, holds: false, brokenAt };
  };
  const strayEntry = async () => {
    const [stray] = await query<{ number: number }>(STRAY);
    return stray?.number;
  };
  const parts: Pick<
    SharedRegister,
    | 'checkChain'
    | 'strayEntry'
    | 'brokenEvent'
    | 'brokenExtension'
    | 'brokenPrint'
    | 'brokenOfficeEvent'
    | 'check'
    | 'auditChain'
    | 'auditSeals'
    | 'addAuditSeal'
  > = {
    checkChain,
    strayEntry,
    brokenEvent,
    // These chains have no links here.
    brokenExtension: async () => undefined,
    brokenPrint: async () => undefined,
    brokenOfficeEvent: async () => undefined,
    async check() {
      const { entries, brokenAt } = await checkChain();
      const entry = brokenAt ?? (await strayEntry()) ?? (await strayWords());
      const event = await brokenEvent();
      return {
        entries,
        holds: entry === undefined && event === undefined,
        ...(entry !== undefined && { brokenEntry: entry }),
        ...(event !== undefined && { brokenEvent: event }),
      };
    },
    async auditChain() {
      const hashes = {
        ...ofEach((): readonly string[] => []),
        entries: await hashesOf('entries'),
        events: await hashesOf('events'),
      };
      const heads = ofEach((name) => ({
        count: hashes[name].length,
        hash: hashes[name].at(-1) ?? registerId,
      }));
      return { register: registerId, heads, hashes };
    },
    auditSeals: () => query<AuditSeal>('SELECT number, at, jws FROM audit_seals ORDER BY number'),
    async addAuditSeal({ number, at, jws }, { heads }) {
      await query('INSERT INTO audit_seals (number, entries, events, at, jws) VALUES ($1, $2, $3, $4, $5)', [
        ...[number, heads.entries.count, heads.events.count, at, jws],
      ]);
    },
  };
  return parts;

  async function hashesOf(table: 'entries' | 'events'): Promise<readonly string[]> {
    const links = await query<{ hash: string }>(`SELECT hash FROM ${table} ORDER BY number`);
    return links.map(({ hash }) => hash);
  }

  /** Number of the first entry that is not found by what it says. */
  async function strayWords(): Promise<number | undefined> {
    for (let last = 0; ; ) {
      const page = await query<{ number: number; search: string }>(
        `SELECT number, search FROM entries WHERE number > $1 ORDER BY number LIMIT ${PAGE}`,
        [last],
      );
      const [stray] = await query<{ number: number }>(
        `SELECT entries.number FROM unnest($1::integer[], $2::text[]) AS told (number, words)
         JOIN entries USING (number) WHERE entries.words <> told.words::tsvector ORDER BY 1 LIMIT 1`,
        [page.map(({ number }) => number), page.map(({ search }) => wordsOf(search))],
      );
      if (stray) return stray.number;
      last = page.at(-1)?.number ?? 0;
      if (page.length < PAGE) return undefined;
    }
  }
}

/** Entries that do not stand where their last event, or the one that replaces them, says. */
const STRAY = `WITH told AS (
    SELECT DISTINCT ON (credential) credential, CASE kind WHEN 'reinstated' THEN 'valid' ELSE kind END AS status
    FROM events WHERE kind NOT IN ('erased', 'exported') ORDER BY credential, number DESC
  ), replaced AS (SELECT replaces AS credential, id AS replacement FROM entries WHERE replaces IS NOT NULL),
  superseded AS (SELECT credential, replacement FROM events WHERE kind = 'superseded'),
  stray AS (
    SELECT coalesce(told.credential, kept.credential) AS credential FROM told
    FULL JOIN entry_status AS kept ON kept.credential = told.credential AND kept.status = told.status
    WHERE told.credential IS NULL OR kept.credential IS NULL
    UNION ALL SELECT credential FROM (SELECT * FROM replaced EXCEPT SELECT * FROM superseded) AS missing
    UNION ALL SELECT credential FROM (SELECT * FROM superseded EXCEPT SELECT * FROM replaced) AS unfounded
  )
  SELECT min(entries.number) AS number FROM stray JOIN entries ON entries.id = stray.credential
  HAVING count(*) > 0`;
