import type { Engine } from '../engine.ts';
import { sameBytes } from '../sealing/bytes.ts';
import type { IntegrityWarning } from './integrity.ts';
import { checkTimestamp } from './timestamp.ts';
import type { ProvenTimestamp } from './timestamp-info.ts';
import type { Trust } from './trust.ts';
import { type Leaf, tellsAll, type ValidationData } from './validation-data.ts';
import type { BaselineLevel } from './verdict.ts';

/** More than anybody puts beside one signature; each costs a signature test. */
const MOST_TIMESTAMPS = 8;
/** One every few years, for as long as anybody keeps anything. */
const MOST_ARCHIVES = 32;

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

/** Tokens of one archive time-stamp with what they have to be over; undefined where that cannot be told. */
export interface ArchiveTimestamp {
  readonly tokens: readonly Uint8Array[];
  readonly stamped: Uint8Array | undefined;
}

/** Those of the archive time-stamps that hold; one that does not is warned of. */
export async function archiveTimestamps(
  archives: readonly ArchiveTimestamp[],
  engine: Engine,
): Promise<{ readonly archive: readonly ProvenTimestamp[]; readonly warnings: IntegrityWarning[] }> {
  const archive: ProvenTimestamp[] = [];
  let doubtful = archives.length > MOST_ARCHIVES;
  for (const { tokens, stamped } of archives.slice(0, MOST_ARCHIVES)) {
    if (!stamped) {
      doubtful = true;
      continue;
    }
    const { timestamps, warnings } = await signatureTimestamps(tokens, stamped, engine);
    archive.push(...timestamps);
    doubtful ||= warnings.length > 0;
  }
  return { archive, warnings: doubtful ? ['timestamp-wrong'] : [] };
}

/** What beside the signature decides the level. */
export interface LevelFacts {
  /** Time-stamps over the signature that hold. */
  readonly timestamps: readonly ProvenTimestamp[];
  /** Time-stamps that hold over the signature and the validation data. */
  readonly archive: readonly ProvenTimestamp[];
  readonly validation: ValidationData;
}

/**
 * T asks for a time-stamp over the signature, LT for all that its certificates and those of the time-stamps are judged by,
 * LTA for a time-stamp over all of that (EN 319 142-1, EN 319 132-1 and TS 119 182-1, each clause 6.3). What an archive
 * time-stamp itself is judged by is asked only when the next one covers it.
 */
export async function levelWith(
  family: 'PAdES' | 'XAdES' | 'JAdES',
  seal: Leaf,
  { timestamps, archive, validation }: LevelFacts,
): Promise<BaselineLevel> {
  if (timestamps.length === 0) return `${family}-BASELINE-B`;
  const stamped = timestamps.filter((one) => !archive.includes(one));
  const leaves = [seal, ...stamped.map(({ authority, others }) => ({ certificate: authority, others }))];
  if (!(await tellsAll(leaves, validation))) return `${family}-BASELINE-T`;
  return `${family}-BASELINE-${archive.length > 0 ? 'LTA' : 'LT'}`;
}

/**
 * The last hour at which the rest of the file has to be judged: that of the oldest archive time-stamp which newer ones
 * lead to (EN 319 102-1 clause 5.6.2.4). The newest has to be good at `at`, each older one when the next was made.
 */
export async function controlTime(
  archive: readonly ProvenTimestamp[],
  trust: Trust,
  at: Date,
): Promise<Date> {
  let hour = at;
  for (const stamp of [...archive].sort((one, other) => other.at.getTime() - one.at.getTime())) {
    if (stamp.at > hour || !(await trust.judgeTimestamp(stamp, hour)).ok) break;
    hour = stamp.at;
  }
  return hour;
}

/** The earliest time-stamp whose authority is trusted at `at`: best-signature-time of EN 319 102-1 clause 5.5.4. */
export async function bestTimestamp(
  timestamps: readonly ProvenTimestamp[],
  trust: Trust,
  at: Date,
): Promise<ProvenTimestamp | undefined> {
  let best: ProvenTimestamp | undefined;
  for (const timestamp of timestamps) {
    if (timestamp.at > at || (best && best.at <= timestamp.at)) continue;
    if ((await trust.judgeTimestamp(timestamp, at)).ok) best = timestamp;
  }
  return best;
}
