import {
  DELIVERY_FORMS,
  type Delivered,
  type DeliveryOrder,
  LEARNER_PACKAGES,
} from '../../../shared/desk/delivery.ts';
import { isMailAddress } from '../../../shared/outputs/mail-draft.ts';
import { NAME_FIELDS, readPattern, STANDARD_PATTERN } from '../../../shared/outputs/name-pattern.ts';
import { done, type Outcome, refused } from '../../../shared/problem.ts';
import { defineCommand, refuse, tell, type Values } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import {
  flag,
  missing,
  needed,
  nothingElse,
  one,
  SEAL_HELP,
  SEAL_OPTIONS,
  type SealOptions,
  sealIn,
  text,
  wrong,
} from '../options.ts';
import { readPassword } from '../password.ts';
import type { Voice } from '../voice.ts';

interface DeliverOrder extends Omit<DeliveryOrder, 'language' | 'report'>, SealOptions {
  readonly seal?: string;
}

export const deliverCommand = defineCommand<DeliverOrder>({
  name: 'deliver',
  summary: 'make of a batch what is handed out: archive, letters, report',
  help: `sealwright deliver BATCH --register FILE --out FOLDER [options]

Copies what a batch has issued, byte for byte, under names of your own into FOLDER, with manifest.json and SHA256SUMS
("sha256sum --check SHA256SUMS"). What was revoked, suspended or replaced, and files that are not what was sealed, are
left out and told. Then "batch list" counts the learners as delivered. The sealed files stay where they are.

  --register FILE    the register that the batch is in; "batch list" shows BATCH
  --out FOLDER       empty, or not there yet
  --as FORM          ${DELIVERY_FORMS.join(', ')}; folder when left out
  --name-pattern P   names of the files, such as {serial}-{familyName}; ${STANDARD_PATTERN} when left out. Fields:
                     ${NAME_FIELDS.join(', ')}. Names are made safe for Windows, macOS and
                     Linux; what would be the same in another case gets a number
  --packages FORM    ${LEARNER_PACKAGES.join(' or ')}: each learner's files together
  --folder FOLDER    where the sealed files lie, when neither beside the register nor where they were issued
  --drafts-from ADDRESS  also write e-mail drafts from this address, a .eml with the files for each learner, in the
                     credential's primary language. Mail programs open them unsent
  --mail-merge       also write mail-merge.csv for a word processor
  --profile-links    in drafts and mail merge: links by which learners add the credential to their profile; none for what
                     a test seal has sealed
  --page URL         where a credential can be checked, https; {serial} and {id} are replaced
  --seal SEAL        also write a report of the batch, PDF and JSON, sealed with this e-seal
${SEAL_HELP}`,
  options: {
    ...{ register: one, out: one, as: one, 'name-pattern': one, packages: one, folder: one, page: one },
    ...{ 'drafts-from': one, 'mail-merge': flag, 'profile-links': flag, seal: one },
    ...SEAL_OPTIONS,
  },
  read(values, [batch, ...others]) {
    if (batch === undefined) return refused(missing('BATCH'));
    const [first, ...more] = [...needed(values, 'register', 'out'), ...nothingElse(others)];
    if (first) return refused(first, ...more);
    const seal = sealIn(values);
    if (!seal.ok) return seal;
    const wished = wishesIn(values);
    if (!wished.ok) return wished;
    return done({
      ...{ batch, register: text(values.register), out: text(values.out) },
      ...wished.value,
      ...seal.value,
      ...(values.seal !== undefined && { seal: text(values.seal) }),
    });
  },
  async run({ source, seal, sealKey, algorithm, ...order }, { ask, voice }) {
    const { language } = voice.words;
    if (seal === undefined) {
      return tell(await ask('batch.deliver', { ...order, language }), voice, (told) =>
        tellDelivered(told, voice),
      );
    }
    const password = await readPassword(source, seal, voice);
    if (!password.ok) return refuse(password.problems, voice);
    const key = { ...(sealKey !== undefined && { sealKey }), ...(algorithm && { algorithm }) };
    const report = { seal, password: password.value, ...key };
    return tell(await ask('batch.deliver', { ...order, language, report }), voice, (told) =>
      tellDelivered(told, voice),
    );
  },
});

type Wishes = Pick<
  DeliveryOrder,
  'form' | 'names' | 'packages' | 'folder' | 'draftsFrom' | 'mailMerge' | 'profileLinks' | 'page'
>;

function wishesIn(values: Values): Outcome<Wishes> {
  const { as = 'folder', packages, folder, page } = values;
  const names = values['name-pattern'];
  const draftsFrom = values['drafts-from'];
  const form = DELIVERY_FORMS.find((each) => each === as);
  if (!form) return refused(wrong('--as', text(as)));
  const kept = LEARNER_PACKAGES.find((each) => each === packages);
  if (packages !== undefined && !kept) return refused(wrong('--packages', text(packages)));
  const read = names === undefined ? undefined : readPattern(text(names));
  if (read?.ok === false) return read;
  if (draftsFrom !== undefined && !isMailAddress(text(draftsFrom))) {
    return refused(wrong('--drafts-from', text(draftsFrom)));
  }
  if (page !== undefined && URL.parse(text(page))?.protocol !== 'https:') {
    return refused(wrong('--page', text(page)));
  }
  return done({
    form,
    ...(names !== undefined && { names: text(names) }),
    ...(kept && { packages: kept }),
    ...(folder !== undefined && { folder: text(folder) }),
    ...(draftsFrom !== undefined && { draftsFrom: text(draftsFrom) }),
    ...(values['mail-merge'] === true && { mailMerge: true }),
    ...(values['profile-links'] === true && { profileLinks: true }),
    ...(page !== undefined && { page: text(page) }),
  });
}

export function tellDelivered(told: Delivered, voice: Voice): ExitCode {
  const { credentials, files, drafts, withoutAddress, leftOut, out, made } = told;
  voice.problems(leftOut);
  voice.object({ kind: 'result', ...told });
  voice.line(voice.words.say('delivered', { count: credentials, files, out }));
  if (drafts > 0) voice.line(voice.words.say('delivered.drafts', { count: drafts, withoutAddress }));
  for (const path of made) voice.line(path);
  return leftOut.length > 0 ? EXIT.partly : EXIT.ok;
}
