import type { ProofOrder } from '../../../shared/desk/record.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, tell } from '../command.ts';
import { EXIT } from '../exit.ts';
import { missing, nothingElse, one, text } from '../options.ts';

export const recordProveCommand = defineCommand<ProofOrder>({
  name: 'record prove',
  summary: 'take the proof of one file out of a record',
  help: `sealwright record prove PROOFS FILE [--out FILE]

Takes from PROOFS (.proofs.json) what is needed to show that FILE stands in the record, and nothing of any other file:
whoever is given FILE, its proof and the record can check it alone, with \`sealwright record verify\`.

  --out FILE         where the proof goes (FILE.proof.json when left out)`,
  options: { out: one },
  read(values, [proofs, file, ...others]) {
    if (proofs === undefined) return refused(missing('PROOFS'));
    if (file === undefined) return refused(missing('FILE'));
    const [other] = nothingElse(others);
    const out = values.out === undefined ? `${file}.proof.json` : text(values.out);
    return other ? refused(other) : done({ proofs, file, out });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('record.prove', order), voice, (made) => {
      voice.object({ kind: 'result', ...made });
      voice.line(voice.words.say('record.path', { path: made.proof }));
      return EXIT.ok;
    });
  },
});
