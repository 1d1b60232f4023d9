import { LANGUAGES } from '../../shared/language.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { BESIDES } from './help.ts';

/** What may be typed after `sealwright`, as shells and the manual need it. */
export interface Grammar {
  readonly commands: readonly CommandGrammar[];
}

export interface CommandGrammar {
  /** One or two, such as `register` and `find`. */
  readonly words: readonly string[];
  readonly about: string;
  readonly options: readonly OptionGrammar[];
}

export interface OptionGrammar {
  /** With both hyphens. */
  readonly name: string;
  readonly about: string;
  /** What follows it: a path, one of some words, something else, or nothing. */
  readonly takes: 'path' | 'word' | 'text' | 'nothing';
  readonly words: readonly string[];
  readonly repeats: boolean;
}

const PATHS = new Set(['FILE', 'FOLDER', 'SEAL', 'COPY']);
const SHARED: readonly OptionGrammar[] = [
  { name: '--json', about: 'JSON lines on standard output', takes: 'nothing', words: [], repeats: false },
  { name: '--lang', about: 'language of the messages', takes: 'word', words: LANGUAGES, repeats: false },
  { name: '--help', about: 'explain this command', takes: 'nothing', words: [], repeats: false },
];

interface Told {
  readonly placeholder: string;
  readonly about: string;
}

/** The commands' own tables; what an option is for is read from the help that a person reads. */
export function readGrammar(): Grammar {
  const told = COMMANDS.map(({ help }) => optionsToldIn(help));
  const anywhere = new Map(told.flatMap((each) => [...each]));
  const commands = COMMANDS.map((command, at) =>
    grammarOf(command, (name) => told[at]?.get(name) ?? anywhere.get(name)),
  );
  const besides = BESIDES.map(({ name, summary }) => ({
    words: name.split(' ').slice(0, 1),
    about: summary,
    options: [],
  }));
  return { commands: [...commands, ...besides] };
}

function grammarOf(command: Command, tell: (name: string) => Told | undefined): CommandGrammar {
  const own = Object.entries(command.options).map(([name, { type, multiple = false }]): OptionGrammar => {
    const { placeholder = '', about = '' } = tell(name) ?? {};
    const words = placeholder === 'LANGUAGE' ? LANGUAGES : [];
    const kind = PATHS.has(placeholder) ? 'path' : words.length > 0 ? 'word' : 'text';
    return {
      name: `--${name}`,
      about,
      takes: type === 'boolean' ? 'nothing' : kind,
      words,
      repeats: multiple,
    };
  });
  return { words: command.name.split(' '), about: command.summary, options: [...own, ...SHARED] };
}

/** Lines such as `  --out FOLDER       where everything goes`: the first of each option. */
export function optionsToldIn(help: string): ReadonlyMap<string, Told> {
  const lines = help.matchAll(/^ {2}--([a-z0-9-]+)(?: ([^ \n]+))?(?: {2,}|\n *)(.*)$/gm);
  return new Map(
    [...lines].map(([, name = '', placeholder = '', about = '']) => [
      name,
      { placeholder, about: about.trim() },
    ]),
  );
}

/** The second words of commands that begin with `first`. */
export function secondWords({ commands }: Grammar, first: string): readonly CommandGrammar[] {
  return commands.filter(({ words }) => words.length === 2 && words[0] === first);
}

/** First words, each once, with what it is about where it is a whole command. */
export function firstWords({
  commands,
}: Grammar): readonly { readonly word: string; readonly about: string }[] {
  const firsts = new Map<string, string>();
  for (const { words, about } of commands) {
    const [first = ''] = words;
    if (words.length === 1) firsts.set(first, about);
    else if (!firsts.has(first)) firsts.set(first, commandsUnder(commands, first));
  }
  return [...firsts].map(([word, about]) => ({ word, about }));
}

function commandsUnder(commands: readonly CommandGrammar[], first: string): string {
  return commands
    .filter(({ words }) => words[0] === first && words.length === 2)
    .map(({ words }) => words[1])
    .join(', ');
}
