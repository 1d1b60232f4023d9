import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { COMMAND_MARK, commandWords } from '../../command-words.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright launcher-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const PLACES = [
  ['sealwright.sh', 'Sealwright/resources/bin/sealwright', 'Sealwright/sealwright-studio'],
  [
    'sealwright-mac.sh',
    'Sealwright.app/Contents/Resources/bin/sealwright',
    'Sealwright.app/Contents/MacOS/Sealwright',
  ],
] as const;

for (const [source, launcher, program] of PLACES) {
  test(`${source} finds the program through a link, and hands its words on as they are`, {
    skip: process.platform === 'win32',
  }, () => {
    for (const path of [launcher, program]) mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(join(import.meta.dirname, source), join(folder, launcher));
    writeFileSync(join(folder, program), '#!/bin/sh\nprintf "%s\\n" "$@"\nexit 5\n');
    for (const path of [launcher, program]) chmodSync(join(folder, path), 0o755);
    const link = join(folder, `link to ${source}`);
    symlinkSync(join(folder, launcher), link);
    const words = ['issue', '--out', 'a folder', "it's", ''];
    const ran = spawnSync(link, words, { encoding: 'utf8' });
    assert.equal(ran.stderr, '');
    assert.equal(ran.status, 5);
    assert.deepEqual(commandWords(['program', ...ran.stdout.split('\n').slice(0, -1)]), words);
  });
}

test('a file that is opened with the program is no command', () => {
  assert.equal(commandWords(['/opt/Sealwright/sealwright-studio', '/home/clerk/verify']), undefined);
  assert.equal(commandWords([COMMAND_MARK, 'verify']), undefined);
  assert.deepEqual(commandWords(['sealwright-studio', COMMAND_MARK]), []);
});
