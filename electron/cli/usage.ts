import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { isWindowLanguage, type Language } from '../../shared/language.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import type { Command, Counter, Values } from './command.ts';
import { COMMANDS } from './commands.ts';
import type { ExitCode } from './exit.ts';
import { sayHelp, sayVersion } from './help.ts';
import { missing, wrong } from './options.ts';
import { SHELLS } from './shell/completions.ts';
import { sayCompletions, sayManual } from './shell/say.ts';

/** What every command takes. */
interface Manner {
  readonly json: boolean;
  /** Of the messages; the system's language when untold. */
  readonly language?: Language;
}

export interface Usage {
  readonly run: (counter: Counter) => Promise<ExitCode>;
  readonly manner: Manner;
}

const COMMON = {
  json: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Reads the words after `sealwright`.
 * Problems: `usage.command-unknown`, `usage.option-unknown`, `usage.option-missing`, `usage.value-wrong`, `usage.language-unknown`.
 */
export function readUsage(words: readonly string[]): Outcome<Usage> {
  const [first = 'help', ...others] = words;
  if (first === 'help' || first === '--help' || first === '-h') {
    return said(sayHelp(others.filter((word) => !word.startsWith('-')).join(' ')));
  }
  if (first === 'manual') return said(sayManual);
  if (first === 'completions') {
    const [told = ''] = others;
    const shell = SHELLS.find((each) => each === told);
    return shell
      ? said(sayCompletions(shell))
      : refused(told === '' ? missing('SHELL') : wrong('SHELL', told));
  }
  if (first === '--version' || first === 'version') return said(sayVersion);
  const command = commandOf(words);
  if (!command) return refused(unknown(first, others[0]));
  return readOptions(command, words.slice(command.name.split(' ').length));
}

function unknown(first: string, second = ''): Problem {
  if (first.startsWith('-')) return { code: 'usage.option-unknown', facts: { option: first.slice(0, 60) } };
  // Of several commands it is the first word, of none or one it is the whole name.
  const group = COMMANDS.some(({ name }) => name.startsWith(`${first} `));
  return {
    code: 'usage.command-unknown',
    facts: { command: `${first} ${group ? second : ''}`.trim().slice(0, 60) },
  };
}

/** The one whose name is the longest beginning of the words. */
function commandOf(words: readonly string[]): Command | undefined {
  const named = COMMANDS.filter(({ name }) => name === words.slice(0, name.split(' ').length).join(' '));
  return named.sort((a, b) => b.name.length - a.name.length)[0];
}

function readOptions(command: Command, words: readonly string[]): Outcome<Usage> {
  const known: ParseArgsOptionsConfig = { ...command.options, ...COMMON };
  const { values, positionals, tokens } = parseArgs({
    args: [...words],
    options: known,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  if (values.help) return said(sayHelp(command.name));
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = known[token.name];
    // A password given here by mistake must not be repeated on a screen.
    if (!option) return refused({ code: 'usage.option-unknown', facts: { option: token.rawName } });
    if ((option.type === 'string') !== (token.value !== undefined)) {
      return refused({
        code: 'usage.value-wrong',
        facts: { option: token.rawName, value: token.value ?? '' },
      });
    }
  }
  const { lang } = values;
  if (typeof lang === 'string' && !isWindowLanguage(lang)) {
    return refused({ code: 'usage.language-unknown', where: { language: lang } });
  }
  const run = command.prepare(values as Values, positionals);
  if (!run.ok) return run;
  return said(run.value, {
    json: values.json === true,
    ...(typeof lang === 'string' && isWindowLanguage(lang) && { language: lang }),
  });
}

function said(run: Usage['run'], manner: Manner = { json: false }): Outcome<Usage> {
  return done({ run, manner });
}
