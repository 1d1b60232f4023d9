import { ask } from '../desk.ts';

/** The register that `register.entries` reads. */
let opened: string | undefined;

export async function openRegister(register: string): ReturnType<typeof ask<'register.open'>> {
  opened = undefined;
  const reply = await ask('register.open', { register });
  if (reply.ok) opened = register;
  return reply;
}

/** Opens it unless it is open: opening reads all of its chains. */
export async function haveOpen(register: string): Promise<boolean> {
  return opened === register || (await openRegister(register)).ok;
}
