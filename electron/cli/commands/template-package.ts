import type { ExportTemplateOrder, ImportTemplateOrder } from '../../../shared/desk/template.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, refuse, tell } from '../command.ts';
import { EXIT } from '../exit.ts';
import {
  many,
  missing,
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

interface Wanted extends Omit<ExportTemplateOrder, 'password' | 'sealKey' | 'algorithm'>, SealOptions {}

export const templateExportCommand = defineCommand<Wanted>({
  name: 'template export',
  summary: 'put a template with its pictures and fonts into a package',
  help: `sealwright template export TEMPLATE.json --out FILE.swtemplate [--seal SEAL]

Writes a package for another desk: the template, its pictures and fonts as files, and a manifest with the digest of each,
which the e-seal seals (JAdES) when one is given. A file that is there is never written over.

  --out FILE         the package
  --seal SEAL        the institution's e-seal: explained below
${SEAL_HELP}`,
  options: { out: one, seal: one, ...SEAL_OPTIONS },
  read(values, [template, ...others]) {
    const seal = sealIn(values);
    if (!seal.ok) return seal;
    if (template === undefined) return refused(missing('TEMPLATE'));
    const [first, ...more] = [...needed(values, 'out'), ...nothingElse(others)];
    if (first) return refused(first, ...more);
    return done({
      ...{ template, out: text(values.out), ...seal.value },
      ...(values.seal !== undefined && { seal: text(values.seal) }),
    });
  },
  async run({ source, sealKey, algorithm, ...order }, { ask, voice }) {
    const { seal } = order;
    const password = seal === undefined ? undefined : await readPassword(source, seal, voice);
    if (password && !password.ok) return refuse(password.problems, voice);
    const sealing = password && {
      ...{
        password: password.value,
        ...(sealKey !== undefined && { sealKey }),
        ...(algorithm && { algorithm }),
      },
    };
    return tell(await ask('template.export', { ...order, ...sealing }), voice, (written) => {
      voice.object({ kind: 'result', ...written });
      voice.line(voice.words.say('template.written', { path: written.path }));
      voice.line(
        written.sealedBy === undefined
          ? voice.words.say('package.unsealed')
          : voice.words.say('package.sealed', { by: written.sealedBy }),
      );
      return EXIT.ok;
    });
  },
});

export const templateImportCommand = defineCommand<ImportTemplateOrder>({
  name: 'template import',
  summary: 'take a template out of a package',
  help: `sealwright template import FILE.swtemplate --out TEMPLATE.json [--trust ROOT.pem]…

Every digest is checked, and the seal: one that does not hold stops the import, and who made one that holds is told. A
package that is not sealed is taken and said to be so. A file that is there is never written over.

  --out FILE    the template
  --trust FILE  roots that the seal has to lead to, PEM or DER; may be given several times`,
  options: { out: one, trust: many },
  read(values, [file, ...others]) {
    if (file === undefined) return refused(missing('FILE'));
    const [first, ...more] = [...needed(values, 'out'), ...nothingElse(others)];
    if (first) return refused(first, ...more);
    return done({ file, out: text(values.out), trust: texts(values.trust) });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('template.import', order), voice, (imported) => {
      const { path, seal } = imported;
      const { words } = voice;
      voice.object({ kind: 'result', ...imported });
      voice.line(words.say('template.written', { path }));
      if (!seal) voice.line(words.say('package.unsealed'));
      else {
        voice.line(words.say('package.sealed', { by: [seal.by, seal.claimedAt].filter(Boolean).join(', ') }));
        voice.line(`${seal.indication}. ${words.verdict(seal.reason)}`);
        if (seal.test) voice.line(words.say('verify.test'));
      }
      return EXIT.ok;
    });
  },
});
