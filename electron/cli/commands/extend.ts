import type { DueOrder, ExtendOrder, ExtendSummary } from '../../../shared/desk/extend.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, interruptible, tell } from '../command.ts';
import { EXIT, type ExitCode, exitOf } from '../exit.ts';
import { flag, many, missing, one, text, texts, timestampsIn, wrong } from '../options.ts';
import type { Voice } from '../voice.ts';

type Wanted =
  | { readonly what: 'due'; readonly order: DueOrder }
  | { readonly what: 'raise'; readonly order: ExtendOrder };

const LEVELS = ['T', 'LT', 'LTA'] as const;
const HASHES = ['SHA-256', 'SHA-512'] as const;
const YEAR = 365;

export const extendCommand = defineCommand<Wanted>({
  name: 'extend',
  summary: 'raise seals to T, LT or LTA, or list what falls due',
  help: `sealwright extend FILE|FOLDER… --to LEVEL --timestamp URL… --trust ROOT.pem… [options]
sealwright extend FILE|FOLDER… --due [--within DAYS]

Seal offline, raise later: adds to sealed PDF (PAdES), XML (XAdES) and JSON (JAdES) files, where they lie, a
time-stamp (T), certificates and proof that none was revoked (LT), and a time-stamp over all of that (LTA). What is
sealed stays as it is. A file is replaced whole or not at all; interrupted or run again, the command takes up what is
not there yet. Sealed records of batches (.record.json, .asice) are raised like credentials: one for a whole batch.
--due lists what has to be raised or renewed soon and asks nobody.

  --to LEVEL         T, LT or LTA
  --timestamp URL    ask this time-stamping authority; given several times, the next is asked when one fails
  --timestamp-hash H  SHA-256 (when left out) or SHA-512
  --trust FILE       roots that seals and time-stamps have to lead to, PEM or DER; may be given several times
  --online           ask the addresses that certificates name: OCSP, revocation lists, certificates of issuers.
                     Without it only the time-stamping authorities are asked
  --cert FILE        certificates of issuers, PEM or DER; may be given several times
  --crl FILE         revocation lists, PEM or DER; may be given several times
  --ocsp FILE        OCSP responses, DER; may be given several times
  --register FILE    every file has to be known to this register, which notes its new digest; without FILE or FOLDER
                     the files and records beside it are raised
  --renew            give files at LTA one more archive time-stamp
  --due              list files that have to be raised or renewed
  --within DAYS      how far ahead to look (${YEAR} when left out)`,
  options: {
    to: one,
    timestamp: many,
    'timestamp-hash': one,
    trust: many,
    online: flag,
    cert: many,
    crl: many,
    ocsp: many,
    register: one,
    renew: flag,
    due: flag,
    within: one,
  },

  read(values, files) {
    if (values.due) {
      if (files.length === 0 && values.register === undefined) return refused(missing('FILE'));
      const within = values.within === undefined ? YEAR : Number(text(values.within));
      if (!Number.isInteger(within) || within < 0) return refused(wrong('--within', text(values.within)));
      return done({
        what: 'due',
        order: { files, within, ...(values.register !== undefined && { register: text(values.register) }) },
      });
    }
    if (files.length === 0 && values.register === undefined) return refused(missing('FILE'));
    const stamping = timestampsIn(values);
    if (!stamping.ok) return stamping;
    const { timestamps } = stamping.value;
    if (values.to === undefined) return refused(missing('--to'));
    const to = LEVELS.find((level) => level === values.to);
    if (!to) return refused(wrong('--to', text(values.to)));
    if (!timestamps) return refused(missing('--timestamp'));
    const trust = texts(values.trust);
    if (to !== 'T' && trust.length === 0) return refused(missing('--trust'));
    const timestampHash = HASHES.find((hash) => hash === values['timestamp-hash']);
    if (values['timestamp-hash'] !== undefined && !timestampHash)
      return refused(wrong('--timestamp-hash', text(values['timestamp-hash'])));
    const [certificates, crls, ocsps] = [texts(values.cert), texts(values.crl), texts(values.ocsp)];
    return done({
      what: 'raise',
      order: {
        files,
        to,
        trust,
        ...{ timestamps, certificates, crls, ocsps },
        ...(timestampHash && { timestampHash }),
        ...(values.register !== undefined && { register: text(values.register) }),
        ...(values.renew === true && { renew: true }),
        ...(values.online === true && { online: true }),
      },
    });
  },

  async run(wanted, { ask, hear, voice }) {
    if (wanted.what === 'due') {
      return tell(await ask('extend.due', wanted.order), voice, ({ due, files, levels }) => {
        for (const each of due) {
          voice.object({ kind: 'due', ...each });
          voice.line(voice.words.say('extend.due', { ...each, until: each.until.slice(0, 10) }));
        }
        for (const [level, count] of Object.entries(levels)) voice.line(`${count} × ${level}`);
        voice.line(voice.words.say('extend.duty', { files, due: due.length }));
        voice.object({ kind: 'result', files, due: due.length, levels });
        return EXIT.ok;
      });
    }
    let run: string | undefined;
    hear((event) => {
      if (event.kind !== 'extend.progress') return;
      run = event.run;
      voice.object({ ...event });
      voice.raising(event.progress);
    });
    const cancel = (): void => {
      if (run === undefined) return;
      voice.endProgress();
      process.stderr.write(`${voice.words.say('cancelling.raising')}\n`);
      void ask('extend.cancel', { run });
    };
    const extended = await interruptible(cancel, () => ask('extend.files', wanted.order));
    voice.endProgress();
    return tell(extended, voice, (summary) => {
      tellSummary(summary, voice);
      return exitOfSummary(summary);
    });
  },
});

function tellSummary({ files, ...counts }: ExtendSummary, voice: Voice): void {
  for (const each of files) {
    voice.object({ kind: 'extended', ...each });
    if (each.problems) voice.problems(each.problems);
    else if (each.changed) voice.line(`${each.file}: ${each.from} → ${each.level}`);
  }
  const { raised, already, refused: refusals, stopped } = counts;
  voice.line(voice.words.say('extend.summary', { raised, already, refused: refusals }));
  if (stopped) voice.problems([stopped]);
  if (counts.cancelled) voice.line(voice.words.say('extend.cancelled', { left: counts.left }));
  voice.object({ kind: 'result', ...counts });
}

function exitOfSummary(summary: ExtendSummary): ExitCode {
  const { raised, already, refused: refusals, stopped, cancelled } = summary;
  if (cancelled) return EXIT.cancelled;
  const some = raised + already > 0;
  if (stopped) return some ? EXIT.partly : exitOf([stopped]);
  if (refusals === 0) return EXIT.ok;
  return some ? EXIT.partly : EXIT.data;
}
