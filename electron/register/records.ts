import type { CredentialStatus, RegisterRecord } from '../../shared/desk/register.ts';
import { StudioFault } from '../../shared/problem.ts';
import type { Database } from './database.ts';
import { type EntryRecord, rowOf } from './entries.ts';
import { type Events, mayFollow, type NewEvent } from './events.ts';
import type { Extensions } from './extensions.ts';
import type { JobRows } from './jobs.ts';
import type { Prints } from './prints.ts';

/** One credential with its history, and what may still happen to it. */
export function recordsOf(
  database: Database,
  events: Events,
  extensions: Extensions,
  jobRows: JobRows,
  { printsOf }: Pick<Prints, 'printsOf'>,
) {
  const one = database.prepare<[string, string], EntryRecord & { readonly status: CredentialStatus | null }>(
    `SELECT entries.*, entry_status.status FROM entries
     LEFT JOIN entry_status ON entry_status.credential = entries.id WHERE entries.id = ? OR entries.serial = ?`,
  );
  const empty = database.prepare<[string]>(
    "UPDATE entries SET name = '', search = '', files = '[]', learner = 'erased:' || number, salt = iif(salt IS NULL, NULL, '') WHERE id = ?",
  );
  const happen = database.transaction((added: readonly NewEvent[]) => {
    for (const event of added) {
      const status = events.statusOf(event.credential);
      if (!mayFollow(status, event.kind)) throw new Error(`${event.kind} cannot follow ${status}`);
      events.add(event);
    }
  });
  const erase = database.transaction((added: readonly NewEvent[]) => {
    happen(added);
    for (const { credential } of added) {
      empty.run(credential);
      extensions.forget(credential);
      jobRows.forget(credential);
    }
  });
  /** The log is written into the file and cut to nothing. @throws StudioFault `register.busy` while others read. */
  const checkpoint = (): void => {
    const [told] = database.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[];
    if (told?.busy !== 0) throw new StudioFault('register.busy', { file: database.name });
  };
  return {
    statusOf: events.statusOf,
    brokenEvent: events.brokenAt,
    happen: (added: readonly NewEvent[]): void => happen.immediate(added),

    /**
     * Whoever else reads the register holds the old pages, so it is asked for first. Of an empty log nobody holds anything back:
     * a page is written into it, as it was.
     */
    erase(added: readonly NewEvent[]): void {
      database.pragma('secure_delete = ON');
      database.pragma(`user_version = ${database.pragma('user_version', { simple: true })}`);
      checkpoint();
      erase.immediate(added);
      checkpoint();
      database.exec('VACUUM');
      checkpoint();
    },

    show(credential: string): RegisterRecord | undefined {
      const record = one.get(credential, credential);
      if (!record) return undefined;
      const { batch, template_id, template_version, status_list, status_index } = record;
      return {
        ...rowOf(record, extensions),
        batch,
        templateId: template_id,
        templateVersion: template_version,
        ...(status_list !== null &&
          status_index !== null && {
            statusList: { listUrl: status_list, index: status_index },
          }),
        history: events.historyOf(record.id),
        prints: printsOf(record.id),
      };
    },
  };
}
