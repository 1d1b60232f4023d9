import { asRegister, busy, loadCipherDriver } from './database.ts';

/**
 * Gives every page of a register another key, in place and in one transaction: a register that is cut off half way opens as
 * it was. Nobody else may have it open, this process included: two libraries do not see each other's locks within one.
 * @param from the key it has, undefined when it is plain. @param to undefined: none.
 * @throws StudioFault `register.busy`, `register.key-wrong`, `register.cipher-missing`.
 */
export function rekey(path: string, from: string | undefined, to: string | undefined): void {
  asRegister(path, () => {
    const database = new (loadCipherDriver())(path, { timeout: 0 });
    try {
      if (from !== undefined) database.key(Buffer.from(from));
      // SQLite3 Multiple Ciphers changes no key under a write-ahead log; with others there the log stays.
      const mode = database.pragma('journal_mode = DELETE', { simple: true });
      if (mode !== 'delete') throw busy(path);
      database.pragma('secure_delete = ON');
      database.rekey(Buffer.from(to ?? ''));
    } finally {
      database.close();
    }
  });
}
