import type { CredentialKind } from '../../shared/credential/kind.ts';
import type { Database } from './database.ts';
import { type EntryFile, filesOf } from './entries.ts';
import type { Extensions } from './extensions.ts';

/** A credential that the register knows a learner to hold. */
export interface HeldCredential {
  readonly id: string;
  readonly serial: string;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly files: readonly EntryFile[];
}

interface HeldRecord {
  readonly id: string;
  readonly serial: string;
  readonly template_id: string;
  readonly template_version: number;
  readonly files: string;
}

/** What the register knows for stacks; statements prepared once. */
export function stacksOf(database: Database, extensions: Pick<Extensions, 'filesNow'>) {
  const held = database.prepare<[string], HeldRecord>(
    'SELECT id, serial, template_id, template_version, files FROM entries WHERE learner = ? ORDER BY number',
  );
  const use = database
    .prepare<[string, string, string], string>(
      `SELECT entries.serial FROM stack_uses JOIN entries ON entries.id = stack_uses.whole
       LEFT JOIN entry_status ON entry_status.credential = stack_uses.whole
       WHERE stack_uses.part = ? AND stack_uses.kind = ? AND stack_uses.whole <> ?
         AND coalesce(entry_status.status, 'valid') <> 'superseded'`,
    )
    .pluck();
  const inside = database
    .prepare<[string], string>(
      `WITH RECURSIVE inside (part) AS (
         SELECT part FROM stack_uses WHERE whole = ?
         UNION SELECT stack_uses.part FROM stack_uses JOIN inside ON stack_uses.whole = inside.part
       )
       SELECT part FROM inside`,
    )
    .pluck();
  return {
    heldBy: (learner: string): readonly HeldCredential[] =>
      held.all(learner).map(({ id, serial, template_id, template_version, files }) => ({
        id,
        serial,
        templateId: template_id,
        templateVersion: template_version,
        files: filesOf({ id, files }, extensions),
      })),
    /** Ids of the credentials inside one, to any depth. */
    partsOf: (whole: string): readonly string[] => inside.all(whole),
    /** Serial of the larger credential of this kind that the part counts into; one that is being replaced is passed over. */
    usedIn: (part: string, kind: CredentialKind, replaced = ''): string | undefined =>
      use.get(part, kind, replaced),
  };
}
