import type { RegisterHealth } from '../../shared/desk/register.ts';
import { StudioFault } from '../../shared/problem.ts';
import { type Database, loadDriver } from './database.ts';
import type { ChainReport } from './entries.ts';
import type { Events } from './events.ts';
import type { Extensions } from './extensions.ts';
import { MIGRATIONS } from './migrations.ts';
import type { Office } from './officers.ts';
import type { Prints } from './prints.ts';

/**
 * Reads every page of the file: whether they are whole (SQLite's integrity_check), whether tables, indexes and triggers
 * are those that we made, whether the index of words says what the entries say, and whether its chains hold.
 * @throws StudioFault `register.corrupt` when the file itself is damaged.
 */
export function checkOf(
  database: Database,
  { checkChain, strayEntry }: { checkChain(): ChainReport; strayEntry(): number | undefined },
  { brokenAt }: Pick<Events, 'brokenAt'>,
  { brokenExtension }: Pick<Extensions, 'brokenExtension'>,
  { brokenOfficeEvent }: Pick<Office, 'brokenOfficeEvent'>,
  { brokenPrint }: Pick<Prints, 'brokenPrint'>,
) {
  return {
    check(): RegisterHealth {
      const damaged = () => new StudioFault('register.corrupt', { file: database.name });
      if (database.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw damaged();
      if (schemaOf(database) !== expectedSchema()) throw damaged();
      database.exec("INSERT INTO entries_words (entries_words, rank) VALUES ('integrity-check', 1)");
      const { entries, brokenAt: link } = checkChain();
      const event = brokenAt();
      const extension = brokenExtension();
      const office = brokenOfficeEvent();
      const print = brokenPrint();
      const entry = link ?? strayEntry();
      return healthOf(entries, { entry, event, extension, office, print });
    },
  };
}

/** By the numbers of the first links that do not hold. */
export function healthOf(
  entries: number,
  {
    entry,
    event,
    extension,
    office,
    print,
  }: Readonly<Record<'entry' | 'event' | 'extension' | 'office' | 'print', number | undefined>>,
): RegisterHealth {
  return {
    entries,
    holds: [entry, event, extension, office, print].every((broken) => broken === undefined),
    ...(entry !== undefined && { brokenEntry: entry }),
    ...(event !== undefined && { brokenEvent: event }),
    ...(extension !== undefined && { brokenExtension: extension }),
    ...(office !== undefined && { brokenOfficeEvent: office }),
    ...(print !== undefined && { brokenPrint: print }),
  };
}

/** A trigger that was taken away or weakened leaves its trace here. */
function schemaOf(database: Database): string {
  return JSON.stringify(
    database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2').all(),
  );
}

let expected: string | undefined;

function expectedSchema(): string {
  if (expected !== undefined) return expected;
  const fresh = new (loadDriver())(':memory:');
  for (const { sql } of MIGRATIONS) fresh.exec(sql);
  expected = schemaOf(fresh);
  fresh.close();
  return expected;
}
