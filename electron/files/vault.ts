import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { formatOfName } from '../../shared/issue/sealed-file.ts';
import { StudioFault } from '../../shared/problem.ts';

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
   * All of one learner's files, durably: written beside under a passing name, synced, read again, renamed, folder synced.
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
  sweep(isKept: (name: string) => boolean): number;
}

/** Says whose folder this is; hidden from a clerk's usual view. */
const OWNER_FILE = '.register';
const PASSING = /^\.writing-/;

/**
 * @param registerId the register that will have an entry for every file.
 * @throws StudioFault `register.other-folder` when the folder belongs to another register, `file.not-writable`.
 */
export async function openVault(folder: string, registerId: string): Promise<Vault> {
  await claim(folder, registerId);
  return {
    folder,
    write: (files) => write(folder, files),
    async discard(names) {
      await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
    },
    sweep(isKept) {
      const left = readdirSync(folder).filter(
        (name) => PASSING.test(name) || (formatOfName(name) !== undefined && !isKept(name)),
      );
      for (const name of left) rmSync(join(folder, name), { force: true });
      return left.length;
    },
  };
}

async function claim(folder: string, registerId: string): Promise<void> {
  const owner = join(folder, OWNER_FILE);
  try {
    mkdirSync(folder, { recursive: true });
    if (existsSync(owner)) {
      if (readFileSync(owner, 'utf8').trim() === registerId) return;
      throw new StudioFault('register.other-folder', { folder });
    }
    // Files nobody claims would be taken for rest and swept.
    if (readdirSync(folder).some((name) => formatOfName(name) !== undefined)) {
      throw new StudioFault('register.other-folder', { folder });
    }
    const bytes = new TextEncoder().encode(`${registerId}\n`);
    await write(folder, [{ name: OWNER_FILE, bytes, sha256: digest(bytes) }]);
  } catch (cause) {
    throw diskFault(folder, cause);
  }
}

async function write(folder: string, files: readonly VaultFile[]): Promise<void> {
  const passing = files.map((file) => ({
    file,
    path: join(folder, `.writing-${randomBytes(6).toString('hex')}`),
  }));
  const settled = await Promise.allSettled(passing.map(({ file, path }) => writePassing(path, file)));
  const failed = settled.find((result) => result.status === 'rejected');
  try {
    if (failed) throw failed.reason;
    const taken = files.find((file) => existsSync(join(folder, file.name)));
    if (taken) throw new StudioFault('file.not-writable', { file: join(folder, taken.name) });
    await Promise.all(passing.map(({ file, path }) => rename(path, join(folder, file.name))));
    await syncFolder(folder);
  } catch (cause) {
    await Promise.allSettled(passing.map(({ path }) => rm(path, { force: true })));
    throw diskFault(folder, cause);
  }
}

async function writePassing(path: string, { bytes, sha256 }: VaultFile): Promise<void> {
  const file = await open(path, 'wx+');
  try {
    await file.writeFile(bytes);
    await file.sync();
    if (digest(await readBack(file, bytes.length)) !== sha256) {
      throw new StudioFault('file.not-writable', { file: path });
    }
  } finally {
    await file.close();
  }
}

async function readBack(file: FileHandle, length: number): Promise<Uint8Array> {
  // One byte more than was written shows a file that is too long.
  const buffer = new Uint8Array(length + 1);
  let at = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, at, buffer.length - at, at);
    if (bytesRead === 0) return buffer.subarray(0, at);
    at += bytesRead;
    if (at === buffer.length) return buffer;
  }
}

/** A name is only durable once its folder is (fsync(2)); Windows knows no such thing and cannot open a folder. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function diskFault(path: string, cause: unknown): unknown {
  if (cause instanceof StudioFault || !(cause instanceof Error) || !('code' in cause)) return cause;
  const full = cause.code === 'ENOSPC' || cause.code === 'EDQUOT';
  return new StudioFault(full ? 'file.disk-full' : 'file.not-writable', { file: path }, { cause });
}
