import { done, type Outcome, refused } from '../../shared/problem.ts';
import { isEncrypted } from '../register/database.ts';
import { rekey } from '../register/encryption.ts';
import { forgetKey, keepKey, keyOf } from '../register/keys.ts';
import { lockRegister } from '../register/lock.ts';
import { openRegister } from '../register/register.ts';
import { inRegister } from './register-changes.ts';

interface KeyOrder {
  readonly register: string;
  readonly key: string;
}

/**
 * Encrypts a register, or gives an encrypted one another key, and reads it whole with it.
 * @throws StudioFault `register.busy`, `register.corrupt`, `register.key-wrong`, `register.cipher-missing`.
 */
export function encryptRegister({ register, key }: KeyOrder): Outcome<null> {
  return whileLocked(register, () => {
    const before = isEncrypted(register) ? keyOf(register) : undefined;
    rekey(register, before, key);
    keepKey(register, key);
  });
}

/** Takes the encryption from a register. @throws StudioFault as `encryptRegister`. */
export function decryptRegister({ register }: Pick<KeyOrder, 'register'>): Outcome<null> {
  return whileLocked(register, () => {
    if (!isEncrypted(register)) return;
    rekey(register, keyOf(register), undefined);
    forgetKey(register);
  });
}

/** Keeps the key that opens a register until the program ends. @throws StudioFault `register.key-wrong`. */
export function unlockRegister({ register, key }: KeyOrder): Outcome<null> {
  keepKey(register, key);
  try {
    openRegister(register, { create: false }).close();
  } catch (cause) {
    forgetKey(register);
    throw cause;
  }
  return done(null);
}

function whileLocked(path: string, work: () => void): Outcome<null> {
  const whole = () => inRegister(path, (register) => register.check().holds);
  const broken = refused({ code: 'register.corrupt', where: { file: path }, facts: { file: path } });
  if (!whole()) return broken;
  const release = lockRegister(path);
  try {
    work();
  } finally {
    release();
  }
  return whole() ? done(null) : broken;
}
