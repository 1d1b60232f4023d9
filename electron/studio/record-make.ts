import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { RaiseOrder } from '../../shared/augmenting/raise.ts';
import type { BatchRaising } from '../../shared/desk/extend.ts';
import type { ProofOrder, RecordMade, RecordOrder } from '../../shared/desk/record.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { prepareContainer } from '../../shared/record/asic.ts';
import { readProofs, writeRecord } from '../../shared/record/read.ts';
import { drawUpRecord } from '../../shared/record/record.ts';
import { isTestSeal } from '../../shared/sealing/fitness.ts';
import { prepareJsonSealer } from '../../shared/sealing/jades.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import type { Timestamper } from '../../shared/sealing/timestamp.ts';
import { LARGEST_FILE } from '../../shared/verifying/verify.ts';
import { readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { openSharedRegister } from '../postgres/open-shared.ts';
import { makeFolder } from './folder.ts';
import { standing } from './kept-order.ts';
import { instant } from './prepare-batch.ts';
import { batchRaising, raiseBatch } from './raise-batch.ts';
import { openFitSeal } from './seal-file.ts';
import { timestamperOf } from './timestamps.ts';

export const LARGEST_RECORD = 256 * 1024 * 1024;

/** A credential as the register or a batch's summary has it. */
interface RecordedRow {
  readonly serial: string;
  readonly files: readonly { readonly format: string; readonly sha256: string }[];
}

/** What a record is made of and with. */
export interface RecordPlan {
  readonly id: string;
  readonly out: string;
  readonly credentials: readonly RecordedRow[];
  readonly seal: Seal;
  readonly timestamper?: Timestamper | undefined;
  readonly engine: Engine;
  readonly at: Date;
}

/**
 * Writes a batch's record under `out/records`, sealed twice over the same bytes: as JAdES and in an ASiC-E container; and
 * beside them the proofs, which nobody else may read.
 * @throws StudioFault when disk or key fails.
 */
export async function writeBatchRecord(plan: RecordPlan): Promise<RecordMade> {
  const { id, seal, timestamper, engine } = plan;
  const { subject } = seal.certificate;
  const at = instant(plan.at);
  const files = plan.credentials.flatMap(({ serial, files: own }) =>
    own.map(({ format, sha256 }) => ({ serial, format, sha256 })),
  );
  const identifier = subject.organizationIdentifier;
  const institution = {
    name: subject.organisation ?? subject.text,
    ...(identifier !== undefined && { identifier }),
  };
  const facts = { id, institution, madeAt: at, test: isTestSeal(seal.certificate) };
  const { record, proofs } = drawUpRecord(facts, files, engine);
  const payload = writeRecord(record);
  const jades = await prepareJsonSealer(seal, engine, timestamper).seal(payload, {
    at,
    contentType: 'application/json',
  });
  const container = await prepareContainer(seal, engine, timestamper)(payload, { at, id });
  const folder = join(plan.out, 'records');
  makeFolder(folder);
  const path = (ending: string) => join(folder, `${at.slice(0, 10)}-${id.slice(0, 8)}${ending}`);
  const made = {
    record: path('.record.json'),
    container: path('.asice'),
    proofs: path('.proofs.json'),
  };
  await replaceFile(made.proofs, writeRecord(proofs), 0o600);
  await replaceFile(made.container, container);
  await replaceFile(made.record, jades);
  return { ...made, credentials: record.credentials.length, files: files.length };
}

/** The record of all that the register has in a folder. Problems: those of the seal; `record.file-missing` for an empty one. */
export async function makeRecord(
  order: RecordOrder,
  engine: Engine,
  now: () => Date,
): Promise<Outcome<RecordMade>> {
  const out = resolve(order.folder);
  const at = now();
  const means = await batchRaising(order, { engine, now });
  if (!means.ok) return means;
  const timestamper = order.level ? done(undefined) : await timestamperOf(order, engine);
  if (!timestamper.ok) return timestamper;
  const register = await openSharedRegister(standing(order.register ?? join(out, 'register.sqlite')));
  try {
    const here = new Set(readdirSync(join(out, 'credentials')));
    const everything = { search: '', offset: 0, limit: await register.count() };
    const credentials = (await register.find(everything)).entries
      .filter(({ files }) => files.some(({ name }) => here.has(name)))
      .reverse();
    if (credentials.length === 0) {
      return refused({ code: 'record.file-missing', where: { file: join(out, 'credentials') } });
    }
    const opened = await openFitSeal(order, at);
    if (!opened.ok) return opened;
    const { seal } = opened.value;
    try {
      const plan = { id: register.id, out, credentials, seal, timestamper: timestamper.value, engine, at };
      const made = await writeBatchRecord(plan);
      if (!means.value) return done(made);
      return done({ ...made, raising: await raiseRecord(made, means.value) });
    } finally {
      seal.close();
    }
  } finally {
    await register.close();
  }
}

function raiseRecord({ record, container }: RecordMade, means: RaiseOrder): Promise<BatchRaising> {
  const names = [record, container].map((path) => basename(path));
  const { signal } = new AbortController();
  return raiseBatch({ folder: dirname(record), names, means, signal, tell: () => {} });
}

/** One file's own proof, for whoever is to show that it stands in the record. */
export async function writeProof(
  order: ProofOrder,
  engine: Engine,
): Promise<Outcome<{ readonly proof: string }>> {
  const list = await readBounded(order.proofs, LARGEST_RECORD);
  if (!list.ok) return list;
  const proofs = readProofs(list.value);
  if (!proofs) return refused({ code: 'record.unreadable', where: { file: order.proofs } });
  const file = await readBounded(order.file, LARGEST_FILE);
  if (!file.ok) return file;
  const sha256 = Buffer.from(engine.hash('SHA-256', file.value)).toString('hex');
  const proof = proofs.proofs.find((one) => one.sha256 === sha256);
  if (!proof) return refused({ code: 'record.file-differs', where: { file: order.file } });
  const path = resolve(order.out);
  await replaceFile(path, writeRecord({ ...proofs, proofs: [proof] }));
  return done({ proof: path });
}
