import type { DueQuestion, DueReport } from '../../../shared/desk/due.ts';
import { done, type Outcome, refused } from '../../../shared/problem.ts';
import { defineCommand, tell, type Values } from '../command.ts';
import { EXIT } from '../exit.ts';
import { needed, nothingElse, one, text, wrong } from '../options.ts';

const YEARS = '--years N          also what was awarded more than N years ago, whatever its template says';

export const registerDueCommand = defineCommand<DueQuestion>({
  name: 'register due',
  summary: 'list what is to be forgotten, and what expires',
  help: `sealwright register due --register FILE [--within DAYS] [--years N]

Templates say how long an entry is kept by name (keepMonths, counted from the day it expires, or from the award); the policy
of the institution may say more. Nothing is forgotten by itself: see sealwright help register forget.

  --register FILE    the register
  --within DAYS      until so many days from today; 0 when left out
  ${YEARS}`,
  options: { register: one, within: one, years: one },
  read: readQuestion,
  async run(question, { ask, voice }) {
    return tell(await ask('register.due', question), voice, (report: DueReport) => {
      voice.object({ kind: 'result', ...report });
      for (const what of ['forget', 'expire'] as const) {
        const { total, entries } = report[what];
        voice.line(voice.words.say(`register.due.${what}`, { count: total }));
        for (const { on, serial, name, title } of entries)
          voice.line(`  ${[on, serial, name, title].join('  ')}`);
      }
      return EXIT.ok;
    });
  },
});

export const registerForgetCommand = defineCommand<DueQuestion & { readonly ground: string }>({
  name: 'register forget',
  summary: 'take everybody out of the register who is due',
  help: `sealwright register forget --register FILE --ground TEXT [--years N]

Erases what sealwright register due lists today, as sealwright register erase does; the events say that the time of keeping is
over. Sealed files and backups lie elsewhere: delete them yourself.

  --register FILE    the register
  --ground TEXT      the rule it rests on
  ${YEARS}`,
  options: { register: one, years: one, ground: one },
  read(values, others) {
    const [problem, ...more] = needed(values, 'ground');
    const question = readQuestion(values, others);
    if (problem) return refused(problem, ...more);
    return question.ok ? done({ ...question.value, ground: text(values.ground) }) : question;
  },
  async run({ ground, ...question }, { ask, voice }) {
    const { register } = question;
    let changed = 0;
    for (;;) {
      const due = await ask('register.due', question);
      const credentials = due.ok ? due.value.forget.entries.map(({ id }) => id) : [];
      if (!due.ok) return tell(due, voice, () => EXIT.data);
      if (credentials.length === 0) break;
      const erased = await ask('register.erase', { register, credentials, ground, reason: 'retention' });
      if (!erased.ok) return tell(erased, voice, () => EXIT.data);
      changed += erased.value.changed;
    }
    voice.object({ kind: 'result', changed });
    voice.line(voice.words.say('register.erased', { count: changed }));
    return EXIT.ok;
  },
});

function readQuestion(values: Values, others: readonly string[]): Outcome<DueQuestion> {
  const [problem, ...more] = [...needed(values, 'register'), ...nothingElse(others)];
  if (problem) return refused(problem, ...more);
  const { within = '0', years } = values;
  if (!/^\d{1,4}$/.test(text(within))) return refused(wrong('--within', text(within)));
  if (years !== undefined && !/^[1-9]\d?$/.test(text(years))) return refused(wrong('--years', text(years)));
  return done({
    ...{ register: text(values.register), within: Number(within) },
    ...(years !== undefined && { years: Number(years) }),
  });
}
