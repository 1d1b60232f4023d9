import {
  type CommandGrammar,
  firstWords,
  type Grammar,
  type OptionGrammar,
  secondWords,
} from '../grammar.ts';

/** For a file `_sealwright` in a folder of zsh's fpath. */
export function zshCompletion(grammar: Grammar): string {
  const firsts = firstWords(grammar).map(({ word, about }) => `    ${described(word, about)}`);
  const heads = firstWords(grammar).flatMap(({ word }) => {
    const seconds = secondWords(grammar, word).map(({ words: [, second = ''], about }) =>
      described(second, about),
    );
    return seconds.length === 0 ? [] : [`      ${word}) found=(${seconds.join(' ')}) ;;`];
  });
  const shorter = grammar.commands.filter(({ words }) => words.length === 1);
  const longer = grammar.commands.filter(({ words }) => words.length === 2);
  return `#compdef sealwright
# zsh completion for sealwright, made by: sealwright completions zsh

_sealwright() {
  local -a found
  if (( CURRENT == 2 )); then
    found=(
${firsts.join('\n')}
    )
    _describe -t commands command found
    return
  fi
  if (( CURRENT == 3 )); then
    case $words[2] in
${heads.join('\n')}
      completions) found=(bash zsh fish powershell) ;;
    esac
    if (( $#found )); then
      _describe -t commands command found
      return
    fi
  fi
  case "$words[2] $words[3]" in
${longer.map((command) => caseOf(command, 2)).join('\n')}
  esac
  case $words[2] in
${shorter.map((command) => caseOf(command, 1)).join('\n')}
  esac
}

if [ "$funcstack[1]" = _sealwright ]; then
  _sealwright "$@"
else
  compdef _sealwright sealwright
fi
`;
}

function caseOf({ words, options }: CommandGrammar, length: number): string {
  const specs = options.map((option) => quoted(specOf(option)));
  return `    ${quoted(words.join(' '))}) shift ${length} words; (( CURRENT -= ${length} )); _arguments ${specs.join(' ')} '*:file:_files'; return ;;`;
}

function specOf({ name, about, takes, words, repeats }: OptionGrammar): string {
  const said = about.replace(/[[\]\\:]/g, '\\$&');
  const value = { path: ':file:_files', word: `:word:(${words.join(' ')})`, text: ':text: ', nothing: '' }[
    takes
  ];
  return `${repeats ? '*' : ''}${name}[${said}]${value}`;
}

function described(word: string, about: string): string {
  return quoted(`${word}:${about.replace(/[\\:]/g, '\\$&')}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
