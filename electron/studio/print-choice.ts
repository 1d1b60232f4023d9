import { join } from 'node:path';
import type { PrintOrder, PrintSequence } from '../../shared/desk/print.ts';
import type { RegisterRecord } from '../../shared/desk/register.ts';
import type { Language } from '../../shared/language.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { LARGEST_FILE } from '../../shared/verifying/verify.ts';
import { readBounded } from '../files/read.ts';
import { sha256Of } from '../files/sha256.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { findSealed, foldersOf } from './find-sealed.ts';

/** A credential to be printed, and where its sealed pages may lie. */
export interface ChosenCredential {
  readonly id: string;
  readonly serial: string;
  readonly name: string;
  /** Of its entry: in a batch, the order of the roster. */
  readonly number: number;
  readonly files: readonly ChosenFile[];
}

export interface ChosenFile {
  readonly paths: readonly string[];
  readonly sha256: string;
}

export interface Choice {
  readonly chosen: readonly ChosenCredential[];
  /** Why others, that were asked for, are not to be printed. */
  readonly leftOut: readonly Problem[];
}

const PAGE = 500;

/**
 * What an order asks for, in its sequence. What no longer holds is left out, and what has no PDF.
 * Problems: `register.credential-unknown`, `print.file-unknown`, `print.range-wrong`, `print.nothing`, those of files;
 * with one of them nothing is chosen.
 */
export async function choose(register: SharedRegister, order: PrintOrder): Promise<Outcome<Choice>> {
  const files = await filesIn(register, order.files);
  if (!files.ok) return files;
  const ids = await idsIn(register, order, files.value);
  if (!ids.ok) return ids;
  const leftOut: Problem[] = [];
  const chosen: ChosenCredential[] = [];
  for (const id of ids.value) {
    const record = await register.show(id);
    if (!record) continue;
    const problem = unfit(record);
    if (problem) leftOut.push(problem);
    else {
      const { serial, name } = record;
      const own = files.value?.get(id) ?? filesOf(record, await foldersOf(register, record.batch, order));
      chosen.push({ id, serial, name, number: (await register.numberOf(id)) ?? 0, files: own });
    }
  }
  if (chosen.length > 0)
    return done({ chosen: chosen.sort(bySequence(order.sequence, order.language)), leftOut });
  const [first, ...more] = leftOut;
  return first
    ? refused(first, ...more)
    : refused({ code: 'print.nothing', where: { file: order.register } });
}

/**
 * The bytes that were sealed, or raised since. Problems: `print.file-missing`, `print.file-changed`, `file.too-large`.
 */
export async function sealedBytes(
  { serial }: ChosenCredential,
  { paths, sha256 }: ChosenFile,
): Promise<Outcome<{ readonly path: string; readonly bytes: Uint8Array }>> {
  const found = await findSealed(paths, sha256);
  if (!found.ok) return found;
  if (found.value.state === 'here') return done(found.value);
  const { state, path } = found.value;
  const code = state === 'missing' ? 'print.file-missing' : 'print.file-changed';
  return refused({ code, where: { file: path }, facts: { credential: serial } });
}

function unfit({ serial, status, files }: RegisterRecord): Problem | undefined {
  const facts = { credential: serial };
  if (status !== 'valid') return { code: 'print.withdrawn', facts };
  return files.some(({ format }) => format === 'pdf') ? undefined : { code: 'print.no-page', facts };
}

/** Files that were named, by the credential that the register knows them of. */
async function filesIn(
  register: SharedRegister,
  paths: readonly string[] | undefined,
): Promise<Outcome<ReadonlyMap<string, readonly ChosenFile[]> | undefined>> {
  if (!paths) return done(undefined);
  const found = new Map<string, ChosenFile[]>();
  for (const path of paths) {
    const read = await readBounded(path, LARGEST_FILE);
    if (!read.ok) return read;
    const sha256 = sha256Of(read.value);
    const id = await register.credentialWith(sha256);
    if (id === undefined) return refused({ code: 'print.file-unknown', where: { file: path } });
    found.set(id, [...(found.get(id) ?? []), { paths: [path], sha256 }]);
  }
  return done(found);
}

/** Each field of the order names credentials; chosen are those that all of them name. */
async function idsIn(
  register: SharedRegister,
  { register: path, credentials, range, search, batch }: PrintOrder,
  files: ReadonlyMap<string, unknown> | undefined,
): Promise<Outcome<readonly string[]>> {
  const named: (readonly string[])[] = [];
  if (credentials) {
    const records = await Promise.all(credentials.map((credential) => register.show(credential)));
    const unknown = credentials.find((_, at) => !records[at]);
    if (unknown !== undefined) {
      const facts = { credential: unknown };
      return refused({ code: 'register.credential-unknown', where: { file: path }, facts });
    }
    named.push(records.flatMap((record) => record?.id ?? []));
  }
  if (files) named.push([...files.keys()]);
  if (range) {
    const ids = await register.between(range.first, range.last);
    if (ids.length === 0) return refused({ code: 'print.range-wrong', where: { file: path }, facts: range });
    named.push(ids);
  }
  if (search !== undefined || batch !== undefined) named.push(await found(register, search, batch));
  const [first = [], ...others] = named.map((ids) => new Set(ids));
  return done([...first].filter((id) => others.every((ids) => ids.has(id))));
}

async function found(register: SharedRegister, search = '', batch?: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await register.find({ search, ...(batch !== undefined && { batch }), offset, limit: PAGE });
    ids.push(...page.entries.map(({ id }) => id));
    if (page.entries.length < PAGE) return ids;
  }
}

function filesOf({ files }: RegisterRecord, folders: readonly string[]): readonly ChosenFile[] {
  return files
    .filter(({ format }) => format === 'pdf')
    .map(({ name, sha256 }) => ({ paths: folders.map((folder) => join(folder, name)), sha256 }));
}

function bySequence(
  sequence: PrintSequence,
  language: Language,
): (one: ChosenCredential, other: ChosenCredential) => number {
  const { compare } = new Intl.Collator(language, { numeric: true });
  if (sequence === 'roster') return (one, other) => one.number - other.number;
  if (sequence === 'serial') return (one, other) => compare(one.serial, other.serial);
  return (one, other) => compare(one.name, other.name) || one.number - other.number;
}
