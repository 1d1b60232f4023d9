import type { Condition, ExaminationOrder } from '../../../shared/desk/doctor.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, tell } from '../command.ts';
import { EXIT } from '../exit.ts';
import { nothingElse, one, text } from '../options.ts';

const MARKS: Readonly<Record<Condition, string>> = { well: 'ok', notice: 'note', ill: 'WRONG' };

export const doctorCommand = defineCommand<ExaminationOrder>({
  name: 'doctor',
  summary: 'look at what Sealwright stands on: runtime, disk, clock, fonts, tokens, register',
  help: `sealwright doctor [options]

Looks at the machine: runtime and database, words and fonts, the clock, whether a disk keeps what is written and
has room, token libraries, the register. Nothing is asked over the network, no key is opened and no PIN needed;
what it says may be shown to whoever helps you. Ends with 0 when nothing stands in the way, else with 3.

  --register FILE    the register to look through (the one last used when left out)
  --out FOLDER       a folder that batches are to be written to
  --driver FILE      a token's PKCS#11 library to load, and to ask for its tokens`,
  options: { register: one, out: one, driver: one },

  read(values, files) {
    const [other] = nothingElse(files);
    if (other) return refused(other);
    const named = (['register', 'out', 'driver'] as const).filter((name) => values[name]);
    return done(Object.fromEntries(named.map((name) => [name, text(values[name])])));
  },

  async run(order, { ask, voice }) {
    return tell(await ask('doctor.examine', order), voice, (examination) => {
      for (const { saying, condition, facts, problems = [] } of examination.findings) {
        voice.line(`${MARKS[condition].padEnd(6)}${voice.words.say(`doctor.${saying}`, { ...facts })}`);
        voice.problems(problems);
      }
      voice.object({ kind: 'result', ...examination });
      return examination.condition === 'ill' ? EXIT.data : EXIT.ok;
    });
  },
});
