import { isLocked, workerLock } from './lock.ts';
import type { Register } from './register.ts';
import type { SharedRegister } from './shared-register.ts';

/** The embedded register behind the interface of a shared one. */
export function localRegister(register: Register, names: readonly (keyof Register)[]): SharedRegister {
  const { path } = register;
  const asked = names.map((name) => {
    const answer = register[name] as (...order: readonly unknown[]) => unknown;
    return [name, async (...order: readonly unknown[]) => answer(...order)];
  });
  return {
    ...(Object.fromEntries(asked) as SharedRegister),
    id: register.id,
    path,
    local: register,
    reserve: async (claims) => register.reserve(claims),
    release: async (batch, rows) => register.release(batch, rows),
    async lock() {
      const release = register.lock();
      return async () => release();
    },
    async *chainLinks() {
      yield* register.chainLinks();
    },
    async busy(batch) {
      if (register.job(batch)?.forWorkers === false) return isLocked(path, 'lock');
      return register.workersAt(batch).some((worker) => isLocked(path, workerLock(worker)));
    },
    async close() {
      register.close();
    },
  };
}
