import { isDatabase } from '../register/address.ts';
import { localRegister } from '../register/local-register.ts';
import { openRegister } from '../register/register.ts';
import { SHARED, type SharedRegister } from '../register/shared-register.ts';

/**
 * A register that is there, by its path or its address.
 * @throws StudioFault as `openRegister`, and `register.unreachable`.
 */
export async function openSharedRegister(place: string): Promise<SharedRegister> {
  if (!isDatabase(place)) return localRegister(openRegister(place, { create: false }), SHARED);
  // The client is loaded by those alone who name a database.
  const { openPostgresRegister } = await import('./register.ts');
  return openPostgresRegister(place);
}

export async function inSharedRegister<T>(
  place: string,
  work: (register: SharedRegister) => Promise<T>,
): Promise<T> {
  const register = await openSharedRegister(place);
  try {
    return await work(register);
  } finally {
    await register.close();
  }
}
