import type { CredentialStatus, RegisterPage, RegisterQuery } from '../../shared/desk/register.ts';
import type { Database } from './database.ts';
import { LAST_DAY } from './days.ts';
import { type EntryRecord, rowOf, searchable } from './entries.ts';
import type { Extensions } from './extensions.ts';

type Found = EntryRecord & { readonly status: CredentialStatus | null };

/** Nobody reads further; whoever has found more needs another word. */
const MOST_COUNTED = 10_000;

/** What a query asks beside its words. */
interface Condition {
  /** Of a row of `entries`. */
  readonly clause: string;
  /** The same of its number, read from one index alone. */
  readonly among: string;
  readonly values: readonly string[];
}

/**
 * Finds entries by the beginnings of words, in any order, and by what surrounds them: the newest first, or by the day of
 * award when days were asked for. A page is told by its numbers first, then its rows are fetched: each way there is an
 * index, however large the register.
 */
export function searchOf(database: Database, extensions: Pick<Extensions, 'filesNow'>) {
  const shown = (record: Found) => rowOf(record, extensions);
  const last = database.prepare<[], number>('SELECT coalesce(max(number), 0) FROM entries').pluck();
  const bySerial = database
    .prepare<[string, string, number], number>(
      'SELECT number FROM entries WHERE serial >= ? AND serial < ? ORDER BY serial LIMIT ?',
    )
    .pluck();
  const before = database.prepare<[number, number], Found>(
    `SELECT entries.*, entry_status.status FROM entries LEFT JOIN entry_status USING (number)
     WHERE number <= ? ORDER BY number DESC LIMIT ?`,
  );
  const one = database.prepare<[number], Found>(
    `SELECT entries.*, entry_status.status FROM entries LEFT JOIN entry_status USING (number) WHERE number = ?`,
  );
  return {
    find(query: RegisterQuery): RegisterPage {
      const words = wordsIn(query.search);
      if (query.search.trim() !== '' && words === '') return { total: 0, entries: [] };
      const conditions = conditionsOf(query);
      if (words === '' && conditions.length === 0) return newest(query);
      const serials = conditions.length === 0 ? serialsIn(query.search) : undefined;
      if (serials) return numbered(query, serials);
      const values = conditions.flatMap(({ values: own }) => own);
      const found = words === '' ? byConditions(query, conditions) : byWords(conditions);
      return paged(query, found, words === '' ? values : [words, ...values]);
    },
  };

  function paged({ limit, offset }: RegisterQuery, found: Way, values: readonly unknown[]): RegisterPage {
    const counted = database
      .prepare<unknown[], number>(`SELECT count(*) FROM (SELECT 1 ${found.from} LIMIT ${MOST_COUNTED + 1})`)
      .pluck();
    const total = counted.get(...values) ?? 0;
    const page = database.prepare<unknown[], Found>(
      `WITH page (number) AS (SELECT ${found.number} ${found.from} ORDER BY ${found.order} LIMIT ? OFFSET ?)
       SELECT entries.*, entry_status.status FROM page CROSS JOIN entries ON entries.number = page.number
       LEFT JOIN entry_status ON entry_status.number = page.number`,
    );
    return {
      total: Math.min(total, MOST_COUNTED),
      ...(total > MOST_COUNTED && { more: true }),
      entries: page.all(...values, limit, offset).map(shown),
    };
  }

  /** Numbers of the entries whose serial begins with what was typed, when they are few enough to be put in order. */
  function serialsIn(search: string): readonly number[] | undefined {
    const typed = search.trim();
    if (!/^\S*\d\S*$/.test(typed)) return undefined;
    const numbers = bySerial.all(typed, `${typed}\u{10ffff}`, MOST_COUNTED + 1);
    if (numbers.length === 0 || numbers.length > MOST_COUNTED) return undefined;
    return numbers.sort((a, b) => b - a);
  }

  function numbered({ limit, offset }: RegisterQuery, numbers: readonly number[]): RegisterPage {
    const entries = numbers.slice(offset, offset + limit).flatMap((number) => one.get(number) ?? []);
    return { total: numbers.length, entries: entries.map(shown) };
  }

  /** Entries are numbered without gaps, so that a page of all of them is an interval. */
  function newest({ offset, limit }: RegisterQuery): RegisterPage {
    const total = last.get() ?? 0;
    return { total, entries: before.all(total - offset, limit).map(shown) };
  }
}

/** How entries are come by: what follows SELECT. */
interface Way {
  readonly from: string;
  readonly number: string;
  readonly order: string;
}

/** The sign before the number keeps SQLite from asking the words row by row. */
function byWords(conditions: readonly Condition[]): Way {
  const told = conditions.map(({ among }) => `+entries_words.rowid ${among}`);
  return {
    from: `FROM entries_words WHERE ${['entries_words MATCH ?', ...told].join(' AND ')}`,
    number: 'entries_words.rowid',
    order: 'entries_words.rowid DESC',
  };
}

function byConditions({ from, until }: RegisterQuery, conditions: readonly Condition[]): Way {
  const days = from !== undefined || until !== undefined;
  return {
    from: `FROM entries WHERE ${conditions.map(({ clause }) => clause).join(' AND ')}`,
    number: 'number',
    order: days ? 'awarded_on DESC, number DESC' : 'number DESC',
  };
}

function conditionsOf({ status, template, batch, from, until }: RegisterQuery): readonly Condition[] {
  const told: readonly (Condition | undefined)[] = [
    template === undefined ? undefined : ofEntries('template_id = ?', template),
    batch === undefined ? undefined : ofEntries('batch = ?', batch),
    from === undefined && until === undefined
      ? undefined
      : ofEntries('awarded_on BETWEEN ? AND ?', from ?? '', until ?? LAST_DAY),
    status === undefined ? undefined : statusCondition(status),
  ];
  return told.filter((condition) => condition !== undefined);
}

function ofEntries(clause: string, ...values: readonly string[]): Condition {
  return { clause, among: `IN (SELECT number FROM entries WHERE ${clause})`, values };
}

/** What nothing has happened to has no status of its own. */
function statusCondition(status: CredentialStatus): Condition {
  const among =
    status === 'valid'
      ? "NOT IN (SELECT number FROM entry_status WHERE status <> 'valid')"
      : 'IN (SELECT number FROM entry_status WHERE status = ?)';
  return { clause: `number ${among}`, among, values: status === 'valid' ? [] : [status] };
}

/**
 * As FTS5 asks for it: what is written together stands together, as the parts of a serial do, and is found by its
 * beginning; in which order is all one.
 */
function wordsIn(search: string): string {
  return searchable(search)
    .split(/\s+/)
    .map((chunk) => chunk.match(/[\p{L}\p{N}]+/gu)?.join(' '))
    .filter((phrase) => phrase !== undefined)
    .map((phrase) => `"${phrase}"*`)
    .join(' ');
}
