import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { COMMANDS } from '../commands.ts';
import { optionsToldIn, readGrammar } from '../grammar.ts';
import { completionFor } from './completions.ts';
import { manualPage } from './manual.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-shell-'));
after(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'letters and seals.p12'), '');
for (const shell of ['bash', 'zsh', 'fish'] as const)
  writeFileSync(join(folder, `completion.${shell}`), completionFor(shell));

function absent(shell: string): string | false {
  return spawnSync(shell, ['--version']).error !== undefined && `${shell} is not installed`;
}

function run(shell: string, ...words: readonly string[]): readonly string[] {
  const ran = spawnSync(shell, words, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, TERM: 'dumb', HOME: folder },
  });
  assert.equal(ran.stderr, '');
  return ran.stdout.split('\n').filter((line) => line !== '');
}

/** What bash offers for the last of these words. */
function bash(...typed: readonly string[]): readonly string[] {
  const script = `source ./completion.bash
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sealwright; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return run('bash', '--norc', '-c', script, 'bash', 'sealwright', ...typed);
}

test('bash completes commands, their second words, options and files', { skip: absent('bash') }, () => {
  assert.deepEqual(bash('reg'), ['register']);
  assert.deepEqual(bash('register', 're'), ['revoke', 'reinstate', 'restore']);
  assert.deepEqual(bash('register', 'revoke', '--re'), ['--register', '--reason']);
  assert.deepEqual(bash('issue', '--seal', 'let'), ['letters and seals.p12']);
  assert.deepEqual(bash('issue', '--json', '--lang', 'h'), ['hr', 'hu']);
  assert.deepEqual(bash('issue', '--reason', 'let'), []);
  assert.deepEqual(bash('completions', 'p'), ['powershell']);
});

test('bash offers every option of every command', { skip: absent('bash') }, () => {
  for (const { words, options } of readGrammar().commands.filter((each) => each.options.length > 0)) {
    const [first = '', second = 'x'] = words;
    assert.deepEqual(
      [...bash(first, second, '-')].sort(),
      options.map(({ name }) => name).sort(),
      words.join(' '),
    );
  }
});

test('fish completes the same', { skip: absent('fish') }, () => {
  const fish = (typed: string) =>
    run('fish', '--no-config', '-c', `source ./completion.fish; complete -C ${JSON.stringify(typed)}`).map(
      (line) => line.split('\t')[0],
    );
  assert.deepEqual(fish('sealwright reg'), ['register']);
  assert.deepEqual([...fish('sealwright register re')].sort(), ['reinstate', 'restore', 'revoke']);
  assert.deepEqual([...fish('sealwright register revoke --re')].sort(), ['--reason', '--register']);
  assert.deepEqual([...fish('sealwright issue --lang h')].sort(), ['hr', 'hu']);
});

test('zsh takes the completion, and offers commands', { skip: absent('zsh') }, () => {
  // A terminal is needed to be completed in; zsh brings one of its own.
  const script = `zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PS1=; autoload -Uz compinit; compinit -u -d ./dump; source ./completion.zsh; print ready"
for turn in {1..50}; do zpty -rt z line && [[ $line = *ready* && $line != *print* ]] && break; sleep 0.1; done
zpty -w -n z $'sealwright register rei\\t--regi\\t'
said=; for turn in {1..40}; do while zpty -rt z line; do said+=$line; done; [[ $said = *--register* ]] && break; sleep 0.1; done
print -r -- $said`;
  const said = run('zsh', '-f', '-c', script).join('');
  // The line editor steps back over the blank it had set.
  assert.match(said.replaceAll(' \b', ''), /register reinstate --register/);
});

test('PowerShell’s table names every command and option', () => {
  const script = completionFor('powershell');
  for (const { words, options } of readGrammar().commands) {
    for (const word of words) assert.ok(script.includes(`'${word}'`), word);
    for (const { name } of options) assert.ok(script.includes(`@('${name}'`), name);
  }
});

test('the manual has every command, and man finds nothing to warn of', () => {
  const page = manualPage('1.2.3');
  for (const { name } of COMMANDS) assert.ok(page.includes(`\n.SS ${name.replaceAll('-', '\\-')}\n`), name);
  if (absent('man')) return;
  const file = join(folder, 'sealwright.1');
  writeFileSync(file, page);
  const shown = spawnSync('man', ['--warnings', '-l', file], {
    encoding: 'utf8',
    env: { ...process.env, MANWIDTH: '120' },
  });
  assert.equal(shown.stderr, '');
  assert.match(shown.stdout, /--password-fd N/);
});

test('the help of a command tells each of its options, and no other', () => {
  for (const { name, help, options } of COMMANDS) {
    for (const option of Object.keys(options)) assert.match(help, new RegExp(`--${option}\\b`), name);
    for (const told of optionsToldIn(help).keys())
      assert.ok(Object.hasOwn(options, told), `${name} --${told}`);
  }
});
