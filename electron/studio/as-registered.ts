import type { Evidence } from '../../shared/answer/answer.ts';
import { openRegister } from '../register/register.ts';

/** What the register at a path says of the very file with this digest (hexadecimal); nothing of one that it has not made. */
export type AsRegistered = (
  register: string,
  serial: string,
  sha256: string,
) => Promise<Evidence['registered']>;

export const lookUp: AsRegistered = async (path, serial, sha256) => {
  const register = openRegister(path, { create: false });
  try {
    const entry = register.show(serial);
    if (!entry?.files.some((file) => file.sha256 === sha256)) return undefined;
    const replacement = entry.history.findLast(({ kind }) => kind === 'superseded')?.replacement;
    const serialOf = replacement === undefined ? undefined : register.show(replacement)?.serial;
    return { status: entry.status, ...(serialOf !== undefined && { replacement: serialOf }) };
  } finally {
    register.close();
  }
};
