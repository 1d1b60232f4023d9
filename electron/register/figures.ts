import {
  CREDENTIAL_STATUSES,
  type CredentialStatus,
  type RegisterFigures,
} from '../../shared/desk/register.ts';
import type { Database } from './database.ts';

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
