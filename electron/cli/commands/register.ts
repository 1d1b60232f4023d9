import {
  CREDENTIAL_STATUSES,
  type RegisterHealth,
  type RegisterQuery,
  type RegisterRecord,
  STATUS_REASONS,
  type StatusChange,
} from '../../../shared/desk/register.ts';
import { done, type Outcome, refused } from '../../../shared/problem.ts';
import type { Values } from '../command.ts';
import { defineCommand, tell } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { daysIn, flag, missing, needed, nothingElse, one, registerIn, text, wrong } from '../options.ts';
import type { Voice } from '../voice.ts';

const MOST_SHOWN = 500;

export const registerFindCommand = defineCommand<{
  readonly register: string;
  readonly query: RegisterQuery;
}>({
  name: 'register find',
  summary: 'search what has been issued',
  help: `sealwright register find [WORDS…] --register FILE [options]

Finds credentials by the beginnings of words in name, title or number, without accents or case; all when no words
are given. Shows ${MOST_SHOWN} at most, the newest first.

  --register FILE    the register
  --status STATUS    ${CREDENTIAL_STATUSES.join(', ')}
  --template ID      issued with this template, such as urn:uuid:…; "register show" tells it
  --batch BATCH      issued in this batch; "batch list" tells it
  --from DAY         awarded on this day or later, such as 2026-06-30
  --until DAY        awarded on this day or earlier`,
  options: { register: one, status: one, template: one, batch: one, from: one, until: one },
  read(values, words) {
    const [problem, ...more] = needed(values, 'register');
    if (problem) return refused(problem, ...more);
    const status = CREDENTIAL_STATUSES.find((each) => each === values.status);
    if (values.status !== undefined && !status) return refused(wrong('--status', text(values.status)));
    const days = daysIn(values);
    if (!days.ok) return days;
    const { template, batch } = values;
    return done({
      register: text(values.register),
      query: {
        search: words.join(' '),
        ...(status && { status }),
        ...(template !== undefined && { template: text(template) }),
        ...(batch !== undefined && { batch: text(batch) }),
        ...days.value,
        offset: 0,
        limit: MOST_SHOWN,
      },
    });
  },
  async run({ register, query }, { ask, voice }) {
    const opened = await ask('register.open', { register });
    if (!opened.ok) return tell(opened, voice, () => EXIT.data);
    return tell(await ask('register.entries', query), voice, (page) => {
      voice.object({ kind: 'result', ...page });
      for (const { serial, awardedOn, status, name, title } of page.entries) {
        voice.line([serial, awardedOn, status, name, title].join('  '));
      }
      voice.line(voice.words.say('register.found', { count: page.total }));
      return EXIT.ok;
    });
  },
});

export const registerShowCommand = defineCommand<{ readonly register: string; readonly credential: string }>({
  name: 'register show',
  summary: 'show one credential and all that happened to it',
  help: `sealwright register show NUMBER --register FILE

  --register FILE    the register`,
  options: { register: one },
  read(values, [credential, ...others]) {
    if (credential === undefined) return refused(missing('NUMBER'));
    const [problem, ...more] = [...needed(values, 'register'), ...nothingElse(others)];
    if (problem) return refused(problem, ...more);
    return done({ register: text(values.register), credential });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('register.show', order), voice, (record: RegisterRecord) => {
      voice.object({ kind: 'result', ...record });
      voice.line(`${record.serial}  ${record.status}  ${record.name}  ${record.title}  ${record.awardedOn}`);
      voice.line(`  ${record.templateId}  ${record.templateVersion}  ${record.batch}`);
      for (const { name, sha256, level } of record.files) {
        voice.line(`  ${[name, sha256, level].filter(Boolean).join('  ')}`);
      }
      for (const line of historyOf(record)) voice.line(`  ${line}`);
      return EXIT.ok;
    });
  },
});

/** All that happened to a credential, in the order of time; what happened in the same second, as it was entered. */
function historyOf({ issuedAt, history, prints }: RegisterRecord): readonly string[] {
  const lines = [
    `${issuedAt}  issued`,
    ...history.map(({ at, kind, reason, ground, replacement }) => {
      const by = replacement === undefined ? '' : ` by ${replacement}`;
      return `${at}  ${kind}${by} (${reason})${ground && `: ${ground}`}`;
    }),
    ...prints.map(({ at, way, copy }) => `${at}  printed (${way})${copy > 0 ? ` ${copy}` : ''}`),
  ];
  const moment = (line: string) => line.slice(0, issuedAt.length);
  return lines.sort((a, b) => (moment(a) < moment(b) ? -1 : Number(moment(a) > moment(b))));
}

const CHANGES = {
  'register revoke': { kind: 'revoked', summary: 'say that credentials no longer hold, for good' },
  'register suspend': { kind: 'suspended', summary: 'say that credentials do not hold for the time being' },
  'register reinstate': { kind: 'reinstated', summary: 'say that suspended credentials hold again' },
} as const;

export const registerChangeCommands = Object.entries(CHANGES).map(([name, { kind, summary }]) =>
  defineCommand<StatusChange>({
    name,
    summary,
    help: `sealwright ${name} NUMBER… --register FILE --reason REASON [--ground TEXT]

All of them or, when one cannot be, none. Publish the status lists afterwards (sealwright status publish): until
then only this register knows.

  --register FILE    the register
  --reason REASON    ${STATUS_REASONS.join(', ')}
  --ground TEXT      legal ground or decision; nothing that names the person`,
    options: { register: one, reason: one, ground: one },
    read: (values, credentials) => readChange(kind, values, credentials),
    async run(order, { ask, voice }) {
      return tell(await ask('register.change', order), voice, ({ changed }) => {
        voice.object({ kind: 'result', changed });
        voice.line(voice.words.say('register.changed', { count: changed }));
        return EXIT.ok;
      });
    },
  }),
);

