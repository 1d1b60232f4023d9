import type { Database } from './database.ts';

/** One list and the places in it whose credentials no longer hold. */
export interface StatusListState {
  readonly listUrl: string;
  /** Revoked or superseded: for good. */
  readonly revoked: readonly number[];
  readonly suspended: readonly number[];
}

interface Place {
  readonly status_list: string;
  readonly status_index: number;
  readonly status: string;
}

export function statusListsOf(database: Database) {
  const lists = database
    .prepare<[], string>('SELECT DISTINCT status_list FROM entries WHERE status_list IS NOT NULL ORDER BY 1')
    .pluck();
  const places = database.prepare<[], Place>(
    `SELECT status_list, status_index, status FROM entry_status JOIN entries ON entries.id = entry_status.credential
     WHERE status_list IS NOT NULL AND status <> 'valid' ORDER BY status_index`,
  );
  return {
    statusLists(): readonly StatusListState[] {
      const all = places.all();
      return lists.all().map((listUrl) => {
        const here = all.filter((place) => place.status_list === listUrl);
        const indexes = (...statuses: readonly string[]) =>
          here.filter(({ status }) => statuses.includes(status)).map(({ status_index }) => status_index);
        return { listUrl, revoked: indexes('revoked', 'superseded'), suspended: indexes('suspended') };
      });
    },
  };
}
