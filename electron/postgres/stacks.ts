import { filesOf } from '../register/entries.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import type { HeldCredential } from '../register/stacks.ts';
import type { Session } from './connection.ts';
import { raisedOf } from './extensions.ts';

/** What the register knows for credentials that are made of others, and for those that stand in the place of one. */
export function stacksIn(session: Session) {
  const { query } = session;
  const parts: Pick<
    SharedRegister,
    'heldBy' | 'usedIn' | 'partsOf' | 'learnerOf' | 'learnersOf' | 'nextNumber'
  > = {
    async heldBy(learner) {
      const held = await query<Omit<HeldCredential, 'files'> & { readonly files: string }>(
        `SELECT id, serial, template_id AS "templateId", template_version AS "templateVersion", files
         FROM entries WHERE learner = $1 ORDER BY number`,
        [learner],
      );
      const filesNow = await raisedOf(
        session,
        held.map(({ id }) => id),
      );
      return held.map((one) => ({ ...one, files: filesOf(one, { filesNow }) }));
    },
    async usedIn(part, kind, replaced = '') {
      const [use] = await query<{ serial: string }>(
        `SELECT entries.serial FROM stack_uses JOIN entries ON entries.id = stack_uses.whole
         LEFT JOIN entry_status ON entry_status.credential = stack_uses.whole
         WHERE stack_uses.part = $1 AND stack_uses.kind = $2 AND stack_uses.whole <> $3
           AND coalesce(entry_status.status, 'valid') <> 'superseded'`,
        [part, kind, replaced],
      );
      return use?.serial;
    },
    async partsOf(whole) {
      const inside = await query<{ part: string }>(
        `WITH RECURSIVE inside (part) AS (
           SELECT part FROM stack_uses WHERE whole = $1
           UNION SELECT stack_uses.part FROM stack_uses JOIN inside ON stack_uses.whole = inside.part
         )
         SELECT part FROM inside`,
        [whole],
      );
      return inside.map(({ part }) => part);
    },
    async learnerOf(credential) {
      const [told] = await query<{ learner: string }>('SELECT learner FROM entries WHERE id = $1', [
        credential,
      ]);
      return told?.learner;
    },
    async learnersOf(templateId, version) {
      const all = await query<{ learner: string }>(
        'SELECT learner FROM entries WHERE template_id = $1 AND template_version = $2',
        [templateId, version],
      );
      return new Set(all.map(({ learner }) => learner));
    },
    async nextNumber(series, after = 0) {
      const [told] = await query<{ next: number }>(NEXT_NUMBER, [series, after]);
      return told?.next ?? 1;
    },
  };
  return parts;
}

/** One that was given back, else one after all that were given out. */
const NEXT_NUMBER = `WITH freed AS (SELECT row FROM reservations WHERE batch = 'free ' || $1)
  SELECT coalesce((SELECT row FROM freed ORDER BY row LIMIT 1 OFFSET $2), 1 + $2 - (SELECT count(*)::integer FROM freed)
    + greatest(0, (SELECT max(series_number) FROM entries WHERE series = $1),
      (SELECT max(number) FROM reservations WHERE series = $1))) AS next`;
