import { type Outcome, refused } from '../../shared/problem.ts';
import { readPkcs12 } from '../../shared/sealing/pkcs12.ts';
import { readPrivateKey, sealWithKey } from './key.ts';
import type { OpenSeal, OpenSealOptions } from './open-seal.ts';

/**
 * Opens the e-seal in a PKCS#12 file. Whether its certificate is fit for sealing is asked of `judgeFitness`.
 * `read` may be another place where its bytes are parsed.
 * @returns the problems of `readPkcs12` and `sealWithKey`.
 */
export async function openSeal(
  bytes: Uint8Array,
  password: string,
  options: OpenSealOptions = {},
  read: typeof readPkcs12 = readPkcs12,
): Promise<Outcome<OpenSeal>> {
  const contents = await read(bytes, password);
  if (!contents.ok) return contents;
  const key = readPrivateKey(contents.value.privateKey);
  if (!key) return refused({ code: 'seal.key-unsupported' });
  return sealWithKey(key, contents.value.certificates, options);
}
