import type { Engine } from '../engine.ts';
import { endOfCertificateSignature } from '../sealing/algorithm-ends.ts';
import type { Certificate } from '../sealing/certificate.ts';
import type { FurtherSeal } from '../verifying/integrity.ts';
import { kindOf } from '../verifying/kind.ts';
import type { BaselineLevel } from '../verifying/verdict.ts';
import { checkFile } from '../verifying/verify.ts';
import type { Beside } from '../verifying/xml/reference.ts';

/** Until when a file proves by itself what it does today. */
export interface Standing {
  readonly level: BaselineLevel;
  /** When it has to be raised or renewed at the latest. */
  readonly until: Date;
}

/**
 * A seal alone stands as long as its certificate is valid, a time-stamped one as long as the last of its time-stamps: then,
 * or when the algorithm on that certificate is given up, the next time-stamp has to be there already. Undefined for a file
 * without levels or one that does not hold.
 */
export async function standingOf(
  bytes: Uint8Array,
  engine: Engine,
  beside?: Beside,
): Promise<Standing | undefined> {
  const kind = kindOf(bytes);
  if (kind === 'unknown' || kind === 'vc-di') return undefined;
  const held = await checkFile(kind, bytes, engine, beside);
  if (!held.ok) return undefined;
  const standings = [held, ...(held.further ?? [])].map(standingOfSeal);
  const known = standings.filter((standing) => standing !== undefined);
  if (known.length < standings.length) return undefined;
  return known.sort((one, other) => one.until.getTime() - other.until.getTime())[0];
}

function standingOfSeal({ level, signer, timestamps = [], archive = [] }: FurtherSeal): Standing | undefined {
  if (!level) return undefined;
  // Every archive time-stamp covers those before it, so the newest carries them all.
  const newest = [...archive].sort((one, other) => other.at.getTime() - one.at.getTime()).slice(0, 1);
  const stamps = newest.length > 0 ? newest : timestamps;
  const ends = stamps.map(({ authority }) => endOf(authority));
  return { level, until: ends.length > 0 ? latest(ends) : endOf(signer) };
}

function endOf({ notAfter, signatureAlgorithm }: Certificate): Date {
  const end = endOfCertificateSignature(signatureAlgorithm);
  return end && end < notAfter ? end : notAfter;
}

function latest(dates: readonly Date[]): Date {
  return new Date(Math.max(...dates.map((date) => date.getTime())));
}
