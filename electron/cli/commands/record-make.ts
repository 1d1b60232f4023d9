import type { RecordOrder } from '../../../shared/desk/record.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, refuse, tell } from '../command.ts';
import { EXIT } from '../exit.ts';
import {
  many,
  missing,
  needed,
  nothingElse,
  one,
  SEAL_OPTIONS,
  type SealOptions,
  sealIn,
  text,
  texts,
  timestampsIn,
} from '../options.ts';
import { readPassword } from '../password.ts';
import { RAISING_OPTIONS, raisingIn, tellRaising } from '../raising.ts';

interface Wanted extends Omit<RecordOrder, 'password'>, SealOptions {}

export const recordMakeCommand = defineCommand<Wanted>({
  name: 'record make',
  summary: 'seal a record of everything a folder holds',
  help: `sealwright record make FOLDER --seal SEAL [options]

Writes a record of all credentials that the register has in FOLDER (what \`issue --out\` wrote) under FOLDER/records:
serials and a salted digest of every file, sealed once as JSON (JAdES) and once in an ASiC-E container with XAdES.
It names nobody. The third file, .proofs.json, holds the salts: keep it; with it any file can be proven to be in the
record. \`issue --record\` makes such a record of every batch by itself.

  --seal SEAL        the institution's e-seal: explained below
  --seal-key FILE    the private key, when the e-seal is PEM and the key lies apart
  --algorithm NAME   RS256 or PS256 for RSA; every other key has one of its own
  --register FILE    the register (FOLDER/register.sqlite when left out)
  --timestamp URL    have the record time-stamped (level T) by this authority; may be given several times
  --timestamp-trust FILE  roots that an authority's certificate has to lead to; may be given several times
  --level LEVEL      raise the record to T, LT or LTA at once; from LT on with --trust FILE, and --online, --crl FILE,
                     --cert FILE or --ocsp FILE as for sealwright extend, which can raise and renew it later
  --password-fd N    read the seal's password from descriptor N`,
  options: {
    seal: one,
    register: one,
    timestamp: many,
    'timestamp-trust': many,
    trust: many,
    crl: many,
    ...RAISING_OPTIONS,
    ...SEAL_OPTIONS,
  },

  read(values, [folder, ...others]) {
    const seal = sealIn(values);
    if (!seal.ok) return seal;
    const stamping = timestampsIn(values);
    if (!stamping.ok) return stamping;
    const raising = raisingIn(values);
    if (!raising.ok) return raising;
    if (folder === undefined) return refused(missing('FOLDER'));
    const [first, ...more] = [...needed(values, 'seal'), ...nothingElse(others)];
    if (first) return refused(first, ...more);
    return done({
      folder,
      seal: text(values.seal),
      ...seal.value,
      ...(values.register !== undefined && { register: text(values.register) }),
      ...stamping.value,
      ...raising.value,
      ...(raising.value.level && { trust: texts(values.trust), crls: texts(values.crl) }),
    });
  },

  async run({ source, ...order }, { ask, voice }) {
    const password = await readPassword(source, order.seal, voice);
    if (!password.ok) return refuse(password.problems, voice);
    return tell(await ask('record.make', { ...order, password: password.value }), voice, (made) => {
      voice.object({ kind: 'result', ...made });
      voice.line(voice.words.say('record.made', { count: made.credentials, files: made.files }));
      for (const path of [made.record, made.container]) voice.line(voice.words.say('record.path', { path }));
      voice.line(voice.words.say('record.proofs', { path: made.proofs }));
      if (made.raising) tellRaising(made.raising, voice);
      return made.raising && made.raising.below > 0 ? EXIT.partly : EXIT.ok;
    });
  },
});
