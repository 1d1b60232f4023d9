import { openLocalWorkload } from '../queue/local-workload.ts';
import type { Workload } from '../queue/workload.ts';
import { isDatabase } from '../register/address.ts';
import type { Opening } from '../register/database.ts';
import { localRegister } from '../register/local-register.ts';
import { openRegister } from '../register/register.ts';
import { SHARED, type SharedRegister } from '../register/shared-register.ts';

/**
 * A register by its path or its address: one that is there, unless a file may be made.
 * @throws StudioFault as `openRegister`, and `register.unreachable`.
 */
export async function openSharedRegister(
  place: string,
  opening: Opening = { create: false },
): Promise<SharedRegister> {
  if (!isDatabase(place)) return localRegister(openRegister(place, opening), SHARED);
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

/**
 * What desks plan in a register that is there, and workers seal: of one that is a file, those on the same machine.
 * @throws StudioFault as `openSharedRegister`.
 */
export async function openWorkload(place: string): Promise<Workload> {
  if (!isDatabase(place)) return openLocalWorkload(place);
  const { openPostgresWorkload } = await import('./workload.ts');
  return openPostgresWorkload(place);
}

export async function inWorkload<T>(place: string, work: (workload: Workload) => Promise<T>): Promise<T> {
  const workload = await openWorkload(place);
  try {
    return await work(workload);
  } finally {
    await workload.close();
  }
}
