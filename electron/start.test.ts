import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const PROGRAM =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ??
  'electron';

function start(dist: string, word = '--flag') {
  return spawnSync(process.execPath, [join(import.meta.dirname, 'start.mjs'), word], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: dist },
  });
}

test('without Electron’s program, one sentence says what to do', () => {
  const { status, stderr } = start(join(tmpdir(), 'no-electron-here'));
  assert.equal(status, 2);
  assert.equal(stderr.trim().split('\n').length, 1);
  assert.match(stderr, /ELECTRON_OVERRIDE_DIST_PATH/);
});

test('with it, the window’s main file and the arguments are handed on, and its exit code back', {
  skip: process.platform === 'win32',
}, () => {
  const dist = mkdtempSync(join(tmpdir(), 'sealwright-electron-'));
  try {
    const program = join(dist, PROGRAM);
    mkdirSync(dirname(program), { recursive: true });
    writeFileSync(program, '#!/bin/sh\nprintf "%s\\n" "$@"\nexit 7\n');
    chmodSync(program, 0o755);
    const { status, stdout } = start(dist);
    assert.equal(status, 7);
    assert.match(stdout, /out\/main\/main\.js\n--flag\n$/);
    const sought = start(dist, '--sought');
    assert.deepEqual([sought.status, sought.stdout], [0, ''], 'nothing is started');
  } finally {
    rmSync(dist, { recursive: true });
  }
});
