import { join } from 'node:path';
import type { BatchOrder, BatchSummary, ReplacementOrder } from '../../../shared/desk/batch.ts';
import type { DeliveryOrder } from '../../../shared/desk/delivery.ts';
import { STATUS_REASONS } from '../../../shared/desk/register.ts';
import { readPattern } from '../../../shared/outputs/name-pattern.ts';
import { done, type Outcome, refused } from '../../../shared/problem.ts';
import { isDatabase } from '../../register/address.ts';
import { type Counter, defineCommand, interruptible, refuse, tell, type Values } from '../command.ts';
import { EXIT, type ExitCode, exitOf } from '../exit.ts';
import {
  exportsIn,
  flag,
  languagesIn,
  many,
  needed,
  nothingElse,
  one,
  partsIn,
  SEAL_OPTIONS,
  type SealOptions,
  sealIn,
  text,
  texts,
  timestampsIn,
  wrong,
} from '../options.ts';
import { readPassword } from '../password.ts';
import { RAISING_OPTIONS, raisingIn, tellRaising } from '../raising.ts';
import { ROSTER_OPTIONS, rosterIn } from '../roster-options.ts';
import type { Voice } from '../voice.ts';
import { tellDelivered } from './deliver.ts';

interface IssueOrder extends Omit<BatchOrder, 'password'>, SealOptions {
  /** To be handed out at once, in this form and under these names. */
  readonly delivery?: Pick<DeliveryOrder, 'form' | 'names'>;
}

