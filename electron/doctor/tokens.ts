import { existsSync } from 'node:fs';
import type { Finding } from '../../shared/desk/doctor.ts';
import { importDriver, loadLibrary } from '../seals/pkcs11-driver.ts';
import { finding } from './finding.ts';

/** Where the makers of tokens put their PKCS#11 libraries; looked at, not loaded. */
const USUAL_PLACES: readonly string[] = [
  ...['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'].flatMap(
    (folder) => [
      `${folder}/opensc-pkcs11.so`,
      `${folder}/softhsm/libsofthsm2.so`,
      `${folder}/libeToken.so`,
      `${folder}/libIDPrimePKCS11.so`,
      `${folder}/libykcs11.so`,
    ],
  ),
  '/Library/OpenSC/lib/opensc-pkcs11.so',
  '/usr/local/lib/libeTPkcs11.dylib',
  'C:\\Program Files\\OpenSC Project\\OpenSC\\pkcs11\\opensc-pkcs11.dll',
  'C:\\Windows\\System32\\eTPKCS11.dll',
];

/** Whether tokens can be used at all, which libraries lie about, and what is in the one that is named. */
export async function examineTokens(library: string | undefined): Promise<readonly Finding[]> {
  try {
    await importDriver();
  } catch {
    return [finding('tokens.unavailable')];
  }
  if (library !== undefined) return [await examineLibrary(library)];
  const found = USUAL_PLACES.filter((path) => existsSync(path));
  return [finding('tokens.well', { count: found.length, libraries: found.join(', ') || '–' })];
}

/** Names tokens by the label that is printed on them; nothing is logged in to. */
async function examineLibrary(path: string): Promise<Finding> {
  const loaded = await loadLibrary(path);
  if (!loaded.ok) return finding('tokens.unloadable', { library: path });
  const { calls, driver } = loaded.value;
  const labels = calls.C_GetSlotList(true).flatMap((slot) => {
    try {
      const { flags, label } = calls.C_GetTokenInfo(slot);
      return (flags & driver.CKF_TOKEN_INITIALIZED) === 0 ? [] : [label.trim()];
    } catch {
      // Pulled out meanwhile.
      return [];
    }
  });
  return labels.length === 0
    ? finding('tokens.empty', { library: path })
    : finding('tokens.library', { library: path, count: labels.length, tokens: labels.join(', ') });
}
