import type { JobReport, ResumeOrder, RowCounts, StoredBatch } from '../../../shared/desk/batch.ts';
import { done, type Outcome, type Problem, refused } from '../../../shared/problem.ts';
import { defineCommand, refuse, tell, type Values } from '../command.ts';
import { EXIT } from '../exit.ts';
import {
  missing,
  needed,
  nothingElse,
  one,
  type PasswordSource,
  registerIn,
  sealIn,
  text,
} from '../options.ts';
import { readPassword } from '../password.ts';
import type { Voice } from '../voice.ts';
import { exitOfSummary, runBatch, tellSummary } from './issue.ts';

const STORED = `
  --register FILE    the register that the batch is in, or the address of one in PostgreSQL`;

const CORRECTIONS = `
  --corrections FILE what has been mended beside the roster; the file it was begun with when left out`;

const listCommand = defineCommand<Pick<StoredBatch, 'register'>>({
  name: 'batch list',
  summary: 'the batches of a register, and how each stands',
  help: `sealwright batch list --register FILE

A line for each batch, the newest first: its id, its state, when it began, how many of its rows are issued, refused,
issued earlier and still to come, and its roster. A batch is running, paused, interrupted (its process or machine died),
queued (it waits for a worker), cancelled or done.
${STORED}`,
  options: { register: one },
  read: registerIn,
  async run(order, { ask, voice }) {
    return tell(await ask('batch.list', order), voice, (jobs) => {
      voice.object({ kind: 'result', batches: jobs });
      for (const job of jobs) voice.line(lineOf(job, voice));
      return EXIT.ok;
    });
  },
});

const showCommand = defineCommand<StoredBatch>({
  name: 'batch show',
  summary: 'how one batch stands, and which of its rows were refused',
  help: `sealwright batch show BATCH --register FILE

What "batch list" says of it, why it is paused, and the number and the reasons' codes of every row that was refused.
${STORED}`,
  options: { register: one },
  read: batchIn,
  async run(order, { ask, voice }) {
    return tell(await ask('batch.show', order), voice, (job) => {
      voice.object({ kind: 'result', ...job });
      voice.line(lineOf(job, voice));
      if (job.reason) voice.line(voice.words.problem(job.reason));
      for (const { row, problems } of job.refusals) {
        voice.line(voice.words.say('batch.row', { row, codes: problems.join(', ') }));
      }
      return EXIT.ok;
    });
  },
});

const cancelCommand = defineCommand<StoredBatch>({
  name: 'batch cancel',
  summary: 'give up a batch that is paused, was interrupted or is for workers',
  help: `sealwright batch cancel BATCH --register FILE

What is issued stays issued; the rows that are left are not issued by this batch any more.
${STORED}`,
  options: { register: one },
  read: batchIn,
  async run(order, { ask, voice }) {
    return tell(await ask('batch.cancel', order), voice, () => {
      voice.object({ kind: 'result', batch: order.batch, state: 'cancelled' });
      voice.line(voice.words.say('batch.cancelled', { batch: order.batch }));
      return EXIT.ok;
    });
  },
});

const pauseCommand = defineCommand<StoredBatch>({
  name: 'batch pause',
  summary: 'let the workers leave a batch until it is resumed',
  help: `sealwright batch pause BATCH --register FILE

Workers finish the learners under way and take no more of this batch. A batch that a desk seals itself is paused where it
runs.
${STORED}`,
  options: { register: one },
  read: batchIn,
  async run(order, { ask, voice }) {
    return tell(await ask('batch.pause', order), voice, () => {
      voice.object({ kind: 'result', batch: order.batch, state: 'paused' });
      voice.line(voice.words.say('batch.paused', { ...order }));
      return EXIT.ok;
    });
  },
});

interface GoingOn extends Omit<ResumeOrder, 'password'> {
  readonly source: PasswordSource;
}

function goingOn(name: string, retry: boolean, summary: string, help: string) {
  return defineCommand<GoingOn>({
    name,
    summary,
    help: `sealwright ${name} BATCH --register FILE [--password-fd N]

${help}
${STORED}${retry ? CORRECTIONS : ''}
  --password-fd N    read the seal's password from descriptor N`,
    options: { register: one, ...(retry && { corrections: one }), 'password-fd': one },
    read(values, words) {
      const batch = batchIn(values, words);
      if (!batch.ok) return batch;
      const seal = sealIn(values);
      if (!seal.ok) return seal;
      const corrections = values.corrections;
      return done({
        ...batch.value,
        retry,
        ...(corrections !== undefined && { corrections: text(corrections) }),
        source: seal.value.source,
      });
    },
    async run({ source, ...order }, counter) {
      const { ask, voice } = counter;
      const job = await ask('batch.show', { register: order.register, batch: order.batch });
      if (!job.ok) return refuse(job.problems, voice);
      // Workers have the seal.
      const password = job.value.forWorkers ? done('') : await readPassword(source, job.value.seal, voice);
      if (!password.ok) return refuse(password.problems, voice);
      const resumed = await runBatch(counter, () =>
        ask('batch.resume', { ...order, password: password.value }),
      );
      return tell(resumed, voice, (told) => {
        tellSummary(told, voice);
        voice.object({ kind: 'result', ...told });
        return exitOfSummary(told);
      });
    },
  });
}

export const batchCommands = [
  listCommand,
  showCommand,
  goingOn(
    'batch resume',
    false,
    'go on with a batch where it stopped',
    `Issues the rows that are still to come, with the template, roster, e-seal and choices the batch was begun with. The
register keeps digests of the template, the roster and the certificate: with another than those nothing is issued.`,
  ),
  goingOn(
    'batch retry',
    true,
    'issue the refused rows of a batch, and only them',
    `Reads the roster, which may have been corrected, and the corrections again, and tries the rows that were refused,
by their numbers: a corrected roster must keep its rows where they are.`,
  ),
  pauseCommand,
  cancelCommand,
];

function batchIn(values: Values, words: readonly string[]): Outcome<StoredBatch> {
  const [batch = '', ...rest] = words;
  const [first, ...more]: readonly Problem[] = [
    ...(batch === '' ? [missing('BATCH')] : []),
    ...needed(values, 'register'),
    ...nothingElse(rest),
  ];
  return first ? refused(first, ...more) : done({ register: text(values.register), batch });
}

function lineOf({ batch, state, startedAt, rows, roster }: JobReport, { words }: Voice): string {
  const { verified, delivered }: RowCounts = rows;
  const counts = words.say('batch.counts', { ...rows, issued: verified + delivered });
  return [batch, state, startedAt, counts, roster].join('  ');
}