export const issueCommand = defineCommand<IssueOrder>({
  name: 'issue',
  summary: 'seal a credential for every row of a roster',
  help: `sealwright issue --template T.json --roster R.csv --seal S.p12 --out FOLDER [options]

For every row of the roster: the template's exports, or else a sealed PDF (PAdES), XML (XAdES) and JSON (JAdES,
European Learning Model), under FOLDER/credentials; an entry in the register; and a line in FOLDER/summary.csv.
Rows that cannot be issued are refused one by one with row, column, reason and what to do; the others go on.
Running the same command again issues only what is not in the register yet: nothing is lost, nothing issued twice.

  --template FILE    what is awarded and how the page looks
  --roster FILE      the learners: CSV, XLSX or ODS, headings in any official language of the Union
  --mapping, --corrections, --sheet, --header, --encoding, --hidden
                     how to read it: see "sealwright help roster check"
  --seal SEAL        the institution's e-seal: explained below
  --seal-key FILE    the private key, when the e-seal is PEM and the key lies apart
  --algorithm NAME   RS256 or PS256 for RSA; every other key has one of its own
  --out FOLDER       where everything goes
  --register FILE    the register (FOLDER/register.sqlite when left out). With the address of one in PostgreSQL the
                     batch is planned: "sealwright worker" seals it, here or on other machines
  --languages LIST   a choice of the template's languages, the primary one first, such as en,el
  --exports LIST     in place of the template's own, any of: pdf, elmo, edc, edc-jws, edc-upload, vc-jwt, vc-di,
                     open-badge, clr, sd-jwt
  --timestamp URL    have PDF, XML and JSON time-stamped (level T) by this authority; given several times, the next
                     is asked when one fails. Without it nothing touches the network
  --level LEVEL      B (when left out), T, LT or LTA: seal everything, then raise the seals within the run. What cannot
                     be raised, say without network, stays sealed at B; the end of the run says so, and sealwright
                     extend raises it later. Needs --timestamp, and --trust from LT on
  --online           from LT on, ask the addresses that certificates name: OCSP, revocation lists, issuers
  --cert FILE        certificates of issuers, PEM or DER; --ocsp FILE: OCSP responses, DER; --crl FILE: revocation
                     lists; each may be given several times
  --timestamp-trust FILE  roots that an authority's certificate has to lead to, PEM or DER; may be given several times
  --parts FOLDER     credentials that learners have presented as parts of a stack, of any issuer: European Digital
                     Credentials (sealed JSON), Verifiable Credentials (JWT), PDFs with one of them inside, and
                     Open Badges 3.0 (JWT, PNG, SVG). Those in the register
                     need not be there. May be given several times
  --trust FILE       roots that the seals of presented parts have to lead to, and seals and time-stamps from LT on,
                     PEM or DER; may be given several times
  --replaces SERIAL  correct and re-issue: the credential that one of this roster, for the same learner, stands in
                     place of; may be given several times. No other row is issued. With one serial and a roster of
                     one row the names may differ. Needs --ground
  --replaces-listed  the same for many: each row names in its column "replaces" the number of the credential that it
                     stands in place of. Rows that name none are passed over. Needs --ground
  --ground TEXT      legal ground or decision of the replacement
  --reason REASON    error (when left out), award-withdrawn, fraud, request, review, key, other
  --record           also seal a record of the batch, salted digests of all its files, under FOLDER/records
  --signed-off N     only if N people have signed the template off as it is (template sign-off); more when the
                     institution's own settings ask for more
  --first N          a sample: only the first N learners; the batch is paused then, to be looked at and resumed
  --zip              also hand out what was sealed as one archive, FOLDER/delivery-BATCH/credentials.zip, with a
                     manifest; see "sealwright help deliver" for all the rest, and for what workers seal
  --name-pattern P   also hand it out under names such as {serial}-{familyName}, in FOLDER/delivery-BATCH
  --for-workers      seal nothing here: leave it to "sealwright worker" at the same register, which is always so with
                     one in PostgreSQL
  --dry-run          check everything; seal, write and register nothing
  --password-fd N    read the seal's password from descriptor N`,
  options: {
    template: one,
    roster: one,
    ...ROSTER_OPTIONS,
    seal: one,
    out: one,
    register: one,
    languages: one,
    exports: one,
    timestamp: many,
    'timestamp-trust': many,
    parts: many,
    trust: many,
    crl: many,
    ...RAISING_OPTIONS,
    replaces: many,
    'replaces-listed': flag,
    ground: one,
    reason: one,
    record: flag,
    'signed-off': one,
    first: one,
    zip: flag,
    'name-pattern': one,
    'for-workers': flag,
    'dry-run': flag,
    ...SEAL_OPTIONS,
  },

  read(values, files) {
    const languages = languagesIn(values.languages);
    if (!languages.ok) return languages;
    const exports = exportsIn(values.exports);
    if (!exports.ok) return exports;
    const reading = rosterIn(values);
    if (!reading.ok) return reading;
    const seal = sealIn(values);
    if (!seal.ok) return seal;
    const stamping = timestampsIn(values);
    if (!stamping.ok) return stamping;
    const replacing = replacementIn(values);
    if (!replacing.ok) return replacing;
    const raising = raisingIn(values);
    if (!raising.ok) return raising;
    const delivery = deliveryIn(values);
    if (!delivery.ok) return delivery;
    const { first: sample, 'signed-off': signOffs } = values;
    const [first, ...more] = [
      ...needed(values, 'template', 'roster', 'seal', 'out'),
      ...nothingElse(files),
      ...(signOffs === undefined || /^[0-9]$/.test(text(signOffs))
        ? []
        : [wrong('--signed-off', text(signOffs))]),
      ...(sample === undefined || /^[1-9]\d{0,8}$/.test(text(sample))
        ? []
        : [wrong('--first', text(sample))]),
    ];
    if (first) return refused(first, ...more);
    const forWorkers = values['for-workers'] === true;
    if (delivery.value && (forWorkers || isDatabase(text(values.register))))
      return refused({ code: 'batch.not-queued', facts: { option: '--zip, --name-pattern' } });
    return done({
      template: text(values.template),
      roster: text(values.roster),
      ...reading.value,
      seal: text(values.seal),
      ...seal.value,
      out: text(values.out),
      ...(values.register !== undefined && { register: text(values.register) }),
      ...(languages.value && { languages: languages.value }),
      ...(exports.value && { exports: exports.value }),
      ...stamping.value,
      ...partsIn(values),
      ...raising.value,
      ...(replacing.value && { replaces: replacing.value }),
      ...(sample !== undefined && { first: Number(sample) }),
      ...(forWorkers && { forWorkers }),
      ...(values.record === true && { record: true }),
      ...(values['signed-off'] !== undefined && { signOffs: Number(text(values['signed-off'])) }),
      ...(delivery.value && { delivery: delivery.value }),
      dryRun: values['dry-run'] === true,
    });
  },

  async run({ source, delivery, ...order }, counter) {
    const { voice } = counter;
    const password = await readPassword(source, order.seal, voice);
    if (!password.ok) return refuse(password.problems, voice);
    const issued = await issue({ ...order, password: password.value }, counter);
    const exit = await tell(issued, voice, (summary) => {
      tellSummary(summary, voice);
      voice.object({ kind: 'result', ...summary });
      return exitOfSummary(summary);
    });
    if (!delivery || !issued.ok || issued.value.issued === 0 || issued.value.dryRun) return exit;
    return (await handOut(issued.value, delivery, counter)) || exit;
  },
});

async function handOut(
  { batch, register, out }: BatchSummary,
  delivery: Pick<DeliveryOrder, 'form' | 'names'>,
  { ask, voice }: Counter,
): Promise<ExitCode> {
  const { language } = voice.words;
  const place = join(out, `delivery-${batch.slice(0, 8)}`);
  const delivered = await ask('batch.deliver', { batch, register, out: place, language, ...delivery });
  return tell(delivered, voice, (told) => tellDelivered(told, voice));
}

