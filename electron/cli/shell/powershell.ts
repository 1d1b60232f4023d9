import { firstWords, type Grammar, secondWords } from '../grammar.ts';

/** For a profile: `sealwright completions powershell | Out-String | Invoke-Expression`. */
export function powershellCompletion(grammar: Grammar): string {
  const table = [
    row('', firstWords(grammar)),
    ...firstWords(grammar).flatMap(({ word }) => {
      const seconds = secondWords(grammar, word).map(({ words: [, second = ''], about }) => ({
        word: second,
        about,
      }));
      return seconds.length === 0 ? [] : [row(word, seconds)];
    }),
    row(
      'completions',
      ['bash', 'zsh', 'fish', 'powershell'].map((word) => ({ word, about: word })),
    ),
    ...grammar.commands
      .filter(({ options }) => options.length > 0)
      .map(({ words, options }) =>
        row(
          `${words.join(' ')} -`,
          options.map(({ name, about }) => ({ word: name, about })),
        ),
      ),
  ];
  return `# PowerShell completion for sealwright, made by: sealwright completions powershell

Register-ArgumentCompleter -Native -CommandName sealwright -ScriptBlock {
  param($word, $line, $cursor)
  $table = @{
${table.join('\n')}
  }
  $typed = @($line.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" } | Where-Object { $_ -ne $word })
  $plain = @($typed | Where-Object { -not $_.StartsWith('-') })
  $key = if ($word.StartsWith('-')) {
    $two = ($plain | Select-Object -First 2) -join ' '
    if ($table.ContainsKey("$two -")) { "$two -" } else { "$($plain | Select-Object -First 1) -" }
  } else { $typed -join ' ' }
  if (-not $table.ContainsKey($key)) { return }
  $table[$key] | Where-Object { $_[0].StartsWith($word) } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterValue', $_[1])
  }
}
`;
}

function row(key: string, offers: readonly { readonly word: string; readonly about: string }[]): string {
  // A tooltip may not be empty.
  const pairs = offers.map(({ word, about }) => `@(${quoted(word)}, ${quoted(about || word)})`);
  return `    ${quoted(key)} = @(${pairs.map((pair) => `,${pair}`).join('; ')})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
