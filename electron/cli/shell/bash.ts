import { firstWords, type Grammar, secondWords } from '../grammar.ts';

/** For /usr/share/bash-completion/completions/sealwright, or `source <(sealwright completions bash)`. */
export function bashCompletion(grammar: Grammar): string {
  const firsts = firstWords(grammar).map(({ word }) => word);
  const seconds = firsts.flatMap((first) => {
    const words = secondWords(grammar, first).map(({ words: [, second = ''] }) => second);
    return words.length === 0 ? [] : [`      ${first}) _sealwright_words "${words.join(' ')}"; return ;;`];
  });
  const cases = grammar.commands.map(({ words, options }) => {
    const named = (takes: string) =>
      options.filter((option) => option.takes === takes).map(({ name }) => name);
    const pattern = words.length === 2 ? `"${words.join(' ')}"` : `"${words[0]} "*`;
    return `    ${pattern}) options="${options.map(({ name }) => name).join(' ')}"; paths=" ${named('path').join(' ')} "; texts=" ${named('text').join(' ')} " ;;`;
  });
  const languages = grammar.commands.flatMap(({ options }) => options).find(({ name }) => name === '--lang');
  return `# bash completion for sealwright, made by: sealwright completions bash
# Written for bash 3.2, which macOS still has.

_sealwright_words() {
  COMPREPLY=($(compgen -W "$1" -- "$word"))
}

_sealwright_paths() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$word"))
}

_sealwright() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]}
  local options="" paths="" texts=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    _sealwright_words "${firsts.join(' ')}"
    return
  fi
  if [ "$COMP_CWORD" -eq 2 ]; then
    case \${COMP_WORDS[1]} in
${seconds.join('\n')}
      help) _sealwright_words "${firsts.join(' ')}"; return ;;
      completions) _sealwright_words "bash zsh fish powershell"; return ;;
    esac
  fi
  case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in
${cases.join('\n')}
  esac
  case $before in
    --lang | --language) _sealwright_words "${languages?.words.join(' ')}"; return ;;
  esac
  case "$paths" in *" $before "*) _sealwright_paths; return ;; esac
  case "$texts" in *" $before "*) return ;; esac
  case $word in
    -*) _sealwright_words "$options" ;;
    *) _sealwright_paths ;;
  esac
}

complete -F _sealwright sealwright
`;
}
