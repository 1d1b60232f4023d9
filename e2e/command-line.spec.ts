/** The command line of the built program, as its launchers start it: over the stand-in of Electron, without a window. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import manifest from '../package.json' with { type: 'json' };

const skip = !existsSync('out/main/main.js') && 'the program is not built: npm run build';
const app = process.env.SEALWRIGHT_E2E_APP ?? '.';
const folder = mkdtempSync(join(tmpdir(), 'sealwright-words-'));

function run(...words: readonly string[]) {
  const standIn = new URL('stand-in/register.mjs', import.meta.url).href;
  return spawnSync(
    process.execPath,
    ['--import', standIn, join(app, 'out/main/main.js'), '--ozone-platform=headless', '--command', ...words],
    {
      encoding: 'utf8',
      input: '',
      env: { ...process.env, SEALWRIGHT_DATA: join(folder, 'data'), LANG: 'en_IE.UTF-8' },
    },
  );
}

suite('the command line of the built program', { skip }, () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('says its version, its help and what is wrong with the words, with the exit codes of the checkout', () => {
    assert.deepEqual([run('version').status, run('version').stdout], [0, `sealwright ${manifest.version}\n`]);
    assert.match(run().stdout, /sealwright issue/);
    const wrong = run('isue');
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /isue/);
  });

  test('issues and verifies, and speaks another language', { timeout: 120_000 }, () => {
    const out = join(folder, 'demo');
    const demo = run('demo', '--learners', '2', '--out', out, '--json');
    assert.equal(demo.status, 0, demo.stderr);
    assert.deepEqual(JSON.parse(demo.stdout.trim().split('\n').at(-1) ?? '').verified, {
      passed: 6,
      failed: 0,
      // The summary, which nobody sealed.
      unjudged: 1,
    });
    const file = join(folder, 'letter.pdf');
    writeFileSync(file, 'no PDF');
    assert.equal(run('verify', file, '--lang', 'el').status, 3);
    assert.equal(run('doctor', '--register', join(out, 'register.sqlite')).status, 0);
  });
});
