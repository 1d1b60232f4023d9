import type { Outcome } from '../../shared/problem.ts';
import type { Pkcs12Contents } from '../../shared/sealing/pkcs12.ts';
import { sendReader } from './host.ts';

/**
 * `readPkcs12` in a reader of its own, which has seen the key and is ended at once. `file` names it in words only.
 * Besides its problems: `file.too-much`.
 */
export function readSealFile(
  file: string,
  bytes: Uint8Array,
  password: string,
): Promise<Outcome<Pkcs12Contents>> {
  const errand = { errand: 'seal', order: { bytes, password } } as const;
  return sendReader(errand, { code: 'file.too-much', where: { file } });
}
