import type { FigureFact } from '../../shared/desk/figures.ts';
import {
  CREDENTIAL_STATUSES,
  type CredentialStatus,
  type RegisterFigures,
} from '../../shared/desk/register.ts';
import type { Database } from './database.ts';
import { LAST_DAY } from './days.ts';

export interface Counted {
  readonly value: string | null;
  readonly count: number;
}

const HOLDS = `awarded_on BETWEEN ? AND ? AND number NOT IN (
  SELECT number FROM entry_status WHERE status IN ('revoked', 'superseded'))`;

/** How one database joins to each entry what is counted of it, as `told.value`. */
interface CountingWords {
  /** A member of the entry's facts, to be given to `single`. */
  fact(name: string): string;
  single(value: string): string;
  /** One row for each member, or one without a value: what is told nowhere is counted too. */
  each(list: string): string;
}

/** Facts stand under each entry's hash since version 5 of the register; older entries have title and day alone. */
export function toldIn({ fact, single, each }: CountingWords): Readonly<Record<FigureFact, string>> {
  return {
    kind: single(fact('kind')),
    format: single(fact('format')),
    delivery: single(fact('delivery')),
    level: single(fact('level')),
    language: each('languages'),
    partner: each('partners'),
    field: each('fields'),
    template: single('title'),
    file: each('exports'),
    month: single('substr(awarded_on, 1, 7)'),
    year: single('substr(awarded_on, 1, 4)'),
  };
}

const TOLD = toldIn({
  fact: (name) => `facts ->> '$.${name}'`,
  single: (value) => `JOIN (SELECT number AS at, ${value} AS value FROM entries) AS told ON told.at = number`,
  each: (list) =>
    `JOIN (SELECT number AS at, member.value AS value FROM entries
    LEFT JOIN json_each(facts, '$.${list}') AS member) AS told ON told.at = number`,
});

/** Counts alone: nobody is named, and nothing smaller than a month is told. */
export function figuresOf(database: Database) {
  const issued = database.prepare<[], number>('SELECT count(*) FROM entries').pluck();
  const byStatus = database.prepare<[], { status: CredentialStatus; count: number }>(
    'SELECT status, count(*) AS count FROM entry_status GROUP BY status',
  );
  const byTemplate = database.prepare<[], { title: string; count: number }>(
    'SELECT title, count(*) AS count FROM entries GROUP BY title ORDER BY count DESC, title',
  );
  const byMonth = database.prepare<[], { month: string; count: number }>(
    'SELECT substr(awarded_on, 1, 7) AS month, count(*) AS count FROM entries GROUP BY month ORDER BY month',
  );
  return {
    /** What holds or is suspended, by a fact; a value of its own for those that do not say. */
    countBy(fact: FigureFact, from = '', until = LAST_DAY): readonly Counted[] {
      return database
        .prepare<[string, string], Counted>(
          `SELECT told.value AS value, count(*) AS count FROM entries ${TOLD[fact]}
           WHERE ${HOLDS} GROUP BY told.value ORDER BY count DESC, value`,
        )
        .all(from, until);
    },
    countAll: (from = '', until = LAST_DAY): number =>
      database
        .prepare<[string, string], number>(`SELECT count(*) FROM entries WHERE ${HOLDS}`)
        .pluck()
        .get(from, until) ?? 0,

    figures(): RegisterFigures {
      const all = issued.get() ?? 0;
      const told = new Map(byStatus.all().map(({ status, count }) => [status, count]));
      const others = [...told].reduce((sum, [status, count]) => (status === 'valid' ? sum : sum + count), 0);
      const counted = CREDENTIAL_STATUSES.map((status) => [
        status,
        status === 'valid' ? all - others : (told.get(status) ?? 0),
      ]);
      return {
        issued: all,
        byStatus: Object.fromEntries(counted) as RegisterFigures['byStatus'],
        byTemplate: byTemplate.all(),
        byMonth: byMonth.all(),
      };
    },
  };
}
