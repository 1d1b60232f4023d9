import { dirname, join } from 'node:path';
import { writeZip } from '../../shared/archive-writer.ts';
import type { DeliveryOrder } from '../../shared/desk/delivery.ts';
import type { RegisterRecord } from '../../shared/desk/register.ts';
import type { Engine } from '../../shared/engine.ts';
import { readSummaryJson } from '../../shared/formats/summary/json.ts';
import type { SummaryRow } from '../../shared/formats/summary/row.ts';
import { SEALED_FORMATS, type SealedFormat } from '../../shared/issue/sealed-file.ts';
import { isWindowLanguage, type Language } from '../../shared/language.ts';
import { distinctNames } from '../../shared/outputs/file-name.ts';
import type { NamedBy } from '../../shared/outputs/name-pattern.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { readBounded } from '../files/read.ts';
import { sha256Of } from '../files/sha256.ts';
import type { IssuedRow } from '../register/jobs.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { findSealed, foldersOf } from './find-sealed.ts';

/** What one learner is handed. */
export interface Parcel {
  readonly row: SummaryRow;
  readonly language: Language;
  /** Name without extension that no other learner of the batch has. */
  readonly stem: string;
  /** The files as they were sealed, under their new names. */
  readonly sealed: readonly SealedPart[];
  /** What is written: the same, in a folder or an archive of the learner's own when wished. */
  readonly files: readonly ParcelFile[];
}

interface SealedPart {
  readonly name: string;
  readonly format: SealedFormat;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

interface ParcelFile {
  /** With `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly format?: SealedFormat;
}

const LARGEST_SUMMARY = 512 * 1024 * 1024;

/**
 * One learner after another, in the order of the roster. Problems of a learner: `output.withdrawn`,
 * `output.file-missing`, `output.file-changed`.
 */
export async function* makeParcels(
  register: SharedRegister,
  order: DeliveryOrder,
  issued: readonly IssuedRow[],
  nameOf: (by: NamedBy) => string,
  engine: Engine,
): AsyncGenerator<Outcome<Parcel>> {
  const folders = await foldersOf(register, order.batch, order);
  const known = await summaryRows(folders.map((folder) => dirname(folder)));
  const distinct = distinctNames();
  for (const { id, language } of issued) {
    const record = await register.show(id);
    // An erased entry tells no name and no files.
    if (!record || record.files.length === 0) continue;
    const row = { ...(known.get(id) ?? record), serial: record.serial, id };
    const stem = distinct(nameOf(row));
    const sealed = await sealedParts(record, folders, stem);
    if (!sealed.ok) yield sealed;
    else {
      const files = await packed(sealed.value, stem, order, engine);
      const spoken = language !== null && isWindowLanguage(language) ? language : 'en';
      yield done({ row, language: spoken, stem, sealed: sealed.value, files });
    }
  }
}

async function sealedParts(
  { serial, status, files }: RegisterRecord,
  folders: readonly string[],
  stem: string,
): Promise<Outcome<readonly SealedPart[]>> {
  const facts = { credential: serial };
  if (status !== 'valid') return refused({ code: 'output.withdrawn', facts });
  const parts: SealedPart[] = [];
  for (const { name, format, sha256 } of files) {
    const found = await findSealed(
      folders.map((folder) => join(folder, name)),
      sha256,
    );
    if (!found.ok) return found;
    const { state, path } = found.value;
    if (state !== 'here') {
      const code: Problem['code'] = state === 'missing' ? 'output.file-missing' : 'output.file-changed';
      return refused({ code, where: { file: path }, facts });
    }
    const { extension } = SEALED_FORMATS[format];
    parts.push({ name: `${stem}.${extension}`, format, bytes: found.value.bytes, sha256 });
  }
  return done(parts);
}

async function packed(
  sealed: readonly SealedPart[],
  stem: string,
  { packages }: DeliveryOrder,
  engine: Engine,
): Promise<readonly ParcelFile[]> {
  if (packages !== 'zip') {
    const under = packages === 'folder' ? `${stem}/` : '';
    return sealed.map(({ name, bytes, sha256, format }) => ({ path: under + name, bytes, sha256, format }));
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of writeZip(sealed, engine)) pieces.push(piece);
  const bytes = new Uint8Array(Buffer.concat(pieces));
  return [{ path: `${stem}.zip`, bytes, sha256: sha256Of(bytes) }];
}

/** What the register does not keep, such as addresses, stands in the summaries beside the files, if they are still there. */
async function summaryRows(folders: readonly string[]): Promise<ReadonlyMap<string, SummaryRow>> {
  const known = new Map<string, SummaryRow>();
  for (const folder of new Set(folders)) {
    const bytes = await readBounded(join(folder, 'summary.json'), LARGEST_SUMMARY);
    const rows = bytes.ok ? readSummaryJson(bytes.value) : undefined;
    for (const row of rows ?? []) known.set(row.id, row);
  }
  return known;
}
