import type { Handle } from 'pkcs11js';
import type { TokenReport, TokenSeal } from '../../shared/desk/seal.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { readCertificate } from '../../shared/sealing/certificate.ts';
import { attribute, findObjects, loadLibrary, lookAnew, type TokenLibrary } from './pkcs11-driver.ts';
import { type FoundToken, tokensIn } from './pkcs11-objects.ts';

/**
 * What lies on the tokens that a library reaches, as far as a token tells without its PIN: certificates, but no keys.
 * Problem: `seal.driver-missing`.
 */
export async function listTokens(module: string): Promise<Outcome<readonly TokenReport[]>> {
  let library = await loadLibrary(module);
  // Whoever asks may just have plugged a token in.
  if (library.ok && !lookAnew(library.value)) library = await loadLibrary(module);
  if (!library.ok) return library;
  const { value } = library;
  return done(
    tokensIn(value).map((token) => ({
      label: token.info.label.trim(),
      serial: token.info.serialNumber.trim(),
      seals: sealsOn(value, token),
    })),
  );
}

function sealsOn(library: TokenLibrary, { slot, info }: FoundToken): readonly TokenSeal[] {
  const { calls, driver, path } = library;
  let close = () => {};
  try {
    const session = calls.C_OpenSession(slot, driver.CKF_SERIAL_SESSION);
    close = () => calls.C_CloseSession(session);
    const octets = (object: Handle, type: number) => attribute(library, session, object, type);
    const kind = [{ type: driver.CKA_CLASS, value: driver.CKO_CERTIFICATE }];
    return findObjects(library, session, kind).flatMap((object): readonly TokenSeal[] => {
      const read = readCertificate(new Uint8Array(octets(object, driver.CKA_VALUE)));
      if (!read.ok || read.value.ca) return [];
      const { subject, notAfter } = read.value;
      const label = octets(object, driver.CKA_LABEL).toString('utf8');
      const id = octets(object, driver.CKA_ID);
      const address = addressOf({
        serial: info.serialNumber.trim(),
        token: info.label.trim(),
        label,
        id,
        path,
      });
      return [{ address, label, subject: subject.text, notAfter: notAfter.toISOString() }];
    });
  } catch {
    // Pulled while it was asked: there is nothing on it to choose.
    return [];
  } finally {
    closeQuietly(close);
  }
}

interface Place {
  readonly token: string;
  readonly serial: string;
  readonly label: string;
  readonly id: Buffer;
  readonly path: string;
}

/** RFC 7512, with everything that tells this certificate from others. */
function addressOf({ token, serial, label, id, path }: Place): string {
  const parts = [
    token && `token=${encodeURIComponent(token)}`,
    serial && `serial=${encodeURIComponent(serial)}`,
    label && `object=${encodeURIComponent(label)}`,
    id.length > 0 && `id=${Array.from(id, (octet) => `%${octet.toString(16).padStart(2, '0')}`).join('')}`,
  ].filter(Boolean);
  return `pkcs11:${parts.join(';')}?module-path=${encodeURIComponent(path).replaceAll('%2F', '/')}`;
}

function closeQuietly(close: () => void): void {
  try {
    close();
  } catch {
    // A token that has been pulled has no session.
  }
}
