import { randomBytes } from 'node:crypto';
import type { Handle } from 'pkcs11js';
import { done, type Outcome, refused, StudioFault } from '../../shared/problem.ts';
import { SEAL_ALGORITHMS, type SealAlgorithm } from '../../shared/sealing/algorithms.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import { buildChain } from './chain.ts';
import { chooseAlgorithm, type OpenSeal, type OpenSealOptions } from './open-seal.ts';
import { readTokenAddress, type TokenAddress } from './pkcs11-address.ts';
import { loadLibrary, lookAnew, type TokenLibrary } from './pkcs11-driver.ts';
import { logIn } from './pkcs11-login.ts';
import { chooseMechanism, type TokenMechanism } from './pkcs11-mechanism.ts';
import { type FoundKey, type FoundToken, findKey, findToken } from './pkcs11-objects.ts';
import { type Prove, proveWith } from './proof.ts';

/** Signatures under way at once: a token in a network is waited for more than it works. */
const SESSIONS = 4;

/**
 * Opens the e-seal on a token or HSM (PKCS#11 2.40). The PIN is given once. One signature over random bytes proves that
 * key, certificate and algorithm belong together before anything is sealed.
 * @param address a PKCS#11 URI
 * @returns the problems of `readTokenAddress`, `loadLibrary`, `findToken`, `logIn` and `findKey`; `seal.key-mismatch`
 * when no certificate on the token belongs to the key; `seal.key-unsupported`.
 * @throws StudioFault `seal.unavailable` when the token breaks off.
 */
export async function openTokenSeal(
  address: string,
  pin: string,
  options: OpenSealOptions = {},
): Promise<Outcome<OpenSeal>> {
  const where = readTokenAddress(address);
  if (!where.ok) return where;
  const library = await loadLibrary(where.value.module);
  if (!library.ok) return library;
  try {
    let token = findToken(library.value, where.value);
    const missing = !token.ok && token.problems[0].code === 'seal.token-missing';
    if (missing && lookAnew(library.value)) token = findToken(library.value, where.value);
    return token.ok ? await openAt(library.value, token.value, where.value, pin, options) : token;
  } catch (cause) {
    throw unavailable(cause);
  }
}

async function openAt(
  library: TokenLibrary,
  token: FoundToken,
  address: TokenAddress,
  pin: string,
  options: OpenSealOptions,
): Promise<Outcome<OpenSeal>> {
  const { calls, driver } = library;
  const sessions = [calls.C_OpenSession(token.slot, driver.CKF_SERIAL_SESSION)] as [Handle, ...Handle[]];
  const [session] = sessions;
  let logOut = () => {};
  library.users += 1;
  let leave = () => {
    library.users -= 1;
  };
  const close = (): void => {
    leave();
    leave = () => {};
    logOut();
    logOut = () => {};
    for (const each of sessions.splice(0)) closeSession(library, each);
  };
  let opened: Outcome<OpenSeal> | undefined;
  try {
    const login = logIn(library, session, token.slot, token.info, pin);
    if (!login.ok) return login;
    logOut = login.value;
    const found = findKey(library, session, address);
    if (!found.ok) return found;
    if (library.parallel && !found.value.eachTime) {
      // Those that the token grants; one is enough.
      while (sessions.length < SESSIONS) {
        try {
          sessions.push(calls.C_OpenSession(token.slot, driver.CKF_SERIAL_SESSION));
        } catch {
          break;
        }
      }
    }
    opened = await sealOf({ library, token, found: found.value, pin, sessions }, options, close);
    return opened;
  } finally {
    if (!opened?.ok) close();
  }
}

interface OpenKey {
  readonly library: TokenLibrary;
  readonly token: FoundToken;
  readonly found: FoundKey;
  readonly pin: string;
  readonly sessions: readonly Handle[];
}

