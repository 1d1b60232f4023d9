import { done, type Outcome } from '../../shared/problem.ts';
import { isSealedRecord, standingOfSealed } from '../../shared/record/raise.ts';
import { type PresentedPart, readPresented } from '../../shared/stack/presented.ts';
import { summarise } from '../../shared/verifying/summary.ts';
import type { Trust } from '../../shared/verifying/trust.ts';
import { LARGEST_FILE, verifyFile } from '../../shared/verifying/verify.ts';
import { nodeEngine } from '../engine.ts';
import { inFile, readBounded } from '../files/read.ts';
import { readTrust } from '../studio/trust-sources.ts';
import type { FoundStanding, PartErrand, SealedBefore, SealingErrand, StandingErrand } from './errand.ts';

/** Problems: those of the files, and of `readPresented`. */
export async function judgePart({ file, at, ...trusted }: PartErrand): Promise<Outcome<PresentedPart>> {
  const trust = await trustOf(trusted);
  if (!trust.ok) return trust;
  const bytes = await readBounded(file, LARGEST_FILE);
  return bytes.ok ? inFile(file, await readPresented(bytes.value, trust.value, at, nodeEngine)) : bytes;
}

/** Problems: those of the files of trust. */
export async function judgeBefore(order: SealingErrand): Promise<Outcome<SealedBefore>> {
  const { bytes, at, format, identifier } = order;
  const trust = await trustOf(order);
  if (!trust.ok) return trust;
  const { kind, verdict } = await verifyFile(bytes, trust.value, at, nodeEngine);
  const { indication, payload, sealedBy, claimedAt, further = [] } = verdict;
  const credential = payload && kind === format ? await summarise(format, payload, nodeEngine) : undefined;
  const sealers = [sealedBy, ...further.map((seal) => seal.sealedBy)];
  const from = sealedBy?.subject.organizationIdentifier ?? sealedBy?.subject.text;
  return done({
    kind,
    indication,
    sealers: sealers.map((sealer) => sealer?.subject.organizationIdentifier),
    // A PDF has a field for each; data name those who award, by the identifiers that stand in their certificates.
    named: format === 'pdf' || namesInstitution(payload, format, identifier),
    ...(from !== undefined && { from }),
    ...(claimedAt && { claimedAt }),
    ...(credential && { credential }),
  });
}

function namesInstitution(
  payload: Uint8Array | undefined,
  format: 'xml' | 'json',
  identifier: string,
): boolean {
  const text = new TextDecoder().decode(payload);
  return format === 'json' ? text.includes(JSON.stringify(identifier)) : text.includes(`>${identifier}<`);
}

/** Problems: those of the file. */
export async function judgeStanding({ file }: StandingErrand): Promise<Outcome<FoundStanding>> {
  const bytes = await readBounded(file, LARGEST_FILE);
  if (!bytes.ok) return bytes;
  const standing = await standingOfSealed(bytes.value, nodeEngine);
  return done({ record: isSealedRecord(bytes.value), ...(standing && { standing }) });
}

let last: { readonly key: string; readonly trust: Outcome<Trust> } | undefined;

/** A reader is kept for one order at the most, so its files of trust are read once. */
async function trustOf({ trust, crls }: Pick<PartErrand, 'trust' | 'crls'>): Promise<Outcome<Trust>> {
  const key = JSON.stringify([trust, crls]);
  if (last?.key !== key) last = { key, trust: await readTrust(trust, crls) };
  return last.trust;
}
