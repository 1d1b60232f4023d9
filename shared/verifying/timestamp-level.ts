import type { Engine } from '../engine.ts';
import { sameBytes } from '../sealing/bytes.ts';
import type { IntegrityWarning } from './integrity.ts';
import { checkTimestamp } from './timestamp.ts';
import type { ProvenTimestamp } from './timestamp-info.ts';
import type { Trust } from './trust.ts';
import type { BaselineLevel } from './verdict.ts';

/** More than anybody puts beside one signature; each costs a signature test. */
const MOST_TIMESTAMPS = 8;

/** Those of the time-stamps over `stamped` that hold; one that does not, or that is another's copy, is warned of. */
export async function signatureTimestamps(
  tokens: readonly Uint8Array[],
  stamped: Uint8Array,
  engine: Engine,
): Promise<{ readonly timestamps: readonly ProvenTimestamp[]; readonly warnings: IntegrityWarning[] }> {
  const judged = tokens
    .slice(0, MOST_TIMESTAMPS)
    .filter((token, index) => !tokens.slice(0, index).some((other) => sameBytes(other, token)));
  const checked = await Promise.all(judged.map((token) => checkTimestamp(token, stamped, engine)));
  const timestamps = checked.flatMap((one) => (one.ok ? one.value : []));
  return { timestamps, warnings: timestamps.length < tokens.length ? ['timestamp-wrong'] : [] };
}

/** T asks for a time-stamp over the signature (EN 319 142-1, EN 319 132-1 and TS 119 182-1, each clause 6.3). */
export function levelWith(
  family: 'PAdES' | 'XAdES' | 'JAdES',
  timestamps: readonly ProvenTimestamp[],
): BaselineLevel {
  return `${family}-BASELINE-${timestamps.length > 0 ? 'T' : 'B'}`;
}

/**
 * The earliest time-stamp whose authority is trusted at `at`: best-signature-time of EN 319 102-1 clause 5.5.4. Without
 * archive data an authority's own certificate has to be good at the hour of the question.
 */
export async function bestTimestamp(
  timestamps: readonly ProvenTimestamp[],
  trust: Trust,
  at: Date,
): Promise<ProvenTimestamp | undefined> {
  let best: ProvenTimestamp | undefined;
  for (const timestamp of timestamps) {
    if (timestamp.at > at || (best && best.at <= timestamp.at)) continue;
    if ((await trust.judge(timestamp.authority, timestamp.others, at)).ok) best = timestamp;
  }
  return best;
}