async function sealOf(key: OpenKey, options: OpenSealOptions, close: () => void): Promise<Outcome<OpenSeal>> {
  const able = key.library.calls.C_GetMechanismList(key.token.slot);
  const { candidates, certificates } = key.found;
  let tried = false;
  for (const certificate of candidates) {
    const name = chooseAlgorithm(certificate.publicKey, options.algorithm);
    const algorithm = name && SEAL_ALGORITHMS[name];
    const mechanism = algorithm && chooseMechanism(key.library, able, algorithm);
    if (!mechanism) continue;
    tried = true;
    const sign = signWith(key, mechanism, algorithm);
    if (!(await belongs(proveWith(certificate, algorithm), sign))) continue;
    const chain = buildChain(certificate, certificates);
    return done({ algorithm, certificate, chain, sign, kept: 'token', close });
  }
  return refused({ code: tried || candidates.length === 0 ? 'seal.key-mismatch' : 'seal.key-unsupported' });
}

/** Tries a signature. Only for a key of the certificate's kind: measured, a library may crash when told otherwise. */
async function belongs(prove: Prove, sign: Seal['sign']): Promise<boolean> {
  const bytes = randomBytes(32);
  try {
    return prove(bytes, await sign(bytes));
  } catch (error) {
    // Anything else, a refused PIN above all, is no matter of this certificate.
    if (error instanceof StudioFault && OF_ANOTHER_SIZE.has(String(error.facts.reason))) return false;
    throw error;
  }
}

/** What a token answers when its key is not of the certificate's size or curve. */
const OF_ANOTHER_SIZE = new Set(['CKR_KEY_SIZE_RANGE', 'CKR_DATA_LEN_RANGE', 'signature']);

/** Room for the signature of an RSA key of 16384 bits. */
const LONGEST_SIGNATURE = 2048;

/**
 * `Seal.sign` of a key on a token. After the first fault the token is not asked again: a PIN that is wanted for every
 * signature must not be offered twice.
 */
function signWith(
  { library, found, pin, sessions }: OpenKey,
  { mechanism, input }: TokenMechanism,
  { coordinate }: SealAlgorithm,
): Seal['sign'] {
  const { calls, driver } = library;
  const borrow = lend(sessions);
  let fault: StudioFault | undefined;
  return (bytes) =>
    borrow(async (session) => {
      if (fault) throw fault;
      try {
        calls.C_SignInit(session, mechanism, found.key);
        if (found.eachTime) calls.C_Login(session, driver.CKU_CONTEXT_SPECIFIC, pin);
        const signature = await calls.C_SignAsync(session, input(bytes), Buffer.alloc(LONGEST_SIGNATURE));
        if (coordinate !== undefined && signature.length !== 2 * coordinate) {
          throw new StudioFault('seal.unavailable', { reason: 'signature' });
        }
        return new Uint8Array(signature);
      } catch (cause) {
        fault = unavailable(cause);
        throw fault;
      }
    });
}

/** Lends each thing to one borrower at a time; the others wait in their order. */
function lend<T>(things: readonly T[]): <R>(use: (thing: T) => Promise<R>) => Promise<R> {
  const free = [...things];
  const waiting: ((thing: T) => void)[] = [];
  return async (use) => {
    const thing = free.pop() ?? (await new Promise<T>((resolve) => waiting.push(resolve)));
    try {
      return await use(thing);
    } finally {
      const next = waiting.shift();
      if (next) next(thing);
      else free.push(thing);
    }
  };
}

function closeSession({ calls }: TokenLibrary, session: Handle): void {
  try {
    calls.C_CloseSession(session);
  } catch {
    // A token that has been pulled has none.
  }
}

/** The token's own name for what is wrong, CKR_…, and nothing else of it. */
function unavailable(cause: unknown): StudioFault {
  if (cause instanceof StudioFault) return cause;
  const reason = /CKR_\w+/.exec(cause instanceof Error ? cause.message : '')?.[0] ?? 'token';
  return new StudioFault('seal.unavailable', { reason }, { cause });
}
