/**
 * A whole journey without a network: every system call that could reach another machine is watched with strace while the
 * program issues, verifies, looks a credential up and examines itself. Not one may name an address of the internet.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-offline-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const CALLS = 'trace=connect,sendto,sendmsg,sendmmsg,bind';
let traces = 0;

/** @returns what was called with an address of IPv4 or IPv6, in any of the program's processes and threads. */
function traced(...words: readonly string[]): readonly string[] {
  traces += 1;
  const trace = join(folder, `trace-${traces}`);
  const ran = spawnSync(
    'strace',
    ['-f', '-ff', '-qq', '-e', CALLS, '-o', trace, process.execPath, ...words],
    {
      encoding: 'utf8',
      env: { ...process.env, SEALWRIGHT_DATA: join(folder, 'data') },
    },
  );
  assert.equal(ran.status, 0, ran.stderr);
  const files = readdirSync(folder).filter((name) => name.startsWith(`trace-${traces}.`));
  assert.ok(files.length > 0, 'strace has watched');
  return files.flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => /AF_INET6?\b/.test(line)),
  );
}

function untraceable(): string | false {
  const tried = spawnSync('strace', ['-qq', '-e', 'trace=none', 'true'], { encoding: 'utf8' });
  if (tried.error) return 'strace is not installed';
  return tried.status !== 0 && `strace may not trace here: ${tried.stderr.trim().slice(0, 80)}`;
}

suite('without a network', { skip: untraceable() }, () => {
  const out = join(folder, 'demo');
  const sealwright = (...words: readonly string[]) => traced('electron/sealwright.mjs', ...words);

  test('the watch sees a connection when there is one', () => {
    const ask = "import('node:net').then(({ connect }) => connect(9, '127.0.0.1').on('error', () => {}))";
    assert.notDeepEqual(traced('-e', ask), []);
  });

  test('issuing and verifying ask nobody', { timeout: 300_000 }, () => {
    assert.deepEqual(sealwright('demo', '--learners', '4', '--all-formats', '--out', out), []);
  });

  test('neither do looking up, publishing figures and examining', { timeout: 120_000 }, () => {
    const register = ['--register', join(out, 'register.sqlite')];
    assert.deepEqual(sealwright('register', 'find', ...register), []);
    assert.deepEqual(sealwright('register', 'figures', ...register), []);
    assert.deepEqual(sealwright('doctor', ...register), []);
  });
});
