import type { CredentialKind } from '../../shared/credential/kind.ts';
import type { HeldRecord } from '../../shared/desk/person.ts';
import type { RegisterRecord } from '../../shared/desk/register.ts';
import type { Database } from './database.ts';

/** What tables beside its record say of a credential. */
export interface Beside {
  readonly learner: string;
  readonly facts: string | null;
  readonly replaces: string | null;
  readonly row: number | null;
  readonly delivered: number;
  readonly roster_name: string;
  readonly roster_sha256: string;
  readonly certificate_sha256: string;
}

/** All that the register holds of a credential beside its record: every table that speaks of it. */
export function personsOf(
  database: Database,
  { show }: { show(credential: string): RegisterRecord | undefined },
) {
  const beside = database.prepare<[string], Beside>(
    `SELECT entries.learner, entries.facts, before.serial AS replaces, job_rows.row,
       coalesce(job_rows.state = 'delivered', 0) AS delivered,
       batches.roster_name, batches.roster_sha256, batches.certificate_sha256
     FROM entries JOIN batches ON batches.id = entries.batch
     LEFT JOIN entries AS before ON before.id = entries.replaces
     LEFT JOIN job_rows ON job_rows.credential = entries.id WHERE entries.id = ?`,
  );
  const parts = database
    .prepare<[string], string>(
      `SELECT coalesce(entries.serial, stack_uses.part) FROM stack_uses
       LEFT JOIN entries ON entries.id = stack_uses.part WHERE whole = ? ORDER BY entries.number`,
    )
    .pluck();
  const uses = database.prepare<[string], { readonly serial: string; readonly kind: CredentialKind }>(
    `SELECT entries.serial, stack_uses.kind FROM stack_uses JOIN entries ON entries.id = stack_uses.whole
     WHERE stack_uses.part = ? ORDER BY entries.number`,
  );
  const raised = database.prepare<[string], HeldRecord['raised'][number]>(
    `SELECT at, file, level, from_sha256 AS "from", to_sha256 AS "to" FROM extensions
     WHERE credential = ? ORDER BY number`,
  );
  return {
    /** Told by serial or id; undefined for what is not there and for what was forgotten. */
    holding(credential: string): HeldRecord | undefined {
      const record = show(credential);
      if (!record) return undefined;
      const { id } = record;
      return heldOf(record, beside.get(id), {
        ...{ parts: parts.all(id), usedIn: uses.all(id), raised: raised.all(id) },
      });
    },
  };
}

/** Undefined for what was forgotten. */
export function heldOf(
  record: RegisterRecord,
  told: Beside | undefined,
  lists: Pick<HeldRecord, 'parts' | 'usedIn' | 'raised'>,
): HeldRecord | undefined {
  if (!told || told.learner.startsWith('erased:')) return undefined;
  return {
    ...record,
    ...lists,
    learner: told.learner,
    ...(told.facts !== null && { facts: JSON.parse(told.facts) as HeldRecord['facts'] & object }),
    ...(told.replaces !== null && { replaces: told.replaces }),
    ...(told.row !== null && { row: told.row }),
    delivered: told.delivered === 1,
    roster: { name: told.roster_name, sha256: told.roster_sha256 },
    certificateSha256: told.certificate_sha256,
  };
}
