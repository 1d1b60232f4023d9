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
import { inSharedRegister, inWorkload } from '../postgres/open-shared.ts';
import type { KeptOfficer, OfficeEvent } from '../register/officers.ts';
import type { SharedRegister } from '../register/shared-register.ts';
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
  const settler = async (register: SharedRegister, path: string): Promise<Outcome<KeptOfficer>> => {
    const officer = await sessions.officerIn(register, path);
    if (!officer) return refused({ code: 'office.sign-in-needed', where: { file: path } });
    return officer.roles.includes('approver') ? done(officer) : refused(roleMissing(path, officer));
  };
  const event = (told: Omit<OfficeEvent, 'at'>): OfficeEvent => ({ ...told, at: instant(now()) });

  /** Whoever has that PIN. A try is counted before it is judged, so that a crash gives none away. */
  async function known(
    register: SharedRegister,
    told: OfficerName,
    pin: string,
  ): Promise<Outcome<KeptOfficer>> {
    const where = { file: told.register };
    const officer = await register.officer(told.officer);
    if (!officer) return refused({ code: 'office.unknown', where, facts: { officer: told.officer } });
    const { closedUntil, wrongTries, name: officerName } = officer;
    if (closedUntil !== undefined && Date.parse(closedUntil) > now().getTime()) {
      return refused({ code: 'office.closed', where, facts: { officer: officerName, until: closedUntil } });
    }
    const wrong = closedUntil === undefined ? wrongTries + 1 : 1;
    const until = instant(new Date(now().getTime() + CLOSED_MINUTES * 60_000));
    const closed = wrong >= TRIES ? until : undefined;
    // Somebody else tries at another desk: theirs counts first.
    if (!(await register.countTries(officer, wrong, closed))) return known(register, told, pin);
    if (!(await isPin(pin, officer))) {
      const facts = { officer: officerName, left: TRIES - wrong };
      return refused({ code: 'office.pin-wrong', where, facts });
    }
    await register.countTries({ ...officer, wrongTries: wrong, ...(closed && { closedUntil: closed }) }, 0);
    return done(officer);
  }

  return {
    'office.show': async ({ register: path }: { readonly register: string }) =>
      inSharedRegister(path, async (register): Promise<Outcome<OfficeReport>> => {
        const here = await sessions.officerIn(register, path);
        return done({
          officers: (await register.officers()).map(toldOf),
          ...(await register.officeRules()),
          ...(here && { signedIn: toldOf(here) }),
        });
      }),

    'office.appoint': (order: Appointment) =>
      inSharedRegister(order.register, async (register): Promise<Outcome<Officer>> => {
        const name = order.name.normalize('NFC').trim();
        const where = { file: order.register };
        if (!/\p{L}/u.test(name)) {
          return refused({ code: 'usage.value-wrong', facts: { option: 'NAME', value: order.name } });
        }
        const first = (await register.officers()).length === 0;
        if (first && !order.roles.includes('approver')) return refused({ code: 'office.no-approver', where });
        const by = first ? undefined : await settler(register, order.register);
        if (by && !by.ok) return by;
        const bad = pinProblem(order.pin);
        if (bad) return refused(bad);
        const id = randomUUID();
        const officer = { id, name, roles: order.roles, wrongTries: 0, ...(await keepPin(order.pin)) };
        const facts = { roles: order.roles };
        const officerId = by?.value.id ?? id;
        await register.appoint(officer, event({ kind: 'appointed', officer: officerId, subject: id, facts }));
        if (first) sessions.enter(order.register, id);
        return done(toldOf(officer));
      }),

    'office.change': (order: OfficerChange) =>
      inSharedRegister(order.register, async (register): Promise<Outcome<Officer>> => {
        const { register: path, officer: told, roles, pin } = order;
        const officer = await register.officer(told);
        if (!officer) return refused(unknown(order));
        const here = await sessions.officerIn(register, path);
        const own = here?.id === officer.id && roles === undefined;
        const by = own ? done(here) : await settler(register, path);
        if (!by.ok) return by;
        const bad = pin === undefined ? undefined : pinProblem(pin);
        if (bad) return refused(bad);
        const next = {
          ...officer,
          ...(roles && { roles }),
          ...(pin !== undefined && (await keepPin(pin))),
        };
        const facts = { roles: next.roles, pin: pin !== undefined };
        await register.changeOfficer(
          next,
          event({ kind: 'changed', officer: by.value.id, subject: officer.id, facts }),
        );
        return done(toldOf(next));
      }),

    'office.dismiss': (order: OfficerName) =>
      inSharedRegister(order.register, async (register): Promise<Outcome<Officer>> => {
        const by = await settler(register, order.register);
        if (!by.ok) return by;
        const officer = await register.officer(order.officer);
        if (!officer) return refused(unknown(order));
        const told = event({ kind: 'dismissed', officer: by.value.id, subject: officer.id, facts: {} });
        await register.dismiss(officer.id, told);
        return done(toldOf(officer));
      }),

    'office.rule': ({ register: path, ...rules }: { readonly register: string } & OfficeRules) =>
      inSharedRegister(path, async (register): Promise<Outcome<OfficeRules>> => {
        const by = await settler(register, path);
        if (!by.ok) return by;
        // With one person nothing could ever be approved.
        if (rules.fourEyes && (await register.officers()).length < 2)
          return refused({ code: 'office.one-alone', where: { file: path } });
        await register.noteOffice(
          event({ kind: 'ruled', officer: by.value.id, subject: '', facts: { ...rules } }),
        );
        return done(rules);
      }),

    'office.sign-in': (order: OfficerName & { readonly pin: string }) =>
      inSharedRegister(order.register, async (register): Promise<Outcome<Officer>> => {
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
      inSharedRegister(order.register, async (register): Promise<Outcome<null>> => {
        const { register: path, batch, approve } = order;
        const where = { file: path };
        const submitted = await register.submissionOf(batch);
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
        const facts = { digest: submitted.digest };
        const kind = approve ? 'approved' : 'declined';
        await decideBatch(register, event({ kind, officer: id, subject: batch, facts }));
        return done(null);
      }),
  } satisfies Record<`office.${OfficeNames}` | 'batch.decide', unknown>;
}

/** What is approved in a file goes on when it is resumed; elsewhere workers begin with it. */
async function decideBatch(register: SharedRegister, decided: OfficeEvent): Promise<void> {
  const { subject: batch, at } = decided;
  const approved = decided.kind === 'approved';
  if ((await register.job(batch))?.forWorkers) {
    await register.noteOffice(decided);
    await inWorkload(register.path, (workload) =>
      workload.change(batch, approved ? 'running' : 'cancelled', at),
    );
    return;
  }
  const release = await register.lock();
  try {
    await register.noteOffice(decided);
    await register.changeJob(batch, approved ? 'paused' : 'cancelled', at);
  } finally {
    await release();
  }
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
