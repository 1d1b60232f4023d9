import type { SignOffOrder } from '../../../shared/desk/template.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, tell } from '../command.ts';
import { EXIT } from '../exit.ts';
import { missing, needed, nothingElse, one, text } from '../options.ts';

export const templateSignOffCommand = defineCommand<SignOffOrder>({
  name: 'template sign-off',
  summary: 'let a template be issued as it is',
  help: `sealwright template sign-off TEMPLATE.json --by "NAME, OFFICE"

Writes into the template who lets it be issued, when, and a digest of all that it says, its fonts and pictures too. Whoever
changes it afterwards changes the digest: \`template check\` and \`issue\` say so, and \`issue --signed-off 2\` seals nothing
that two people have not signed off as it is. An institution demands that of every batch with "signOffs" in its own data.

  --by TEXT   name and office, as they are to be read later`,
  options: { by: one },
  read(values, [template, ...others]) {
    const [problem] = [
      ...(template === undefined ? [missing('TEMPLATE')] : []),
      ...nothingElse(others),
      ...needed(values, 'by'),
    ];
    if (problem || template === undefined) return refused(problem ?? missing('TEMPLATE'));
    return done({ template, by: text(values.by) });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('template.sign-off', order), voice, (signed) => {
      voice.object({ kind: 'result', ...signed });
      const { path, version, sha256, signOffs } = signed;
      const people = signOffs.map(({ by, at }) => `${by} (${at.slice(0, 10)})`).join('; ');
      voice.line(voice.words.say('template.signed-off', { path, version, people }));
      voice.line(voice.words.say('template.digest', { sha256 }));
      return EXIT.ok;
    });
  },
});
