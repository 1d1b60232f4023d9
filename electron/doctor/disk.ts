import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rm, stat, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Finding } from '../../shared/desk/doctor.ts';
import { finding, reasonOf } from './finding.ts';

const MEBIBYTE = 1024 * 1024;
/** MiB; a batch of ten thousand learners with three files each needs about as much. */
const LITTLE = 4096;
const TRIED = 256 * 1024;
/** Milliseconds that a disk's clock may differ from ours; FAT keeps even seconds. */
const SKEW = 3000;

/** Whether a folder takes what is written, keeps it over a power cut as far as it says so, and has room. */
export async function examineFolder(folder: string, now: () => Date): Promise<readonly Finding[]> {
  const place = resolve(folder);
  const trial = join(place, `.doctor-${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(place, { recursive: true });
    const began = performance.now();
    const written = randomBytes(TRIED);
    const file = await open(trial, 'wx', 0o600);
    try {
      await file.writeFile(written);
      await file.sync();
    } finally {
      await file.close();
    }
    if (!written.equals(await readFile(trial))) throw new Error('differs');
    const milliseconds = Math.round(performance.now() - began);
    const skew = Math.abs((await stat(trial)).mtimeMs - now().getTime());
    const { bavail, bsize } = await statfs(place);
    const free = Math.floor((bavail * bsize) / MEBIBYTE);
    const facts = { folder: place, free, milliseconds };
    return [
      finding(free < LITTLE ? 'disk.low' : 'disk.well', facts),
      ...(skew > SKEW ? [finding('clock.disk', { folder: place, seconds: Math.round(skew / 1000) })] : []),
    ];
  } catch (cause) {
    return [finding('disk.unsound', { folder: place, reason: reasonOf(cause) })];
  } finally {
    await rm(trial, { force: true }).catch(() => {});
  }
}
