import {
  type CommandGrammar,
  firstWords,
  type Grammar,
  type OptionGrammar,
  secondWords,
} from '../grammar.ts';

/** For /usr/share/fish/vendor_completions.d/sealwright.fish. */
export function fishCompletion(grammar: Grammar): string {
  const firsts = firstWords(grammar).map(({ word, about }) => offer('__sealwright_is', word, about));
  const seconds = firstWords(grammar).flatMap(({ word }) =>
    secondWords(grammar, word).map(({ words: [, second = ''], about }) =>
      offer(`__sealwright_is ${word}`, second, about),
    ),
  );
  const shells = ['bash', 'zsh', 'fish', 'powershell'].map((shell) =>
    offer('__sealwright_is completions', shell, ''),
  );
  return `# fish completion for sealwright, made by: sealwright completions fish

# True when exactly these words have been typed.
function __sealwright_is
    set -l typed (commandline -opc)
    test "$typed[2..-1]" = "$argv"
end

# True when the words typed begin with these.
function __sealwright_in
    set -l typed (commandline -opc)
    set -l last (math 1 + (count $argv))
    test (count $typed) -ge $last; and test "$typed[2..$last]" = "$argv"
end

${[...firsts, ...seconds, ...shells, ...grammar.commands.flatMap(optionsOf)].join('\n')}
`;
}

function offer(condition: string, word: string, about: string): string {
  return `complete -c sealwright -f -n ${quoted(condition)} -a ${quoted(word)} -d ${quoted(about)}`;
}

function optionsOf({ words, options }: CommandGrammar): readonly string[] {
  return options.map((option) => {
    const condition = quoted(`__sealwright_in ${words.join(' ')}`);
    return `complete -c sealwright -n ${condition} -l ${option.name.slice(2)}${valueFor(option)} -d ${quoted(option.about)}`;
  });
}

function valueFor({ takes, words }: OptionGrammar): string {
  return { path: ' -r -F', word: ` -x -a ${quoted(words.join(' '))}`, text: ' -x', nothing: '' }[takes];
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
