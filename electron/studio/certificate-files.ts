import { done, type Outcome } from '../../shared/problem.ts';
import { readPem } from '../../shared/sealing/certificate.ts';
import { readBounded } from '../files/read.ts';

export const LARGEST_CERTIFICATE_FILE = 4 * 1024 * 1024;

/** Every certificate or list in the files, DER. */
export async function readAll(
  paths: readonly string[],
  label: string,
  limit: number,
): Promise<Outcome<readonly Uint8Array[]>> {
  const found: Uint8Array[] = [];
  for (const path of paths) {
    const file = await readBounded(path, limit);
    if (!file.ok) return file;
    found.push(...readPem(file.value, label));
  }
  return done(found);
}
