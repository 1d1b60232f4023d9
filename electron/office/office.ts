import { randomUUID } from 'node:crypto';
import {
  type Appointment,
  type Decision,
  type OfficeReport,
  type OfficeRules,
  type Officer,
  type OfficerChange,
  type OfficerName,
  PIN_LENGTH,
} from '../../shared/desk/office.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import type { KeptOfficer, OfficeEvent } from '../register/officers.ts';
import { openRegister, type Register } from '../register/register.ts';
import { instant } from '../studio/prepare-batch.ts';
import { isPin, keepPin } from './pin.ts';
import { type Sessions, toldOf } from './sessions.ts';

/** Wrong PINs in a row before none is taken for a while. */
const TRIES = 5;
const CLOSED_MINUTES = 15;

type OfficeNames = 'show' | 'appoint' | 'change' | 'dismiss' | 'rule' | 'sign-in' | 'sign-out';

/** The office of each register: who is of it, its rules, and who decides. */
export function serveOffice(sessions: Sessions, now: () => Date) {
  /** An approver who is signed in, or why nothing may be settled. */
  const settler = (register: Register, path: string): Outcome<KeptOfficer> => {
    const officer = sessions.officerIn(register, path);
    if (!officer) return refused({ code: 'office.sign-in-needed', where: { file: path } });
    return officer.roles.includes('approver') ? done(officer) : refused(roleMissing(path, officer));
  };
  const event = (told: Omit<OfficeEvent, 'at'>): OfficeEvent => ({ ...told, at: instant(now()) });

  /** Whoever has that PIN. A try is counted before it is judged, so that a crash gives none away. */
  async function known(register: Register, told: OfficerName, pin: string): Promise<Outcome<KeptOfficer>> {
    const where = { file: told.register };
    const officer = register.officer(told.officer);
    if (!officer) return refused({ code: 'office.unknown', where, facts: { officer: told.officer } });
    const { closedUntil, wrongTries, id, name: officerName } = officer;
    if (closedUntil !== undefined && Date.parse(closedUntil) > now().getTime()) {
      return refused({ code: 'office.closed', where, facts: { officer: officerName, until: closedUntil } });
    }
    const wrong = closedUntil === undefined ? wrongTries + 1 : 1;
    const until = instant(new Date(now().getTime() + CLOSED_MINUTES * 60_000));
    register.countTries(id, wrong, wrong >= TRIES ? until : undefined);
    if (!(await isPin(pin, officer))) {
      const facts = { officer: officerName, left: TRIES - wrong };
      return refused({ code: 'office.pin-wrong', where, facts });
    }
    register.countTries(id, 0);
    return done(officer);
  }

  return {
    'office.show': async ({ register: path }: { readonly register: string }) =>
      within(path, async (register): Promise<Outcome<OfficeReport>> => {
        const here = sessions.officerIn(register, path);
        return done({
          officers: register.officers().map(toldOf),
          ...register.officeRules(),
          ...(here && { signedIn: toldOf(here) }),
        });
      }),

    'office.appoint': (order: Appointment) =>
      within(order.register, async (register): Promise<Outcome<Officer>> => {
        const name = order.name.normalize('NFC').trim();
        const where = { file: order.register };
        const first = register.officers().length === 0;
        if (first && !order.roles.includes('approver')) return refused({ code: 'office.no-approver', where });
        const by = first ? undefined : settler(register, order.register);
        if (by && !by.ok) return by;
        if (register.nameTaken(name)) return refused({ code: 'office.name-taken', where, facts: { name } });
        const bad = pinProblem(order.pin);
        if (bad) return refused(bad);
        const id = randomUUID();
        const officer = { id, name, roles: order.roles, wrongTries: 0, ...(await keepPin(order.pin)) };
        const facts = { roles: order.roles };
        const officerId = by?.value.id ?? id;
        register.appoint(officer, event({ kind: 'appointed', officer: officerId, subject: id, facts }));
        if (first) sessions.enter(order.register, id);
        return done(toldOf(officer));
      }),

    'office.change': (order: OfficerChange) =>
      within(order.register, async (register): Promise<Outcome<Officer>> => {
        const { register: path, officer: told, roles, pin } = order;
        const officer = register.officer(told);
        if (!officer) return refused(unknown(order));
        const here = sessions.officerIn(register, path);
        const own = here?.id === officer.id && roles === undefined;
        const by = own ? done(here) : settler(register, path);
        if (!by.ok) return by;
        const bad = pin === undefined ? undefined : pinProblem(pin);
        if (bad) return refused(bad);
        const next = {
          ...officer,
          ...(roles && { roles }),
          ...(pin !== undefined && (await keepPin(pin))),
        };
        if (!hasApprover(register, officer.id, next))
          return refused({ code: 'office.no-approver', where: { file: path } });
        const facts = { roles: next.roles, pin: pin !== undefined };
        register.changeOfficer(
          next,
          event({ kind: 'changed', officer: by.value.id, subject: officer.id, facts }),
        );
        return done(toldOf(next));
      }),

    'office.dismiss': (order: OfficerName) =>
      within(order.register, async (register): Promise<Outcome<Officer>> => {
        const by = settler(register, order.register);
        if (!by.ok) return by;
        const officer = register.officer(order.officer);
        if (!officer) return refused(unknown(order));
        if (!hasApprover(register, officer.id))
          return refused({ code: 'office.no-approver', where: { file: order.register } });
        const told = event({ kind: 'dismissed', officer: by.value.id, subject: officer.id, facts: {} });
        register.dismiss(officer.id, told);
        return done(toldOf(officer));
      }),

    'office.rule': ({ register: path, ...rules }: { readonly register: string } & OfficeRules) =>
      within(path, async (register): Promise<Outcome<OfficeRules>> => {
        const by = settler(register, path);
        if (!by.ok) return by;
        // With one person nothing could ever be approved.
        if (rules.fourEyes && register.officers().length < 2)
          return refused({ code: 'office.one-alone', where: { file: path } });
        register.noteOffice(event({ kind: 'ruled', officer: by.value.id, subject: '', facts: { ...rules } }));
        return done(rules);
      }),

    'office.sign-in': (order: OfficerName & { readonly pin: string }) =>
      within(order.register, async (register): Promise<Outcome<Officer>> => {
        const officer = await known(register, order, order.pin);
        if (!officer.ok) return officer;
        sessions.enter(order.register, officer.value.id);
        return done(toldOf(officer.value));
      }),

    async 'office.sign-out'() {
      sessions.leave();
      return done(null);
    },

    'batch.decide': (order: Decision) =>
      within(order.register, async (register): Promise<Outcome<null>> => {
        const { register: path, batch, approve } = order;
        const where = { file: path };
        const submitted = register.submissionOf(batch);
        if (!submitted || submitted.decided) {
          return refused({ code: 'batch.nothing-submitted', where, facts: { batch } });
        }
        const officer = await known(register, order, order.pin);
        if (!officer.ok) return officer;
        const { id, name, roles } = officer.value;
        if (!roles.includes('approver')) return refused(roleMissing(path, officer.value));
        if (approve && id === submitted.officer) {
          return refused({ code: 'batch.own-approval', where, facts: { officer: name } });
        }
        const release = register.lock();
        try {
          const facts = { digest: submitted.digest };
          const kind = approve ? 'approved' : 'declined';
          register.noteOffice(event({ kind, officer: id, subject: batch, facts }));
          register.changeJob(batch, approve ? 'paused' : 'cancelled', instant(now()));
        } finally {
          release();
        }
        return done(null);
      }),
  } satisfies Record<`office.${OfficeNames}` | 'batch.decide', unknown>;
}

async function within<T>(path: string, work: (register: Register) => Promise<T>): Promise<T> {
  const register = openRegister(path, { create: false });
  try {
    return await work(register);
  } finally {
    register.close();
  }
}

/** Whether somebody can still settle things once this officer is as told, or gone. */
function hasApprover(register: Register, changed: string, next?: KeptOfficer): boolean {
  const others = register.officers().filter(({ id }) => id !== changed);
  return [...others, ...(next ? [next] : [])].some(({ roles }) => roles.includes('approver'));
}

function pinProblem(pin: string): Problem | undefined {
  const { least, most } = PIN_LENGTH;
  const length = [...pin].length;
  return length < least || length > most ? { code: 'office.pin-length', facts: { least, most } } : undefined;
}

function roleMissing(file: string, { name }: KeptOfficer): Problem {
  return { code: 'office.role-missing', where: { file }, facts: { officer: name, roles: 'approver' } };
}

function unknown({ register, officer }: OfficerName): Problem {
  return { code: 'office.unknown', where: { file: register }, facts: { officer } };
}
