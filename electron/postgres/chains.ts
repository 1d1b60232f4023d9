import { AUDIT_CHAINS } from '../../shared/audit/audit-seal.ts';
import { type AuditSeal, type Linked, linkOf, ofEach, TABLES } from '../register/audit.ts';
import { brokenLink, digestOf, type Link } from '../register/chain.ts';
import { healthOf } from '../register/check.ts';
import { type EntryRecord, entryHolds } from '../register/entries.ts';
import { type EventRecord, eventFields } from '../register/events.ts';
import { type ExtensionRecord, extensionHolds } from '../register/extensions.ts';
import { type OfficeEventRecord, officeFields } from '../register/officers.ts';
import { type PrintRecord, printFields } from '../register/prints.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { insertInto } from './chain-end.ts';
import type { Connection } from './connection.ts';
import { wordsOf } from './finding.ts';

/** Links that are read at once. */
const PAGE = 10_000;

type Holds<L> = (link: L) => boolean;

/** Whether the chains of the register hold, by the same functions as those of the embedded one. */
export function chainsIn({ query }: Connection, registerId: string) {
  /**
   * Every link of one chain is held against the one before it, some thousand at a time.
   * @param judge is asked after each of them is read: whoever is erased meanwhile is no forgery.
   */
  const broken = async <L extends Link>(
    table: string,
    judge: (page: readonly L[]) => Holds<L> | Promise<Holds<L>>,
    pause?: (proven: number) => Promise<void>,
  ): Promise<number | undefined> => {
    let last: L | undefined;
    for await (const page of pagesOf<L>(table)) {
      const wrong = brokenLink(page, registerId, await judge(page), last);
      if (wrong !== undefined) return wrong;
      last = page.at(-1);
      await pause?.(last?.number ?? 0);
    }
    return undefined;
  };
  const brokenEvent = () =>
    broken<EventRecord>('events', () => (event) => event.hash === digestOf(eventFields(event)));
  const brokenPrint = () =>
    broken<PrintRecord>('prints', () => (print) => print.hash === digestOf(printFields(print)));
  const brokenOfficeEvent = () =>
    broken<OfficeEventRecord>('office_events', () => (event) => event.hash === digestOf(officeFields(event)));
  const erased = async (credentials: readonly string[]): Promise<(credential: string) => boolean> => {
    const told = await query<{ credential: string }>(
      "SELECT credential FROM events WHERE kind = 'erased' AND credential = ANY ($1)",
      [credentials],
    );
    const gone = new Set(told.map(({ credential }) => credential));
    return (credential) => gone.has(credential);
  };
  const brokenExtension = () =>
    broken<ExtensionRecord>('extensions', async (page) => {
      const wasErased = await erased(page.map(({ credential }) => credential));
      return (record) => extensionHolds(record, wasErased);
    });
  const holdingEntries = async (page: readonly EntryRecord[]): Promise<Holds<EntryRecord>> => {
    const wasErased = await erased(page.map(({ id }) => id));
    return (record) => entryHolds(record, wasErased);
  };
  const checkChain = async (pause?: (proven: number) => Promise<void>) => {
    const brokenAt = (await broken('entries', holdingEntries, pause)) ?? (await strayUse());
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
    | 'checkChainCalmly'
    | 'strayEntry'
    | 'brokenEvent'
    | 'brokenExtension'
    | 'brokenPrint'
    | 'brokenOfficeEvent'
    | 'check'
    | 'auditChain'
    | 'auditSeals'
    | 'addAuditSeal'
    | 'chainLinks'
  > = {
    checkChain: () => checkChain(),
    checkChainCalmly: checkChain,
    strayEntry,
    brokenEvent,
    brokenExtension,
    brokenPrint,
    brokenOfficeEvent,
    async check() {
      const { entries, brokenAt } = await checkChain();
      const entry = brokenAt ?? (await strayEntry()) ?? (await strayWords());
      const event = await brokenEvent();
      const extension = await brokenExtension();
      const office = await brokenOfficeEvent();
      const print = await brokenPrint();
      return healthOf(entries, { entry, event, extension, office, print });
    },
    async auditChain() {
      const read = await Promise.all(AUDIT_CHAINS.map((name) => hashesOf(TABLES[name])));
      const hashes = ofEach((name) => read[AUDIT_CHAINS.indexOf(name)] ?? []);
      const heads = ofEach((name) => ({
        count: hashes[name].length,
        hash: hashes[name].at(-1) ?? registerId,
      }));
      return { register: registerId, heads, hashes };
    },
    auditSeals: () => query<AuditSeal>('SELECT number, at, jws FROM audit_seals ORDER BY number'),
    async addAuditSeal({ number, at, jws }, { heads }) {
      await insertInto({ query }, 'audit_seals', {
        ...{ number, at, jws },
        ...ofEach((name) => heads[name].count),
      });
    },
    async *chainLinks() {
      for (const chain of AUDIT_CHAINS)
        for await (const page of pagesOf<Linked>(TABLES[chain]))
          for (const row of page) yield linkOf(chain, row);
    },
  };
  return parts;

  async function* pagesOf<L extends { readonly number: number }>(
    table: string,
  ): AsyncGenerator<readonly L[]> {
    for (let last = 0; ; ) {
      const page = await query<L>(`SELECT * FROM ${table} WHERE number > $1 ORDER BY number LIMIT ${PAGE}`, [
        last,
      ]);
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      last = page.at(-1)?.number ?? 0;
    }
  }

  async function strayUse(): Promise<number | undefined> {
    const [stray] = await query<{ number: number }>(STRAY_USE);
    return stray?.number;
  }

  async function hashesOf(table: string): Promise<readonly string[]> {
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

/** Number of the first entry whose parts are not those that are kept as used. */
const STRAY_USE = `WITH told AS (
    SELECT part, stack::jsonb ->> 'kind' AS kind, entries.id AS whole
    FROM entries, jsonb_array_elements_text(stack::jsonb -> 'parts') AS each (part) WHERE stack IS NOT NULL
  ), stray AS (
    SELECT whole FROM (SELECT part, kind, whole FROM told EXCEPT SELECT part, kind, whole FROM stack_uses) AS missing
    UNION ALL
    SELECT whole FROM (SELECT part, kind, whole FROM stack_uses EXCEPT SELECT part, kind, whole FROM told) AS unfounded
  )
  SELECT coalesce(min(entries.number), 0) AS number FROM stray LEFT JOIN entries ON entries.id = stray.whole
  HAVING count(*) > 0`;
