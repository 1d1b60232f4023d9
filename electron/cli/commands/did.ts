import type { ControllerOrder } from '../../../shared/desk/seal.ts';
import { done, refused } from '../../../shared/problem.ts';
import { didWeb, isControllerId } from '../../../shared/sealing/controller-id.ts';
import { defineCommand, refuse, tell } from '../command.ts';
import { EXIT } from '../exit.ts';
import {
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

interface DidOrder extends Omit<ControllerOrder, 'password'>, SealOptions {}

export const didCommand = defineCommand<DidOrder>({
  name: 'did',
  summary: 'write did.json, which tells an e-seal’s key on the institution’s web site',
  help: `sealwright did --seal SEAL (--host HOST | --id URL) [--out did.json] [options]

Writes the document that tells which keys speak for the institution, with their certificates: for did:web of a host, to
be served at https://HOST/.well-known/did.json, or for the institution's own https URL, to be served there. Verifiable
Credentials name their issuer by the one or the other: a template with "didWeb": "HOST" by the first, others by the id of
the awarding body. Keys that the file tells already stay, so that what earlier seals have sealed can still be proven.

  --seal SEAL        the institution's e-seal: explained below
  --host HOST        a domain name, with its port when it has one
  --id URL           the https URL that templates give the awarding body as its id
  --out FILE         where it is written (did.json when left out)
${SEAL_HELP}`,
  options: { seal: one, host: one, id: one, out: one, ...SEAL_OPTIONS },

  read(values, files) {
    const seal = sealIn(values);
    if (!seal.ok) return seal;
    const [first, ...more] = [...needed(values, 'seal'), ...nothingElse(files)];
    if (first) return refused(first, ...more);
    const { host, id } = values;
    if ((host === undefined) === (id === undefined)) return refused(missing('--host | --id'));
    const controller = host === undefined ? text(id) : didWeb(text(host));
    if (!isControllerId(controller))
      return refused(wrong(host === undefined ? '--id' : '--host', text(host ?? id)));
    const out = values.out === undefined ? 'did.json' : text(values.out);
    return done({ seal: text(values.seal), controller, out, ...seal.value });
  },

  async run({ source, ...order }, { ask, voice }) {
    const password = await readPassword(source, order.seal, voice);
    if (!password.ok) return refuse(password.problems, voice);
    return tell(await ask('seal.controller', { ...order, password: password.value }), voice, (report) => {
      voice.object({ kind: 'result', ...report });
      voice.line(`${report.file} → ${report.url}`);
      for (const key of report.keys) voice.line(`  ${key}`);
      return EXIT.ok;
    });
  },
});
