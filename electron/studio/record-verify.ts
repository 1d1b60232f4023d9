import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordCheck, RecordReport } from '../../shared/desk/record.ts';
import type { Engine } from '../../shared/engine.ts';
import { formatOfName } from '../../shared/issue/sealed-file.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { openContainer, RECORD_FILE } from '../../shared/record/asic.ts';
import { readProofs, readRecord } from '../../shared/record/read.ts';
import { type BatchRecord, readerOf } from '../../shared/record/record.ts';
import { calledBy } from '../../shared/sealing/certificate-name.ts';
import type { Trust } from '../../shared/verifying/trust.ts';
import type { Verdict } from '../../shared/verifying/verdict.ts';
import { LARGEST_FILE, verifyFile } from '../../shared/verifying/verify.ts';
import { readBounded } from '../files/read.ts';
import { LARGEST_RECORD } from './record-make.ts';
import { readTrust } from './trust-sources.ts';

/**
 * Judges the seal of a record, then every file against it. A folder has to hold all that the record has.
 * Problems: those of reading files, `record.unreadable`; what is wrong with single files is told in the report.
 */
export async function verifyRecord(
  order: RecordCheck,
  engine: Engine,
  at: Date,
): Promise<Outcome<RecordReport>> {
  const trust = await readTrust(order.trust, order.crls ?? []);
  if (!trust.ok) return trust;
  const sealed = await readBounded(order.record, LARGEST_RECORD);
  if (!sealed.ok) return sealed;
  const opened = await openRecord(sealed.value, trust.value, engine, at);
  const list = await readBounded(order.proofs, LARGEST_RECORD);
  if (!list.ok) return list;
  const proofs = readProofs(list.value);
  if (!opened) return refused({ code: 'record.unreadable', where: { file: order.record } });
  if (!proofs) return refused({ code: 'record.unreadable', where: { file: order.proofs } });
  const { verdict, record } = opened;

  const find = record && readerOf(record, proofs, engine);
  const proven: RecordReport['proven'][number][] = [];
  const problems: Problem[] = [];
  const { paths, whole } = await spread(order.files);
  for (const path of paths) {
    const file = await readBounded(path, LARGEST_FILE);
    if (!file.ok) problems.push(...file.problems);
    else {
      const found = find?.(Buffer.from(engine.hash('SHA-256', file.value)).toString('hex'));
      if (found?.state === 'proven' && found.serial !== undefined) {
        proven.push({ file: path, serial: found.serial });
      } else problems.push({ code: 'record.file-differs', where: { file: path } });
    }
  }
  if (whole && record) problems.push(...missingFrom(record, proven));
  const { indication, reason, level, sealedBy, claimedAt, test } = verdict;
  return done({
    indication,
    reason,
    ...(level && { level }),
    ...(sealedBy && { sealedBy: calledBy(sealedBy.subject) }),
    ...(claimedAt && { claimedAt: claimedAt.toISOString() }),
    test: test || record?.test === true,
    credentials: record?.credentials.length ?? 0,
    proven,
    problems,
  });
}

/** Undefined for what is no record; a record whose seal does not hold has a verdict and no contents. */
async function openRecord(
  sealed: Uint8Array,
  trust: Trust,
  engine: Engine,
  at: Date,
): Promise<{ readonly verdict: Verdict; readonly record?: BatchRecord } | undefined> {
  const container = openContainer(sealed);
  const { kind, verdict } = container
    ? await verifyFile(container.signatures, trust, at, engine, new Map([[RECORD_FILE, container.record]]))
    : await verifyFile(sealed, trust, at, engine);
  if (kind !== 'json' && !container) return undefined;
  if (!verdict.payload) return verdict.indication === 'TOTAL-FAILED' ? { verdict } : undefined;
  const record = readRecord(verdict.payload);
  return record && { verdict, record };
}

function missingFrom({ credentials }: BatchRecord, proven: RecordReport['proven']): readonly Problem[] {
  const counts = new Map<string, number>();
  for (const { serial } of proven) counts.set(serial, (counts.get(serial) ?? 0) + 1);
  return credentials.flatMap(({ serial, files }) =>
    (counts.get(serial) ?? 0) < files.length
      ? [{ code: 'record.file-missing', where: { file: serial } } as const]
      : [],
  );
}

async function spread(
  paths: readonly string[],
): Promise<{ readonly paths: readonly string[]; readonly whole: boolean }> {
  const found: string[] = [];
  let whole = false;
  for (const path of paths) {
    const folder = await stat(path).then(
      (told) => told.isDirectory(),
      () => false,
    );
    if (!folder) found.push(path);
    else {
      whole = true;
      const inside = (await readdir(path)).filter((name) => formatOfName(name) !== undefined).sort();
      found.push(...inside.map((name) => join(path, name)));
    }
  }
  return { paths: found, whole };
}