function deliveryIn(values: Values): Outcome<Pick<DeliveryOrder, 'form' | 'names'> | undefined> {
  const { zip, 'name-pattern': names } = values;
  if (zip !== true && names === undefined) return done(undefined);
  const read = names === undefined ? undefined : readPattern(text(names));
  if (read?.ok === false) return read;
  return done({ form: zip === true ? 'zip' : 'folder', ...(names !== undefined && { names: text(names) }) });
}

function replacementIn(values: Values): Outcome<ReplacementOrder | undefined> {
  const credentials = texts(values.replaces);
  const listed = values['replaces-listed'] === true;
  if (credentials.length === 0 && !listed) return done(undefined);
  const [first, ...more] = needed(values, 'ground');
  if (first) return refused(first, ...more);
  const wished = values.reason === undefined ? 'error' : text(values.reason);
  const reason = STATUS_REASONS.find((one) => one === wished);
  if (!reason) return refused(wrong('--reason', wished));
  return done({ credentials, ...(listed && { listed }), reason, ground: text(values.ground) });
}

/** Issues a batch with progress and cancellation; what came of it is the caller's to tell. */
export async function issue(order: BatchOrder, counter: Counter): Promise<Outcome<BatchSummary>> {
  return runBatch(counter, () => counter.ask('batch.issue', order));
}

/** A batch that is begun or gone on with: a signal to end stops it so that it can be resumed. */
export async function runBatch(
  { ask, hear, voice }: Counter,
  run: () => Promise<Outcome<BatchSummary>>,
): Promise<Outcome<BatchSummary>> {
  let batch: string | undefined;
  const cancel = (): void => {
    if (batch === undefined) return;
    voice.endProgress();
    process.stderr.write(`${voice.words.say('cancelling')}\n`);
    void ask('batch.stop', { batch });
  };
  hear((event) => {
    if ('batch' in event) batch = event.batch;
    else if ('run' in event) batch = event.run;
    voice.object({ ...event });
    if (event.kind === 'batch.progress') voice.progress(event.progress);
    if (event.kind === 'extend.progress') voice.raising(event.progress);
  });
  const issued = await interruptible(cancel, run);
  voice.endProgress();
  return issued;
}

export function tellSummary(summary: BatchSummary, voice: Voice): void {
  const { words } = voice;
  voice.problems(summary.notices);
  for (const { row, name, problems } of summary.refusals) {
    voice.line(words.say('refused.row', { row, name }));
    // What is ill in each language of a page is said in the same words.
    for (const said of new Set(problems.map(words.problem))) voice.line(`  ${said}`);
  }
  const { rows, issued, already, files, seconds, queued, register: place } = summary;
  if (queued) {
    voice.line(words.say('summary.queued', { count: summary.left, batch: summary.batch, register: place }));
    if (summary.stopped) voice.problems([summary.stopped]);
    return;
  }
  voice.line(
    words.say(summary.dryRun ? 'summary.dry' : 'summary.rows', {
      count: rows,
      issued,
      already,
      refused: summary.refusals.length,
    }),
  );
  if (!summary.dryRun) {
    const rate = seconds > 0 ? (issued / seconds).toFixed(1) : '0';
    voice.line(words.say('summary.files', { count: files, seconds: seconds.toFixed(1), rate }));
    voice.line(words.say('summary.out', { path: summary.out }));
    voice.line(words.say('summary.register', { path: summary.register }));
  }
  if (summary.raising) tellRaising(summary.raising, voice);
  if (summary.record) voice.line(words.say('record.path', { path: summary.record.record }));
  const { batch, left, register } = summary;
  if (left > 0) voice.line(words.say('summary.resume', { count: left, batch, register }));
  else if (summary.refusals.length > 0 && !summary.dryRun) {
    voice.line(words.say('summary.retry', { batch, register }));
  }
  if (summary.cancelled) voice.line(words.say('summary.cancelled'));
  if (summary.stopped) voice.problems([summary.stopped]);
}

export function exitOfSummary(summary: BatchSummary): ExitCode {
  const { cancelled, stopped, refusals, issued, already, raising, queued, left } = summary;
  if (cancelled) return EXIT.cancelled;
  const some = issued + already > 0 || (queued === true && left > 0);
  if (stopped) return some ? EXIT.partly : exitOf([stopped]);
  if (raising && raising.below > 0) return EXIT.partly;
  if (refusals.length === 0) return EXIT.ok;
  return some ? EXIT.partly : EXIT.data;
}
