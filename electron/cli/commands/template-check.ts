import type { TemplateReport } from '../../../shared/desk/template.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, tell } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { missing, nothingElse } from '../options.ts';
import type { Voice } from '../voice.ts';

export const templateCheckCommand = defineCommand<{ readonly template: string }>({
  name: 'template check',
  summary: 'look for what a template lacks',
  help: `sealwright template check TEMPLATE.json

Lists every mandatory element, text and language the template lacks, and every place on its page that
cannot be printed.`,
  options: {},
  read(_values, [template, ...others]) {
    if (template === undefined) return refused(missing('TEMPLATE'));
    const [other] = nothingElse(others);
    return other ? refused(other) : done({ template });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('template.check', order), voice, (report) => {
      voice.object({ kind: 'result', ...report });
      return tellTemplate(report, voice);
    });
  },
});

function tellTemplate(report: TemplateReport, voice: Voice): ExitCode {
  const { name, version, languages, signOffs, problems, notices } = report;
  voice.line(voice.words.say('template.is', { name, version, languages: languages.join(', ') }));
  if (signOffs.length > 0) {
    const people = signOffs.map(({ by, at }) => `${by} (${at.slice(0, 10)})`).join('; ');
    voice.line(voice.words.say('template.signed-off', { path: name, version, people }));
  }
  voice.problems(problems);
  voice.line(voice.words.say('template.problems', { count: problems.length }));
  voice.problems(notices);
  return problems.length === 0 ? EXIT.ok : EXIT.data;
}
