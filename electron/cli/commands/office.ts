import type { OfficeRules, Role } from '../../../shared/desk/office.ts';
import {
  type Appointment,
  type Decision,
  type Officer,
  type OfficerChange,
  ROLES,
} from '../../../shared/desk/office.ts';
import { done, type Outcome, refused } from '../../../shared/problem.ts';
import { defineCommand, refuse, tell, type Values } from '../command.ts';
import { EXIT } from '../exit.ts';
import { descriptorIn, missing, needed, nothingElse, one, registerIn, text, wrong } from '../options.ts';
import { readNewPin, readPin } from '../sign-in.ts';
import type { Voice } from '../voice.ts';

const REGISTER = '  --register FILE    the register';
const NEW_PIN =
  '  --pin-fd N         read the new PIN from descriptor N; asked for on a terminal when left out';
const ROLES_HELP = `  --roles LIST       ${ROLES.join(',')}`;

const showCommand = defineCommand<{ readonly register: string }>({
  name: 'office show',
  summary: 'who works with a register, and by which rules',
  help: `sealwright office show --register FILE

The officers of a register with their roles, and its rules. A register without officers is open to whoever opens its
file; with them every order is signed in for, by SEALWRIGHT_OFFICER and SEALWRIGHT_PIN or on the terminal.

${REGISTER}`,
  options: { register: one },
  read: registerIn,
  async run(order, { ask, voice }) {
    return tell(await ask('office.show', order), voice, (office) => {
      voice.object({ kind: 'result', ...office });
      for (const officer of office.officers) voice.line(lineOf(officer));
      voice.line(voice.words.say('office.officers', { count: office.officers.length }));
      tellRules(office, voice);
      return EXIT.ok;
    });
  },
});

interface Appointing extends Omit<Appointment, 'pin'> {
  readonly descriptor?: number;
}

const appointCommand = defineCommand<Appointing>({
  name: 'office appoint',
  summary: 'let somebody work with a register',
  help: `sealwright office appoint NAME --register FILE --roles LIST [--pin-fd N]

The first officer appoints themselves and has to be an approver; every other is appointed by an approver who signs in.
A designer changes and signs off templates, an issuer seals, revokes and publishes, an approver lets batches of others
be sealed and keeps the office, an auditor reads, counts and checks.

${REGISTER}
${ROLES_HELP}
${NEW_PIN}`,
  options: { register: one, roles: one, 'pin-fd': one },
  read(values, [name, ...others]) {
    if (name === undefined) return refused(missing('NAME'));
    const [problem, ...more] = [...needed(values, 'register', 'roles'), ...nothingElse(others)];
    if (problem) return refused(problem, ...more);
    const roles = rolesIn(values);
    if (!roles.ok) return roles;
    const descriptor = descriptorIn('--pin-fd', values['pin-fd']);
    if (!descriptor.ok) return descriptor;
    return done({ register: text(values.register), name, roles: roles.value, ...descriptor.value });
  },
  async run({ descriptor, ...order }, { ask, voice }) {
    const pin = await readNewPin(order.name, descriptor, voice);
    if (!pin.ok) return refuse(pin.problems, voice);
    return tell(await ask('office.appoint', { ...order, pin: pin.value }), voice, (officer) =>
      tellOfficer('office.appointed', officer, voice),
    );
  },
});

interface Changing extends Omit<OfficerChange, 'pin'> {
  readonly newPin: boolean;
  readonly descriptor?: number;
}

const changeCommand = defineCommand<Changing>({
  name: 'office change',
  summary: 'give an officer other roles or another PIN',
  help: `sealwright office change NAME --register FILE [--roles LIST] [--new-pin] [--pin-fd N]

Officers change their own PIN; everything else is done by an approver. A door that was closed after wrong PINs is open
again with the new one.

${REGISTER}
${ROLES_HELP}
  --new-pin          ask for another PIN
${NEW_PIN}`,
  options: { register: one, roles: one, 'new-pin': { type: 'boolean' }, 'pin-fd': one },
  read(values, [officer, ...others]) {
    if (officer === undefined) return refused(missing('NAME'));
    const [problem, ...more] = [...needed(values, 'register'), ...nothingElse(others)];
    if (problem) return refused(problem, ...more);
    const roles = values.roles === undefined ? done(undefined) : rolesIn(values);
    if (!roles.ok) return roles;
    const descriptor = descriptorIn('--pin-fd', values['pin-fd']);
    if (!descriptor.ok) return descriptor;
    const newPin = values['new-pin'] === true || values['pin-fd'] !== undefined;
    if (!newPin && !roles.value) return refused(missing('--roles'));
    return done({
      ...{ register: text(values.register), officer, newPin },
      ...(roles.value && { roles: roles.value }),
      ...descriptor.value,
    });
  },
  async run({ descriptor, newPin, ...order }, { ask, voice }) {
    const pin = newPin ? await readNewPin(order.officer, descriptor, voice) : done(undefined);
    if (!pin.ok) return refuse(pin.problems, voice);
    const change = { ...order, ...(pin.value !== undefined && { pin: pin.value }) };
    return tell(await ask('office.change', change), voice, (officer) =>
      tellOfficer('office.changed', officer, voice),
    );
  },
});

