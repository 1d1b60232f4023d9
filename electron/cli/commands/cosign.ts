import type { CosignOrder, CosignSummary } from '../../../shared/desk/cosign.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, refuse, tell } from '../command.ts';
import { EXIT, type ExitCode, exitOf } from '../exit.ts';
import {
  many,
  missing,
  needed,
  one,
  SEAL_OPTIONS,
  type SealOptions,
  sealIn,
  text,
  texts,
  timestampsIn,
} from '../options.ts';
import { readPassword } from '../password.ts';
import type { Voice } from '../voice.ts';

interface Wanted extends Omit<CosignOrder, 'password'>, SealOptions {}

export const cosignCommand = defineCommand<Wanted>({
  name: 'cosign',
  summary: 'add the seal of a second institution',
  help: `sealwright cosign FILE|FOLDER… --seal SEAL --out FOLDER [options]

For joint degrees: adds the seal of a further institution to sealed PDF, XML and JSON files, beside the seals that
are there. Files must have been issued with a template that says jointSeal and names the institution, by the
identifier in its certificate, among the partners. PDFs take the seals in the partners' order; the last closes them.
Every seal there is verified first. What was sealed lies under FOLDER/credentials, with an entry in the register.

  --seal SEAL        the institution's e-seal: explained below
  --seal-key FILE    the private key, when the e-seal is PEM and the key lies apart
  --algorithm NAME   RS256 or PS256 for RSA; every other key has one of its own
  --out FOLDER       where everything goes: not the folder the files came from
  --register FILE    the register of this institution (FOLDER/register.sqlite when left out)
  --trust FILE       roots that the seals already there have to lead to, PEM or DER; may be given several times
  --crl FILE         revocation lists for them, PEM or DER; may be given several times
  --timestamp URL    have the seal time-stamped (level T) by this authority; may be given several times
  --timestamp-trust FILE  roots that an authority's certificate has to lead to; may be given several times
  --password-fd N    read the seal's password from descriptor N`,
  options: {
    seal: one,
    out: one,
    register: one,
    trust: many,
    crl: many,
    timestamp: many,
    'timestamp-trust': many,
    ...SEAL_OPTIONS,
  },

  read(values, files) {
    const seal = sealIn(values);
    if (!seal.ok) return seal;
    const stamping = timestampsIn(values);
    if (!stamping.ok) return stamping;
    const [first, ...more] = [
      ...(files.length === 0 ? [missing('FILE')] : []),
      ...needed(values, 'seal', 'out'),
    ];
    if (first) return refused(first, ...more);
    return done({
      files,
      seal: text(values.seal),
      ...seal.value,
      out: text(values.out),
      ...(values.register !== undefined && { register: text(values.register) }),
      ...(values.trust !== undefined && { trust: texts(values.trust) }),
      ...(values.crl !== undefined && { crls: texts(values.crl) }),
      ...stamping.value,
    });
  },

  async run({ source, ...order }, { ask, voice }) {
    const password = await readPassword(source, order.seal, voice);
    if (!password.ok) return refuse(password.problems, voice);
    return tell(await ask('seal.cosign', { ...order, password: password.value }), voice, (summary) => {
      tellSummary(summary, voice);
      voice.object({ kind: 'result', ...summary });
      return exitOfSummary(summary);
    });
  },
});

function tellSummary(
  { notices, refusals, sealed, files, out, register, stopped }: CosignSummary,
  voice: Voice,
): void {
  const { words } = voice;
  voice.problems(notices);
  for (const { credential, problems } of refusals) {
    voice.line(words.say('cosign.refused', { credential }));
    for (const problem of problems) voice.line(`  ${words.problem(problem)}`);
  }
  voice.line(words.say('cosign.sealed', { count: sealed, files, refused: refusals.length }));
  voice.line(words.say('summary.out', { path: out }));
  voice.line(words.say('summary.register', { path: register }));
  if (stopped) voice.problems([stopped]);
}

function exitOfSummary({ sealed, refusals, stopped }: CosignSummary): ExitCode {
  if (stopped) return sealed > 0 ? EXIT.partly : exitOf([stopped]);
  if (refusals.length === 0) return sealed > 0 ? EXIT.ok : EXIT.data;
  return sealed > 0 ? EXIT.partly : EXIT.data;
}