function readChange(
  kind: StatusChange['kind'],
  values: Values,
  credentials: readonly string[],
): Outcome<StatusChange> {
  if (credentials.length === 0) return refused(missing('NUMBER'));
  const [problem, ...more] = needed(values, 'register', 'reason');
  if (problem) return refused(problem, ...more);
  const reason = STATUS_REASONS.find((each) => each === values.reason);
  if (!reason) return refused(wrong('--reason', text(values.reason)));
  return done({ kind, register: text(values.register), credentials, reason, ground: text(values.ground) });
}

export const registerEraseCommand = defineCommand<{
  readonly register: string;
  readonly credentials: readonly string[];
  readonly ground: string;
  readonly whole: boolean;
}>({
  name: 'register erase',
  summary: 'take a person out of the register',
  help: `sealwright register erase NUMBER… --register FILE --ground TEXT [--whole]

Empties everything that names the person in these entries, in every byte of the register's files. That something was
issued, and whether it holds, stays. Sealed files and backups lie elsewhere: delete them yourself.

  --register FILE    the register
  --ground TEXT      what it rests on; nothing that names the person
  --whole            everything that the same person holds, too`,
  options: { register: one, ground: one, whole: flag },
  read(values, credentials) {
    if (credentials.length === 0) return refused(missing('NUMBER'));
    const [problem, ...more] = needed(values, 'register', 'ground');
    if (problem) return refused(problem, ...more);
    return done({
      ...{ register: text(values.register), credentials, ground: text(values.ground) },
      whole: values.whole === true,
    });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('register.erase', order), voice, ({ changed }) => {
      voice.object({ kind: 'result', changed });
      voice.line(voice.words.say('register.erased', { count: changed }));
      return EXIT.ok;
    });
  },
});

export const registerFiguresCommand = defineCommand<{ readonly register: string }>({
  name: 'register figures',
  summary: 'count what has been issued, naming nobody',
  help: `sealwright register figures --register FILE

  --register FILE    the register`,
  options: { register: one },
  read: registerIn,
  async run(order, { ask, voice }) {
    return tell(await ask('register.figures', order), voice, (figures) => {
      voice.object({ kind: 'result', ...figures });
      voice.line(voice.words.say('register.found', { count: figures.issued }));
      for (const status of CREDENTIAL_STATUSES) voice.line(`  ${status}: ${figures.byStatus[status]}`);
      for (const { title, count } of figures.byTemplate) voice.line(`  ${title}: ${count}`);
      for (const { month, count } of figures.byMonth) voice.line(`  ${month}: ${count}`);
      return EXIT.ok;
    });
  },
});

export const registerBackupCommand = defineCommand<{ readonly register: string; readonly to: string }>({
  name: 'register backup',
  summary: 'copy the register whole, while it is in use',
  help: `sealwright register backup --register FILE --to COPY

  --register FILE    the register
  --to COPY          a file that is not there yet; opened like any register`,
  options: { register: one, to: one },
  read(values, others) {
    const [problem, ...more] = [...needed(values, 'register', 'to'), ...nothingElse(others)];
    if (problem) return refused(problem, ...more);
    return done({ register: text(values.register), to: text(values.to) });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('register.backup', order), voice, () => {
      voice.object({ kind: 'result', to: order.to });
      voice.line(voice.words.say('register.copied', { path: order.to }));
      return EXIT.ok;
    });
  },
});

const CHAINS = ['Entry', 'Event', 'Extension', 'Print', 'OfficeEvent'] as const;

function tellHealth(health: RegisterHealth, voice: Voice): ExitCode {
  voice.object({ kind: 'result', ...health });
  voice.line(voice.words.say('register.found', { count: health.entries }));
  for (const chain of CHAINS) {
    const number = health[`broken${chain}`];
    const what = chain === 'OfficeEvent' ? 'office' : chain.toLowerCase();
    if (number !== undefined) voice.line(voice.words.say(`audit.broken.${what}`, { number }));
  }
  if (health.holds) voice.line(voice.words.say('audit.holds'));
  return health.holds ? EXIT.ok : EXIT.data;
}

export const registerCheckCommand = defineCommand<{ readonly register: string }>({
  name: 'register check',
  summary: 'read the whole register and say whether it is as it was written',
  help: `sealwright register check --register FILE

Reads every page of the file, holds its tables and triggers against those it was made with, and its chains against
themselves. Ends with 3 when something is wrong. sealwright audit verify holds it against its seals, too.

  --register FILE    the register`,
  options: { register: one },
  read: registerIn,
  async run(order, { ask, voice }) {
    return tell(await ask('register.check', order), voice, (health) => tellHealth(health, voice));
  },
});

export const registerRestoreCommand = defineCommand<{ readonly backup: string; readonly register: string }>({
  name: 'register restore',
  summary: 'put a backup where no register is, here or at another desk',
  help: `sealwright register restore COPY --register FILE

The copy is read whole first; one that does not hold is not put in anybody's place, and neither is any over a register
that is there. With the address of an empty database in PostgreSQL, several desks share it from then on, with the same chains;
batches that had rows to come are cancelled there: issue them again, and only what is missing is issued.

  --register FILE    where the register is to be, or postgresql://…`,
  options: { register: one },
  read(values, [backup, ...others]) {
    if (backup === undefined) return refused(missing('COPY'));
    const [problem, ...more] = [...needed(values, 'register'), ...nothingElse(others)];
    return problem ? refused(problem, ...more) : done({ backup, register: text(values.register) });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('register.restore', order), voice, (health) => tellHealth(health, voice));
  },
});
