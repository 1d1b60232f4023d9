import { randomInt } from 'node:crypto';
import type { StatusEntry } from '../../shared/credential/credential.ts';
import { STATUS_LIST_PLACES, statusListUrl } from '../../shared/credential/status.ts';
import type { Database } from './database.ts';

/** Beyond this a new list is begun: half of the places free, the second draw at most finds one on average. */
const FULL = STATUS_LIST_PLACES / 2;

interface OpenList {
  readonly url: string;
  readonly number: number;
  /** Given out, entered or not. */
  given: number;
  /** Not all of them are entered yet. */
  readonly places: Set<number>;
}

/**
 * Gives each credential a place in a status list. Places are drawn by lot: two learners of one course are no neighbours,
 * and a list tells nothing of who was issued when. A place that was given out and never entered stays empty until the
 * register is opened again.
 */
export function statusPlacesOf(database: Database, registerId: string) {
  const entered = database
    .prepare<[string], number>('SELECT count(*) FROM entries WHERE status_list = ?')
    .pluck();
  const taken = database
    .prepare<[string, number], number>('SELECT 1 FROM entries WHERE status_list = ? AND status_index = ?')
    .pluck();
  const open = new Map<string, OpenList>();

  /** The first list from `number` on that has room. */
  const openFrom = (base: string, number: number): OpenList => {
    const url = statusListUrl(base, registerId, number);
    const given = entered.get(url) ?? 0;
    return given < FULL ? { url, number, given, places: new Set() } : openFrom(base, number + 1);
  };

  return {
    /** @param base of the institution's lists, as the template has it. */
    allotStatus(base: string): StatusEntry {
      let list = open.get(base) ?? openFrom(base, 1);
      if (list.given >= FULL) list = openFrom(base, list.number + 1);
      open.set(base, list);
      let index: number;
      do index = randomInt(STATUS_LIST_PLACES);
      while (list.places.has(index) || taken.get(list.url, index) !== undefined);
      list.places.add(index);
      list.given++;
      return { listUrl: list.url, index };
    },
  };
}