const dismissCommand = defineCommand<{ readonly register: string; readonly officer: string }>({
  name: 'office dismiss',
  summary: 'end somebody’s work with a register',
  help: `sealwright office dismiss NAME --register FILE

For good; what they did stays in the register under their id. The last approver cannot be dismissed.

${REGISTER}`,
  options: { register: one },
  read(values, [officer, ...others]) {
    if (officer === undefined) return refused(missing('NAME'));
    const [problem, ...more] = [...needed(values, 'register'), ...nothingElse(others)];
    return problem ? refused(problem, ...more) : done({ register: text(values.register), officer });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('office.dismiss', order), voice, (officer) =>
      tellOfficer('office.dismissed', officer, voice),
    );
  },
});

interface Ruling {
  readonly register: string;
  readonly change: Partial<OfficeRules>;
}

const ruleCommand = defineCommand<Ruling>({
  name: 'office rule',
  summary: 'settle whether four eyes are needed, and when the window locks itself',
  help: `sealwright office rule --register FILE [--four-eyes on|off] [--lock MINUTES]

With four eyes nothing is sealed before another officer than the one who ordered it has approved it.

${REGISTER}
  --four-eyes STATE  on or off
  --lock MINUTES     sign out of the window after so long without a hand on it, at most 480; 0 is never`,
  options: { register: one, 'four-eyes': one, lock: one },
  read(values, others) {
    const [problem, ...more] = [...needed(values, 'register'), ...nothingElse(others)];
    if (problem) return refused(problem, ...more);
    const { 'four-eyes': eyes, lock } = values;
    if (eyes !== undefined && eyes !== 'on' && eyes !== 'off')
      return refused(wrong('--four-eyes', text(eyes)));
    const lockMinutes = Number(text(lock));
    if (lock !== undefined && !(Number.isInteger(lockMinutes) && lockMinutes >= 0 && lockMinutes <= 480))
      return refused(wrong('--lock', text(lock)));
    return done({
      register: text(values.register),
      change: {
        ...(eyes !== undefined && { fourEyes: eyes === 'on' }),
        ...(lock !== undefined && { lockMinutes }),
      },
    });
  },
  async run({ register, change }, { ask, voice }) {
    const office = await ask('office.show', { register });
    if (!office.ok) return refuse(office.problems, voice);
    const { fourEyes, lockMinutes } = office.value;
    return tell(await ask('office.rule', { register, fourEyes, lockMinutes, ...change }), voice, (rules) => {
      voice.object({ kind: 'result', ...rules });
      tellRules(rules, voice);
      return EXIT.ok;
    });
  },
});

function decisionCommand(verb: 'approve' | 'decline', summary: string, help: string) {
  return defineCommand<Omit<Decision, 'pin'>>({
    name: `batch ${verb}`,
    summary,
    help: `sealwright batch ${verb} BATCH --register FILE --officer NAME

${help} The PIN comes from SEALWRIGHT_PIN or is asked for on a terminal.

${REGISTER}
  --officer NAME     an approver, who is not the one who ordered the batch`,
    options: { register: one, officer: one },
    read(values, [batch, ...others]) {
      if (batch === undefined) return refused(missing('BATCH'));
      const [problem, ...more] = [...needed(values, 'register', 'officer'), ...nothingElse(others)];
      if (problem) return refused(problem, ...more);
      const [register, officer] = [text(values.register), text(values.officer)];
      return done({ register, batch, officer, approve: verb === 'approve' });
    },
    async run(order, { ask, voice }) {
      const pin = await readPin(order.officer, voice);
      if (!pin.ok) return refuse(pin.problems, voice);
      return tell(await ask('batch.decide', { ...order, pin: pin.value }), voice, () => {
        voice.object({ kind: 'result', batch: order.batch, approved: order.approve });
        voice.line(
          voice.words.say(order.approve ? 'batch.approved' : 'batch.declined', { batch: order.batch }),
        );
        return EXIT.ok;
      });
    },
  });
}

export const officeCommands = [
  showCommand,
  appointCommand,
  changeCommand,
  dismissCommand,
  ruleCommand,
  decisionCommand(
    'approve',
    'let a batch be sealed that another officer has ordered',
    'Whoever ordered the batch then goes on with it: sealwright batch resume. One for workers is theirs at once.',
  ),
  decisionCommand(
    'decline',
    'give up a batch that waits for its approval',
    'Nothing of it is sealed; it can be ordered anew.',
  ),
];

function rolesIn(values: Values): Outcome<readonly Role[]> {
  const told = text(values.roles).split(',');
  const roles = ROLES.filter((role) => told.includes(role));
  return roles.length === told.length ? done(roles) : refused(wrong('--roles', text(values.roles)));
}

function lineOf({ name, roles }: Officer): string {
  return `${name}  ${roles.join(', ')}`;
}

function tellOfficer(key: string, officer: Officer, voice: Voice) {
  voice.object({ kind: 'result', ...officer });
  voice.line(voice.words.say(key, { officer: lineOf(officer) }));
  return EXIT.ok;
}

function tellRules({ fourEyes, lockMinutes }: OfficeRules, { line, words }: Voice): void {
  line(words.say(fourEyes ? 'office.four-eyes' : 'office.two-eyes'));
  line(lockMinutes > 0 ? words.say('office.locks', { count: lockMinutes }) : words.say('office.open'));
}
