import type { WorkOrder, WorkSummary } from '../../../shared/desk/batch.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, interruptible, refuse, tell } from '../command.ts';
import { EXIT, type ExitCode, exitOf } from '../exit.ts';
import {
  flag,
  many,
  needed,
  nothingElse,
  one,
  SEAL_HELP,
  SEAL_OPTIONS,
  type SealOptions,
  sealIn,
  text,
  texts,
} from '../options.ts';
import { readPassword } from '../password.ts';
import { tellRaising } from '../raising.ts';
import type { Voice } from '../voice.ts';

type Wanted = Omit<WorkOrder, 'password'> & SealOptions;

export const workerCommand = defineCommand<Wanted>({
  name: 'worker',
  summary: 'seal what desks have planned for workers',
  help: `sealwright worker --register FILE --seal S.p12 --out FOLDER [options]

Without a window: takes some learners of a planned batch at a time, checks, numbers and seals, writes their files under
FOLDER/credentials and enters them. Any number of workers may run: at a register that is a file, on its machine; at one in
PostgreSQL, on as many machines as you like. Each seals only batches that were planned with the certificate of its seal. Plan
with "sealwright issue … --register FILE --for-workers"; watch, pause, resume, cancel
and retry with "sealwright batch", at any desk. A learner who cannot be issued to is refused and stops nobody else. A worker
that is killed loses nothing that is entered, and others take over what it was at. Told to end (SIGTERM, Ctrl+C), it finishes
the learners under way.

  --register FILE    the register, or the address of one in PostgreSQL, such as postgresql://desk@db.example.eu/credentials. Its password
                     comes from PGPASSWORD or a password file
  --seal SEAL        the institution's e-seal: explained below
${SEAL_HELP}
  --out FOLDER       where the files go: for all workers of a register the same share, or gathered later
  --timestamp-trust FILE  roots that the authorities named in the plan have to lead to, PEM or DER; several times
  --once             end when nothing is left to take, rather than wait for more`,
  options: {
    register: one,
    seal: one,
    ...SEAL_OPTIONS,
    out: one,
    'timestamp-trust': many,
    once: flag,
  },
  read(values, files) {
    const seal = sealIn(values);
    if (!seal.ok) return seal;
    const [first, ...more] = [...needed(values, 'register', 'seal', 'out'), ...nothingElse(files)];
    if (first) return refused(first, ...more);
    const timestampTrust = texts(values['timestamp-trust']);
    return done({
      register: text(values.register),
      seal: text(values.seal),
      ...seal.value,
      out: text(values.out),
      ...(timestampTrust.length > 0 && { timestampTrust }),
      drain: values.once === true,
    });
  },
  async run({ source, ...order }, { ask, hear, voice }) {
    const password = await readPassword(source, order.seal, voice);
    if (!password.ok) return refuse(password.problems, voice);
    let run: string | undefined;
    hear((event) => {
      voice.object({ ...event });
      if (event.kind === 'work.progress') ({ run } = event);
      if (event.kind === 'batch.refused') voice.problems(event.problems);
    });
    const stop = (): void => {
      if (run === undefined) return;
      process.stderr.write(`${voice.words.say('cancelling')}\n`);
      void ask('batch.stop', { batch: run });
    };
    const worked = await interruptible(stop, () => ask('batch.work', { ...order, password: password.value }));
    return tell(worked, voice, (summary) => {
      tellWork(summary, voice);
      return exitOfWork(summary);
    });
  },
});

function tellWork(summary: WorkSummary, voice: Voice): void {
  const { words } = voice;
  const { issued, already, refused: refusals, files, seconds, out, notices, stopped } = summary;
  voice.problems(notices);
  const rate = seconds > 0 ? (issued / seconds).toFixed(1) : '0';
  voice.line(words.say('worker.summary', { issued, already, refused: refusals }));
  voice.line(words.say('summary.files', { count: files, seconds: seconds.toFixed(1), rate }));
  voice.line(words.say('summary.out', { path: out }));
  if (summary.raising) tellRaising(summary.raising, voice);
  if (stopped) voice.problems([stopped]);
  voice.object({ kind: 'result', ...summary });
}

/** Told to end, a worker has done what it was to do. */
function exitOfWork({ issued, refused: refusals, raising, stopped }: WorkSummary): ExitCode {
  if (stopped) return issued > 0 ? EXIT.partly : exitOf([stopped]);
  if (raising && raising.below > 0) return EXIT.partly;
  if (refusals === 0) return EXIT.ok;
  return issued > 0 ? EXIT.partly : EXIT.data;
}
