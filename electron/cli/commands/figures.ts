import { FIGURE_FACTS, type FiguresQuestion } from '../../../shared/desk/figures.ts';
import { done, type Outcome, type Problem, refused } from '../../../shared/problem.ts';
import { defineCommand, tell, type Values } from '../command.ts';
import { EXIT } from '../exit.ts';
import { daysIn, needed, nothingElse, one, text, wrong } from '../options.ts';

type FiguresOrder = Omit<FiguresQuestion, 'language'>;

export const figuresCommand = defineCommand<FiguresOrder>({
  name: 'figures',
  summary: 'figures for funders and management, naming nobody',
  help: `sealwright figures --register FILE --by FACT [options]

Counts the credentials that hold or are suspended; what was revoked or replaced does not count. A credential with several
languages, partners, fields or files counts under each.

  --register FILE    the register
  --by FACT          ${FIGURE_FACTS.join(', ')}
  --from DAY, --until DAY  awarded within these days, such as 2026-01-31, both included
  --least N          hide numbers below N, such as 5; and one more, where the total would tell the hidden one
  --cost N           what a credential costs, in your own currency; --cost-before N: what it cost before
  --minutes N        of work that a credential takes; --minutes-before N: took before
  --csv FILE         also write the figures as CSV`,
  options: {
    ...{ register: one, by: one, from: one, until: one, least: one, csv: one },
    ...{ cost: one, 'cost-before': one, minutes: one, 'minutes-before': one },
  },
  read(values, others) {
    const [problem, ...more] = [...needed(values, 'register', 'by'), ...nothingElse(others)];
    if (problem) return refused(problem, ...more);
    const by = FIGURE_FACTS.find((fact) => fact === values.by);
    if (!by) return refused(wrong('--by', text(values.by)));
    const limits = limitsIn(values);
    if (!limits.ok) return limits;
    const { csv } = values;
    return done({
      ...{ register: text(values.register), by, ...limits.value },
      ...(csv !== undefined && { csv: text(csv) }),
    });
  },
  async run(question, { ask, voice }) {
    const { words } = voice;
    const asked = await ask('figures.count', { ...question, language: words.language });
    return tell(asked, voice, (figures) => {
      const { issued, groups, cost, costSaved = 0, hoursSaved = 0 } = figures;
      voice.object({ kind: 'result', ...figures });
      const small = words.say('figures.small');
      for (const { label = words.say('figures.untold'), count } of groups) {
        voice.line(`  ${label}: ${count ?? small}`);
      }
      voice.line(words.say('figures.all', { issued: issued ?? small }));
      if (cost !== undefined) voice.line(words.say('figures.cost', { money: cost }));
      if (costSaved !== 0 || hoursSaved !== 0) {
        voice.line(words.say('figures.saved', { money: costSaved, hours: hoursSaved }));
      }
      return EXIT.ok;
    });
  },
});

const AMOUNTS = {
  cost: 'cost',
  'cost-before': 'costBefore',
  minutes: 'minutes',
  'minutes-before': 'minutesBefore',
};

function limitsIn(values: Values): Outcome<Omit<FiguresQuestion, 'register' | 'by' | 'language'>> {
  const problems: Problem[] = [];
  const told = new Map<string, number>();
  const days = daysIn(values);
  if (!days.ok) problems.push(...days.problems);
  for (const [name, field] of Object.entries({ least: 'least', ...AMOUNTS })) {
    const value = values[name];
    if (value === undefined) continue;
    const form = name === 'least' ? /^\d{1,3}$/ : /^\d{1,7}(\.\d{1,2})?$/;
    if (form.test(text(value))) told.set(field, Number(text(value)));
    else problems.push(wrong(`--${name}`, text(value)));
  }
  const [first, ...more] = problems;
  return first ? refused(first, ...more) : done({ ...(days.ok && days.value), ...Object.fromEntries(told) });
}
