import type { Attribute, Handle, PKCS11 } from 'pkcs11js';
import { done, type Outcome, refused } from '../../shared/problem.ts';

type Driver = typeof import('pkcs11js');

/** A token's library, loaded and initialised. */
export interface TokenLibrary {
  readonly path: string;
  readonly driver: Driver;
  readonly calls: PKCS11;
  /** False when the library must not be called by two threads. */
  readonly parallel: boolean;
  /** Seals that are open in it. */
  users: number;
}

/** A library may be initialised once in a process (PKCS#11 clause 5.4), so it stays until the process ends. */
const loaded = new Map<string, TokenLibrary>();

/**
 * Loads a PKCS#11 library. The package pkcs11js is optional and compiled where it is used; without it, or when the
 * library is none, the answer is `seal.driver-missing`.
 */
export async function loadLibrary(path: string): Promise<Outcome<TokenLibrary>> {
  const known = loaded.get(path);
  if (known) return done(known);
  let driver: Driver;
  try {
    driver = await importDriver();
  } catch {
    return refused({ code: 'seal.driver-missing', facts: { driver: 'pkcs11js' } });
  }
  const calls = new driver.PKCS11();
  try {
    calls.load(path);
    const library = { path, driver, calls, parallel: initialise(driver, calls), users: 0 };
    loaded.set(path, library);
    return done(library);
  } catch {
    return refused({ code: 'seal.driver-missing', facts: { driver: path } });
  }
}

/**
 * Makes an idle library look at its slots anew: measured, one that was initialised before a token was pulled may not know
 * it again when it is back.
 * @returns whether it did; it does not while a seal is open in it.
 */
export function lookAnew({ path, driver, calls, users }: TokenLibrary): boolean {
  if (users > 0) return false;
  try {
    calls.C_Finalize();
    initialise(driver, calls);
    return true;
  } catch {
    // Loaded and initialised again by whoever asks next.
    loaded.delete(path);
    return false;
  }
}

/** @throws when the package is not installed or not compiled. */
export async function importDriver(): Promise<Driver> {
  // A CommonJS module, of which an import sees the whole as default only.
  const imported: Driver & { readonly default?: Driver } = await import('pkcs11js');
  return imported.default ?? imported;
}

/** True when the library does its own locking. */
function initialise(driver: Driver, calls: PKCS11): boolean {
  try {
    calls.C_Initialize({ flags: driver.CKF_OS_LOCKING_OK });
    return true;
  } catch (error) {
    if (isAnswer(error, driver.CKR_CRYPTOKI_ALREADY_INITIALIZED)) return true;
    if (!isAnswer(error, driver.CKR_CANT_LOCK, driver.CKR_NEED_TO_CREATE_THREADS)) throw error;
    calls.C_Initialize();
    return false;
  }
}

/** True for the library's own refusal with one of these CKR_ values. */
export function isAnswer(error: unknown, ...values: readonly number[]): boolean {
  return error instanceof Error && 'code' in error && values.some((value) => value === error.code);
}

/** All objects of a session that have these attributes. */
export function findObjects({ calls }: TokenLibrary, session: Handle, template: Attribute[]): Handle[] {
  calls.C_FindObjectsInit(session, template);
  try {
    const found: Handle[] = [];
    for (
      let some = calls.C_FindObjects(session, 64);
      some.length > 0;
      some = calls.C_FindObjects(session, 64)
    )
      found.push(...some);
    return found;
  } finally {
    calls.C_FindObjectsFinal(session);
  }
}

/** One attribute's octets; empty when the object does not have it or keeps it to itself. */
export function attribute({ calls }: TokenLibrary, session: Handle, object: Handle, type: number): Buffer {
  try {
    const [result] = calls.C_GetAttributeValue(session, object, [{ type }]);
    return Buffer.from(result?.value ?? []);
  } catch {
    return Buffer.alloc(0);
  }
}
