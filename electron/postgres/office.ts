import { StudioFault } from '../../shared/problem.ts';
import { placeAfter } from '../register/chain.ts';
import {
  assertApprover,
  assertFirst,
  assertSubmitted,
  isDecision,
  type KeptOfficer,
  type OfficeEvent,
  type OfficeEventRecord,
  type OfficerRecord,
  officeRecordOf,
  officerOf,
  rulesIn,
  type Submission,
  submissionIn,
} from '../register/officers.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { endOf, insertInto } from './chain-end.ts';
import type { Session, Writing } from './connection.ts';

const OFFICERS =
  'SELECT id, name, roles, salt, pin, wrong_tries, closed_until FROM officers WHERE dismissed = 0';
/** ASCII letters are alike in either case, as in the embedded register. */
const NAMED = 'lower(name COLLATE "C") = lower($1 COLLATE "C")';

type OfficePart =
  | ('officers' | 'officer' | 'appoint' | 'changeOfficer' | 'dismiss' | 'countTries')
  | ('noteOffice' | 'officeRules' | 'submissionOf');

/** The office of a register that desks share: what one desk settles holds at all of them. */
export function officeIn(session: Session, registerId: string, place: string, writing: Writing) {
  const parts: Pick<SharedRegister, OfficePart> = {
    officers: () => officersIn(session),
    async officer(told) {
      const [record] = await session.query<OfficerRecord>(`${OFFICERS} AND (id = $1 OR ${NAMED})`, [told]);
      return record && officerOf(record);
    },
    appoint: (officer, event) =>
      writing(async (within) => {
        const { id, name, roles, salt, pin } = officer;
        const [taken] = await within.query(`SELECT 1 FROM officers WHERE ${NAMED}`, [name]);
        if (taken) throw new StudioFault('office.name-taken', { file: place, name });
        assertFirst(await officersIn(within), event, place);
        await insertInto(within, 'officers', { id, name, roles: JSON.stringify(roles), salt, pin });
        await noteIn(within, registerId, place, event);
      }),
    changeOfficer: (officer, event) =>
      writing(async (within) => {
        const { id, roles, salt, pin } = officer;
        assertApprover(await officersIn(within), id, place, officer);
        await within.query(
          'UPDATE officers SET roles = $2, salt = $3, pin = $4, wrong_tries = 0, closed_until = NULL WHERE id = $1',
          [id, JSON.stringify(roles), salt, pin],
        );
        await noteIn(within, registerId, place, event);
      }),
    dismiss: (officer, event) =>
      writing(async (within) => {
        assertApprover(await officersIn(within), officer, place);
        await within.query("UPDATE officers SET dismissed = 1, pin = '', salt = '' WHERE id = $1", [officer]);
        await noteIn(within, registerId, place, event);
      }),
    async countTries({ id, wrongTries, closedUntil }, wrong, until) {
      const counted = await session.query(
        `UPDATE officers SET wrong_tries = $2, closed_until = $3
         WHERE id = $1 AND wrong_tries = $4 AND closed_until IS NOT DISTINCT FROM $5 AND dismissed = 0 RETURNING id`,
        [id, wrong, until ?? null, wrongTries, closedUntil ?? null],
      );
      return counted.length === 1;
    },
    noteOffice: (event) => writing((within) => noteIn(within, registerId, place, event)),
    async officeRules() {
      const [ruled] = await session.query<{ facts: string }>(
        "SELECT facts FROM office_events WHERE kind = 'ruled' ORDER BY number DESC LIMIT 1",
      );
      return rulesIn(ruled?.facts);
    },
    submissionOf: (batch) => submissionFor(session, batch),
  };
  return parts;
}

/** Within a transaction that has locked the register. @throws StudioFault `batch.nothing-submitted` */
export async function noteIn(
  session: Session,
  registerId: string,
  place: string,
  event: OfficeEvent,
): Promise<void> {
  if (isDecision(event)) assertSubmitted(await submissionFor(session, event.subject), event, place);
  const record = officeRecordOf(event, placeAfter(await endOf(session, 'office_events'), registerId));
  await insertInto(session, 'office_events', record);
}

export async function submissionFor({ query }: Session, batch: string): Promise<Submission | undefined> {
  return submissionIn(
    await query<OfficeEventRecord>(
      `SELECT * FROM office_events WHERE subject = $1 AND kind IN ('submitted', 'approved', 'declined')
       ORDER BY number DESC LIMIT 2`,
      [batch],
    ),
  );
}

async function officersIn({ query }: Session): Promise<readonly KeptOfficer[]> {
  const all = await query<OfficerRecord>(`${OFFICERS} ORDER BY lower(name COLLATE "C")`);
  return all.map(officerOf);
}
