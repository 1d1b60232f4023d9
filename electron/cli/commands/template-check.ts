import type { ParityReport } from '../../../shared/desk/page.ts';
import type { TemplateReport } from '../../../shared/desk/template.ts';
import { done, refused } from '../../../shared/problem.ts';
import { CODE_SEAL_KEYS, type CodeSealKey } from '../../../shared/template/design.ts';
import { defineCommand, tell } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { missing, nothingElse, one, text, wrong } from '../options.ts';
import type { Voice } from '../voice.ts';

interface Wanted {
  readonly template: string;
  readonly roster?: string;
  readonly key?: CodeSealKey;
}

export const templateCheckCommand = defineCommand<Wanted>({
  name: 'template check',
  summary: 'look for what a template lacks',
  help: `sealwright template check TEMPLATE.json

Lists every mandatory element, text and language the template lacks, and every place on its page that
cannot be printed. Then, element by element, what falls short in which language: words missing, letters that the fonts
lack, text that overflows or had to be set smaller, low contrast, codes too fine.

  --roster FILE  look with this roster's learner of the longest name, in place of an invented one
  --key KEY      the key that will seal: ${CODE_SEAL_KEYS.join(', ')}; the codes must be large enough for it.
                 Left out, each code's own sealKey, or RSA-3072`,
  options: { roster: one, key: one },
  read({ roster, key }, [template, ...others]) {
    if (template === undefined) return refused(missing('TEMPLATE'));
    const [other] = nothingElse(others);
    const sealKey = CODE_SEAL_KEYS.find((each) => each === key);
    if (key !== undefined && !sealKey) return refused(wrong('key', text(key)));
    return other
      ? refused(other)
      : done({
          template,
          ...(roster !== undefined && { roster: text(roster) }),
          ...(sealKey && { key: sealKey }),
        });
  },
  async run(order, { ask, voice }) {
    const { template, key } = order;
    const parity = await ask('page.parity', order);
    // Without a roster a refusal says no more than the check of the template does.
    if (!parity.ok && order.roster !== undefined) return tell(parity, voice, () => EXIT.ok);
    return tell(await ask('template.check', { template, ...(key && { key }) }), voice, (report) => {
      voice.object({ kind: 'result', ...report, ...(parity.ok && { parity: parity.value }) });
      const exit = tellTemplate(report, voice);
      if (parity.ok) tellParity(parity.value, voice);
      return exit;
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

function tellParity({ learner, rows }: ParityReport, voice: Voice): void {
  const { words } = voice;
  const short = rows.flatMap(({ element, cells }) =>
    cells.filter(({ falls }) => falls.length > 0).map((cell) => ({ element, ...cell })),
  );
  voice.line(words.say('parity', { count: short.length, name: learner.name }));
  for (const { element, language, falls, letters = '', size = 0 } of short) {
    const told = falls.map((each) => words.say(`parity.${each}`, { letters, size })).join(', ');
    voice.line(`  ${element} (${language}): ${told}`);
  }
}
