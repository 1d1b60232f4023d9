import type { Engine } from '../../shared/engine.ts';
import { openAsic } from '../../shared/record/container.ts';
import type { Trust } from '../../shared/verifying/trust.ts';
import type { FurtherVerdict, Verdict } from '../../shared/verifying/verdict.ts';
import { verifyFile } from '../../shared/verifying/verify.ts';

const UNJUDGED = { revocation: 'unknown', test: false } as const;

/**
 * Judges an ASiC container: every signature in it is over its one data file. Of several files in one container nobody
 * could be shown which of them a seal is over, so that it stays unjudged. Undefined for what is no container.
 */
export async function verifyContainer(
  bytes: Uint8Array,
  trust: Trust,
  at: Date,
  engine: Engine,
): Promise<Verdict | undefined> {
  const container = openAsic(bytes);
  if (!container) return undefined;
  const { data, signatures } = container;
  const [first, ...others] = signatures;
  if (!first)
    return { ...UNJUDGED, indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE', reason: 'not-sealed' };
  if (data.size !== 1) {
    return { ...UNJUDGED, indication: 'INDETERMINATE', subIndication: 'GENERIC', reason: 'not-judged' };
  }
  const { verdict } = await verifyFile(first, trust, at, engine, data);
  const further: FurtherVerdict[] = [...(verdict.further ?? [])];
  for (const signature of others) {
    const other = (await verifyFile(signature, trust, at, engine, data)).verdict;
    // One that proves nothing leaves nothing proven.
    if (!other.sealedBy) return other;
    further.push({ ...other, sealedBy: other.sealedBy });
  }
  const worst = further.reduce<Pick<Verdict, 'indication' | 'subIndication' | 'reason'>>(
    (one, other) => (RANK.indexOf(other.indication) < RANK.indexOf(one.indication) ? other : one),
    verdict,
  );
  const { indication, subIndication, reason } = worst;
  return {
    ...verdict,
    ...{ indication, reason },
    ...(subIndication && { subIndication }),
    ...(further.length > 0 && { further }),
  };
}

const RANK: readonly Verdict['indication'][] = ['TOTAL-FAILED', 'INDETERMINATE', 'TOTAL-PASSED'];
