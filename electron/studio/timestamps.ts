import type { BatchOrder } from '../../shared/desk/batch.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import type { Timestamper } from '../../shared/sealing/timestamp.ts';
import { prepareTrust } from '../../shared/verifying/trust.ts';
import { openTimestamper } from '../timestamp/client.ts';
import { LARGEST_CERTIFICATE_FILE, readAll } from './certificate-files.ts';

/** The authorities that an order names, not yet asked; undefined when it names none. Problems: those of the files. */
export async function timestamperOf(
  { timestamps, timestampTrust }: Pick<BatchOrder, 'timestamps' | 'timestampTrust'>,
  engine: Engine,
): Promise<Outcome<Timestamper | undefined>> {
  const [first, ...more] = timestamps ?? [];
  if (first === undefined) return done(undefined);
  const roots = timestampTrust && (await readAll(timestampTrust, 'CERTIFICATE', LARGEST_CERTIFICATE_FILE));
  if (roots && !roots.ok) return roots;
  return done(
    openTimestamper({
      authorities: [first, ...more],
      ...(roots && { trust: prepareTrust({ roots: roots.value }) }),
      engine,
      now: () => new Date(),
    }),
  );
}
