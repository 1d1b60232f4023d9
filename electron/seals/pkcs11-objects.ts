import { endianness } from 'node:os';
import type { Handle, TokenInfo } from 'pkcs11js';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { type Certificate, readCertificate } from '../../shared/sealing/certificate.ts';
import type { TokenAddress } from './pkcs11-address.ts';
import { attribute, findObjects, type TokenLibrary } from './pkcs11-driver.ts';

export interface FoundToken {
  readonly slot: Handle;
  readonly info: TokenInfo;
}

/**
 * The one token that fits the address, of those in all slots.
 * @returns `seal.token-missing` naming the tokens there are, or `seal.several-keys` when more than one fits.
 */
export function findToken(library: TokenLibrary, address: TokenAddress): Outcome<FoundToken> {
  const tokens = tokensIn(library);
  const wanted: readonly (readonly [string | undefined, (info: TokenInfo) => string])[] = [
    [address.token, ({ label }) => label],
    [address.serial, ({ serialNumber }) => serialNumber],
    [address.manufacturer, ({ manufacturerID }) => manufacturerID],
    [address.model, ({ model }) => model],
  ];
  const fitting = tokens.filter(
    ({ slot, info }) =>
      wanted.every(([text, of]) => text === undefined || text === of(info).trim()) &&
      (address.slot === undefined || slot.equals(ulong(address.slot))),
  );
  const [first, ...others] = fitting;
  if (!first) {
    return refused({ code: 'seal.token-missing', facts: { tokens: labels(tokens) } });
  }
  if (others.length > 0) return refused({ code: 'seal.several-keys', facts: { choices: labels(fitting) } });
  return done(first);
}

/** Every token that is plugged in and was made ready for use. */
export function tokensIn({ calls, driver }: TokenLibrary): readonly FoundToken[] {
  return calls
    .C_GetSlotList(true)
    .flatMap((slot): readonly FoundToken[] => {
      try {
        return [{ slot, info: calls.C_GetTokenInfo(slot) }];
      } catch {
        // Pulled between two questions, or of a kind the library cannot read.
        return [];
      }
    })
    .filter(({ info }) => (info.flags & driver.CKF_TOKEN_INITIALIZED) !== 0);
}

function labels(tokens: readonly FoundToken[]): string {
  const names = tokens.map(({ info }) => info.label.trim());
  return names.sort().join(', ') || '–';
}

export interface FoundKey {
  readonly key: Handle;
  /** Which of the certificates may belong to it: those of its kind and CKA_ID, or of its kind alone if none has that. */
  readonly candidates: readonly Certificate[];
  /** Every one on the token. */
  readonly certificates: readonly Certificate[];
  /** CKA_ALWAYS_AUTHENTICATE: the token wants the PIN for every signature. */
  readonly eachTime: boolean;
}

/**
 * The one private key that fits the address and can sign, and every certificate on the token.
 * @returns `seal.key-missing`, or `seal.several-keys` naming them.
 */
export function findKey(library: TokenLibrary, session: Handle, address: TokenAddress): Outcome<FoundKey> {
  const { driver } = library;
  const { CKA_ALWAYS_AUTHENTICATE, CKA_CLASS, CKA_ID, CKA_KEY_TYPE, CKA_LABEL, CKA_SIGN, CKA_VALUE } = driver;
  const read = (object: Handle, type: number) => attribute(library, session, object, type);
  const all = (kind: number) => findObjects(library, session, [{ type: CKA_CLASS, value: kind }]);
  const certificates = all(driver.CKO_CERTIFICATE).flatMap((object) => {
    const certificate = readCertificate(new Uint8Array(read(object, CKA_VALUE)));
    const label = read(object, CKA_LABEL).toString('utf8');
    return certificate.ok ? [{ id: read(object, CKA_ID), label, certificate: certificate.value }] : [];
  });
  const keys = all(driver.CKO_PRIVATE_KEY)
    .map((key) => ({ key, id: read(key, CKA_ID), label: read(key, CKA_LABEL).toString('utf8') }))
    .filter(({ key }) => read(key, CKA_SIGN)[0] === 1)
    .filter(({ id }) => !address.id || id.equals(address.id))
    .filter(
      ({ id, label }) =>
        address.object === undefined ||
        label === address.object ||
        certificates.some((other) => other.label === address.object && other.id.equals(id)),
    );
  const [found, ...others] = keys;
  if (!found) return refused({ code: 'seal.key-missing' });
  if (others.length > 0) {
    const names = keys.map(({ id, label }) => label || `id=${percent(id)}`);
    const choices = names.sort().join(', ');
    return refused({ code: 'seal.several-keys', facts: { choices } });
  }
  const type = read(found.key, CKA_KEY_TYPE);
  const kind = type.equals(ulong(driver.CKK_RSA))
    ? 'RSA'
    : type.equals(ulong(driver.CKK_EC))
      ? 'EC'
      : 'other';
  const ofKind = certificates.filter(({ certificate: { ca, publicKey } }) => !ca && publicKey.kind === kind);
  const own = ofKind.filter(({ id }) => id.length > 0 && id.equals(found.id));
  return done({
    key: found.key,
    candidates: (own.length > 0 ? own : ofKind).map(({ certificate }) => certificate),
    certificates: certificates.map(({ certificate }) => certificate),
    eachTime: read(found.key, CKA_ALWAYS_AUTHENTICATE)[0] === 1,
  });
}

/** CK_ULONG as the machine keeps it: eight octets, four on Windows. */
function ulong(value: number): Buffer {
  const octets = Buffer.alloc(process.platform === 'win32' ? 4 : 8);
  if (endianness() === 'LE') octets.writeUInt32LE(value);
  else octets.writeUInt32BE(value, octets.length - 4);
  return octets;
}

/** As an address writes it. */
function percent(octets: Uint8Array): string {
  return Array.from(octets, (octet) => `%${octet.toString(16).padStart(2, '0')}`).join('');
}
