import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Handle, TokenInfo } from 'pkcs11js';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { isAnswer, type TokenLibrary } from './pkcs11-driver.ts';

/** One login that several seals of this process may share: a token knows applications, not seals. */
interface Login {
  users: number;
  readonly salt: Buffer;
  readonly digest: Buffer;
}

const logins = new Map<string, Login>();

/**
 * Gives the token its PIN, once: a wrong one costs one of the few tries there are, and no second is made here. While
 * another seal of this process is logged in, the PIN is compared with that one's instead.
 * @returns a function that logs out, or `seal.pin-wrong`, `seal.pin-locked`.
 * @throws Pkcs11Error when the token has another trouble.
 */
export function logIn(
  library: TokenLibrary,
  session: Handle,
  slot: Handle,
  token: TokenInfo,
  pin: string,
): Outcome<() => void> {
  const { driver, calls, path } = library;
  const facts = { token: token.label.trim() };
  if ((token.flags & driver.CKF_LOGIN_REQUIRED) === 0) return done(() => {});
  const key = `${path} ${slot.toString('hex')}`;
  const shared = logins.get(key);
  if (shared) {
    if (!timingSafeEqual(shared.digest, digestOf(pin, shared.salt))) {
      return refused({ code: 'seal.pin-wrong', facts });
    }
    shared.users += 1;
  } else {
    if ((token.flags & driver.CKF_USER_PIN_LOCKED) !== 0) return refused({ code: 'seal.pin-locked', facts });
    const problem = giveOnce(library, session, token, pin);
    if (problem) return refused({ ...problem, facts });
    const salt = randomBytes(16);
    logins.set(key, { users: 1, salt, digest: digestOf(pin, salt) });
  }
  return done(() => {
    const login = logins.get(key);
    if (!login || --login.users > 0) return;
    logins.delete(key);
    try {
      calls.C_Logout(session);
    } catch {
      // A token that has been pulled is logged out.
    }
  });
}

function giveOnce(
  { driver, calls }: TokenLibrary,
  session: Handle,
  token: TokenInfo,
  pin: string,
): Problem | undefined {
  const give = (): void => {
    // A PIN pad asks for itself.
    const ownPad = (token.flags & driver.CKF_PROTECTED_AUTHENTICATION_PATH) !== 0;
    if (ownPad) calls.C_Login(session, driver.CKU_USER);
    else calls.C_Login(session, driver.CKU_USER, pin);
  };
  try {
    try {
      give();
    } catch (error) {
      // Not looked at, so no try was used: somebody else in this process forgot to log out.
      if (!isAnswer(error, driver.CKR_USER_ALREADY_LOGGED_IN)) throw error;
      calls.C_Logout(session);
      give();
    }
  } catch (error) {
    if (isAnswer(error, driver.CKR_PIN_LOCKED)) return { code: 'seal.pin-locked' };
    const wrong = [driver.CKR_PIN_INCORRECT, driver.CKR_PIN_INVALID, driver.CKR_PIN_LEN_RANGE];
    if (isAnswer(error, ...wrong)) return { code: 'seal.pin-wrong' };
    throw error;
  }
  return undefined;
}

function digestOf(pin: string, salt: Buffer): Buffer {
  return createHash('sha256').update(salt).update(pin, 'utf8').digest();
}
