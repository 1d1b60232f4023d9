import type { RegisterPrint } from '../../shared/desk/print.ts';
import { placeAfter } from '../register/chain.ts';
import { printRecordOf } from '../register/prints.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { type End, endOf, insertInto } from './chain-end.ts';
import type { Session, Writing } from './connection.ts';

/** What was printed, counted over all desks. */
export function printsIn(session: Session, registerId: string, writing: Writing) {
  const parts: Pick<SharedRegister, 'addPrints' | 'printsOf' | 'numberOf' | 'between'> = {
    addPrints: ({ credentials, way, job, at }) =>
      writing(async (within) => {
        const copies = new Map<string, number>();
        let end: End | undefined = await endOf(within, 'prints');
        for (const credential of credentials) {
          const copy = way === 'proof' ? 0 : (await countedIn(within, credential)) + 1;
          const record = printRecordOf({ credential, way, copy, job, at }, placeAfter(end, registerId));
          await insertInto(within, 'prints', record);
          end = record;
          copies.set(credential, copy);
        }
        return copies;
      }),
    printsOf: (credential) => printsFor(session, credential),
    async numberOf(credential) {
      const [told] = await session.query<{ number: number }>('SELECT number FROM entries WHERE id = $1', [
        credential,
      ]);
      return told?.number;
    },
    async between(first, last) {
      const found = await session.query<{ id: string }>(
        `SELECT each.id FROM entries AS first
         JOIN entries AS last ON last.series = first.series
         JOIN entries AS each ON each.series = first.series
           AND each.series_number BETWEEN first.series_number AND last.series_number
         WHERE first.serial = $1 AND last.serial = $2 ORDER BY each.number`,
        [first, last],
      );
      return found.map(({ id }) => id);
    },
  };
  return parts;
}

export function printsFor({ query }: Session, credential: string): Promise<readonly RegisterPrint[]> {
  return query('SELECT number, way, copy, at FROM prints WHERE credential = $1 ORDER BY number', [
    credential,
  ]);
}

async function countedIn({ query }: Session, credential: string): Promise<number> {
  const [told] = await query<{ count: number }>(
    "SELECT count(*)::integer AS count FROM prints WHERE credential = $1 AND way <> 'proof'",
    [credential],
  );
  return told?.count ?? 0;
}
