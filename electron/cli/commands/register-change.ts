import { CHANGE_KINDS, type ManyChanges, STATUS_REASONS } from '../../../shared/desk/register.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, tell } from '../command.ts';
import { EXIT } from '../exit.ts';
import { flag, missing, needed, nothingElse, one, text, wrong } from '../options.ts';

export const registerChangeManyCommand = defineCommand<ManyChanges>({
  name: 'register change',
  summary: 'revoke, suspend and reinstate by a file',
  help: `sealwright register change FILE.csv --register FILE [--kind KIND] [--dry-run]

FILE.csv has a row for each credential and the columns serial, change (revoke, suspend or reinstate), reason and ground, in
any order. Every row that can be is entered, all in one transaction; every other is told with its row and why, and the
command ends with 5. Reasons: ${STATUS_REASONS.join(', ')}.
The ground must not name the person. Publish the status lists afterwards. To correct and re-issue many, see --replaces
in "sealwright help issue".

  --register FILE    the register
  --kind KIND        ${CHANGE_KINDS.join(', ')}: for all rows; then no column change is needed
  --dry-run          say what would be changed and refused; enter nothing`,
  options: { register: one, kind: one, 'dry-run': flag },
  read(values, [file, ...others]) {
    if (file === undefined) return refused(missing('FILE.csv'));
    const [problem, ...more] = [...needed(values, 'register'), ...nothingElse(others)];
    if (problem) return refused(problem, ...more);
    const kind = CHANGE_KINDS.find((each) => each === values.kind);
    if (values.kind !== undefined && !kind) return refused(wrong('--kind', text(values.kind)));
    return done({
      ...{ register: text(values.register), file, dryRun: values['dry-run'] === true },
      ...(kind && { kind }),
    });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('register.change-many', order), voice, ({ changed, refused: rows }) => {
      for (const problem of rows) {
        const row = problem.where?.row ?? 0;
        voice.line(voice.words.say('refused.change', { row, why: voice.words.problem(problem) }));
      }
      voice.object({ kind: 'result', changed, refused: rows, dryRun: order.dryRun });
      voice.line(voice.words.say(order.dryRun ? 'register.would' : 'register.changed', { count: changed }));
      if (rows.length === 0) return EXIT.ok;
      return changed > 0 ? EXIT.partly : EXIT.data;
    });
  },
});
