import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Officer, Role } from '../../shared/desk/office.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { inSharedRegister } from '../postgres/open-shared.ts';
import { isDatabase } from '../register/address.ts';
import type { KeptOfficer } from '../register/officers.ts';
import type { SharedRegister } from '../register/shared-register.ts';

export type Sessions = ReturnType<typeof openSessions>;

/** Who is signed in at which register, in this process alone; nothing of it is kept. */
export function openSessions() {
  /** Ids of officers by path or address. */
  const signedIn = new Map<string, string>();
  return {
    enter: (register: string, officer: string): void => void signedIn.set(placeOf(register), officer),
    leave: (): void => signedIn.clear(),
    /** Id of the officer there, whatever has become of them since. */
    at: (register: string): string | undefined => signedIn.get(placeOf(register)),

    /** As `allowIn`, of a register that need not be there yet. */
    async allow(path: string, roles?: readonly Role[]): Promise<Outcome<null>> {
      if (!isDatabase(path) && !existsSync(path)) return done(null);
      return inSharedRegister(path, (register) => this.allowIn(register, path, roles));
    },

    /**
     * Whether an order with this register may be given by whoever sits here; any role serves when none is told.
     * Problems: `office.sign-in-needed`, `office.role-missing`.
     */
    async allowIn(
      register: Pick<SharedRegister, 'officer' | 'officers'>,
      path: string,
      roles?: readonly Role[],
    ): Promise<Outcome<null>> {
      if ((await register.officers()).length === 0) return done(null);
      const officer = await this.officerIn(register, path);
      const where = { file: path };
      if (!officer) return refused({ code: 'office.sign-in-needed', where });
      if (!roles || officer.roles.some((role) => roles.includes(role))) return done(null);
      const facts = { officer: officer.name, roles: roles.join(', ') };
      return refused({ code: 'office.role-missing', where, facts });
    },

    /** Problems: as of `allow`, of the first register where the officer signed in has not got the role. */
    async allowEverywhere(role: Role): Promise<Outcome<null>> {
      for (const path of signedIn.keys()) {
        const allowed = await this.allow(path, [role]);
        if (!allowed.ok) return allowed;
      }
      return done(null);
    },

    async officerIn(
      register: Pick<SharedRegister, 'officer'>,
      path: string,
    ): Promise<KeptOfficer | undefined> {
      const id = signedIn.get(placeOf(path));
      return id === undefined ? undefined : register.officer(id);
    },
  };
}

function placeOf(register: string): string {
  return isDatabase(register) ? register : resolve(register);
}

export function toldOf({ id, name, roles }: KeptOfficer): Officer {
  return { id, name, roles };
}
