import type { Evidence } from '../../shared/answer/answer.ts';
import { inSharedRegister } from '../postgres/open-shared.ts';

/** What the register at a path says of the very file with this digest (hexadecimal); nothing of one that it has not made. */
export type AsRegistered = (
  register: string,
  serial: string,
  sha256: string,
) => Promise<Evidence['registered']>;

export const lookUp: AsRegistered = (path, serial, sha256) => {
  return inSharedRegister(path, async (register) => {
    const entry = await register.show(serial);
    if (!entry?.files.some((file) => file.sha256 === sha256)) return undefined;
    const replacement = entry.history.findLast(({ kind }) => kind === 'superseded')?.replacement;
    const serialOf = replacement === undefined ? undefined : (await register.show(replacement))?.serial;
    return { status: entry.status, ...(serialOf !== undefined && { replacement: serialOf }) };
  });
};
