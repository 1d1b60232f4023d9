import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { formatOfName } from '../../shared/issue/sealed-file.ts';
import { StudioFault } from '../../shared/problem.ts';
import { sha256Of } from './sha256.ts';

/** A file to be kept. */
export interface VaultFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/**
 * The folder the learners' files lie in. Belongs to one register: what lies there without an entry in that register is
 * rest of a run that was cut off.
 */
export interface Vault {
  readonly folder: string;
  /**
   * All of these files, durably: written beside under a passing name, synced, read again, renamed, folder synced.
   * Never over a file that is there.
   * @throws StudioFault `file.disk-full` or `file.not-writable`; nothing passing is left behind where it can be helped.
   */
  write(files: readonly VaultFile[]): Promise<void>;
  /** Takes files back that will get no entry. */
  discard(names: readonly string[]): Promise<void>;
  /**
   * Clears what a run that was cut off left: passing names, and sealed files that `isKept` does not know.
   * @returns how many.
   */
  sweep(isKept: (name: string) => boolean): Promise<number>;
}

/** Says whose folder this is; hidden from a clerk's usual view. */
const OWNER_FILE = '.register';
/** What is written has such a name until it is whole. */
export const PASSING = /^\.writing-[0-9a-f]{12}$/;

/**
 * @param registerId the register that will have an entry for every file.
 * @throws StudioFault `register.other-folder` when the folder belongs to another register, `file.not-writable`.
 */
export async function openVault(folder: string, registerId: string): Promise<Vault> {
  await claim(folder, registerId);
  return {
    folder,
    write: (files) => write(folder, files),
    discard: (names) => discard(folder, names),
    async sweep(isKept) {
      const left = readdirSync(folder).filter(
        (name) => PASSING.test(name) || (!isKept(name) && formatOfName(name) !== undefined),
      );
      await discard(folder, left);
      return left.length;
    },
  };
}

/** Side by side: each waits for the disk's journal, 200 of them 0.2 s one after the other and a tenth of it together. */
async function discard(folder: string, names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
}

async function claim(folder: string, registerId: string): Promise<void> {
  const owner = join(folder, OWNER_FILE);
  try {
    mkdirSync(folder, { recursive: true });
    if (existsSync(owner)) {
      if (isOwner(owner, registerId)) return;
      throw new StudioFault('register.other-folder', { folder });
    }
    // Files nobody claims would be taken for rest and swept.
    if (readdirSync(folder).some((name) => formatOfName(name) !== undefined)) {
      throw new StudioFault('register.other-folder', { folder });
    }
    const bytes = new TextEncoder().encode(`${registerId}\n`);
    await write(folder, [{ name: OWNER_FILE, bytes, sha256: sha256Of(bytes) }]);
  } catch (cause) {
    // Another worker of the same register may have been quicker.
    if (isOwner(owner, registerId)) return;
    throw diskFault(folder, cause);
  }
}

function isOwner(owner: string, registerId: string): boolean {
  return existsSync(owner) && readFileSync(owner, 'utf8').trim() === registerId;
}

async function write(folder: string, files: readonly VaultFile[]): Promise<void> {
  const passing: Passing[] = [];
  try {
    // Short calls that never wait for the disk; only syncing does, all files at once.
    for (const file of files) passing.push(writePassing(folder, file));
    await Promise.all(passing.map(({ descriptor }) => sync(descriptor)));
    for (const one of passing) checkPassing(one);
    const taken = files.find((file) => existsSync(join(folder, file.name)));
    if (taken) throw new StudioFault('file.not-writable', { file: join(folder, taken.name) });
    for (const { path, file } of passing) renameSync(path, join(folder, file.name));
    await syncFolder(folder);
  } catch (cause) {
    for (const { path } of passing) rmSync(path, { force: true });
    throw diskFault(folder, cause);
  } finally {
    for (const { descriptor } of passing) closeSync(descriptor);
  }
}

interface Passing {
  readonly file: VaultFile;
  readonly path: string;
  readonly descriptor: number;
}

function writePassing(folder: string, file: VaultFile): Passing {
  const path = join(folder, `.writing-${randomBytes(6).toString('hex')}`);
  const descriptor = openSync(path, 'wx+');
  try {
    for (let at = 0; at < file.bytes.length; ) at += writeSync(descriptor, file.bytes, at);
    return { file, path, descriptor };
  } catch (cause) {
    closeSync(descriptor);
    rmSync(path, { force: true });
    throw cause;
  }
}

/** Octet by octet, which is quicker than a digest and says as much. */
function checkPassing({ file, path, descriptor }: Passing): void {
  // One byte more than was written shows a file that is too long.
  const wanted = file.bytes.length + 1;
  if (readBack.length < wanted) readBack = Buffer.allocUnsafeSlow(2 * wanted);
  let length = 0;
  while (length < wanted) {
    const read = readSync(descriptor, readBack, length, wanted - length, length);
    if (read === 0) break;
    length += read;
  }
  if (readBack.subarray(0, length).compare(file.bytes) !== 0)
    throw new StudioFault('file.not-writable', { file: path });
}

/** Files are read into the same memory one after the other: thousands of buffers a second would wait to be collected. */
let readBack = Buffer.allocUnsafeSlow(256 * 1024);

const sync = promisify(fsync);

/** A name is only durable once its folder is (fsync(2)); Windows knows no such thing and cannot open a folder. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    await sync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

export function diskFault(path: string, cause: unknown): unknown {
  if (cause instanceof StudioFault || !(cause instanceof Error) || !('code' in cause)) return cause;
  const full = cause.code === 'ENOSPC' || cause.code === 'EDQUOT';
  return new StudioFault(full ? 'file.disk-full' : 'file.not-writable', { file: path }, { cause });
}
