import type { HeldRecord } from '../../shared/desk/person.ts';
import type { IssuedRow } from '../register/jobs.ts';
import { type Beside, heldOf } from '../register/persons.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import type { Session } from './connection.ts';
import { showIn } from './finding.ts';

/** All that the register holds of a person, and what is handed out to them. */
export function holdingsIn(session: Session) {
  const { query } = session;
  const parts: Pick<SharedRegister, 'holding' | 'fileNames' | 'issuedIn' | 'deliverRows'> = {
    async holding(credential): Promise<HeldRecord | undefined> {
      const record = await showIn(session, credential);
      if (!record) return undefined;
      const [beside] = await query<Beside>(
        `SELECT entries.learner, entries.facts, before.serial AS replaces, job_rows.row,
           coalesce(job_rows.state = 'delivered', false)::integer AS delivered,
           batches.roster_name, batches.roster_sha256, batches.certificate_sha256
         FROM entries JOIN batches ON batches.id = entries.batch
         LEFT JOIN entries AS before ON before.id = entries.replaces
         LEFT JOIN job_rows ON job_rows.credential = entries.id WHERE entries.id = $1`,
        [record.id],
      );
      const parts = await query<{ part: string }>(
        `SELECT coalesce(entries.serial, stack_uses.part) AS part FROM stack_uses
         LEFT JOIN entries ON entries.id = stack_uses.part WHERE whole = $1 ORDER BY entries.number NULLS FIRST`,
        [record.id],
      );
      const usedIn = await query<HeldRecord['usedIn'][number]>(
        `SELECT entries.serial, stack_uses.kind FROM stack_uses JOIN entries ON entries.id = stack_uses.whole
         WHERE stack_uses.part = $1 ORDER BY entries.number`,
        [record.id],
      );
      const raised = await query<HeldRecord['raised'][number]>(
        `SELECT at, file, level, from_sha256 AS "from", to_sha256 AS "to" FROM extensions
         WHERE credential = $1 ORDER BY number`,
        [record.id],
      );
      return heldOf(record, beside, { parts: parts.map(({ part }) => part), usedIn, raised });
    },
    async fileNames() {
      const all = await query<{ name: string }>(
        `SELECT file ->> 'name' AS name FROM entries, jsonb_array_elements(files::jsonb) AS file`,
      );
      return new Set(all.map(({ name }) => name));
    },
    issuedIn: (batch) =>
      query<IssuedRow>(
        `SELECT id, facts::jsonb #>> '{languages,0}' AS language FROM entries WHERE batch = $1 ORDER BY number`,
        [batch],
      ),
    async deliverRows(batch, credentials) {
      await query(
        `UPDATE job_rows SET state = 'delivered'
         WHERE batch = $1 AND credential = ANY ($2) AND state = 'verified'`,
        [batch, credentials],
      );
    },
  };
  return parts;
}
