/**
 * Follows the guides: every command in docs/guide, from top to bottom in an empty folder, as a reader would type them. What
 * each prints is not looked at here; that all of them end well is.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, suite, test } from 'node:test';

const GUIDES = 'docs/guide';
const root = mkdtempSync(join(tmpdir(), 'sealwright-guide-'));

suite('the guides', { skip: process.platform === 'win32' && 'they are written for a shell' }, () => {
  after(() => rmSync(root, { recursive: true, force: true }));

  for (const name of readdirSync(GUIDES).filter((file) => file.endsWith('.md'))) {
    const blocks = [...readFileSync(join(GUIDES, name), 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)];
    if (blocks.length === 0) continue;
    test(name, { timeout: 300_000 }, () => {
      const folder = join(root, name);
      const bin = join(folder, '.bin');
      mkdirSync(bin, { recursive: true });
      symlinkSync(resolve('examples'), join(folder, 'examples'));
      const launcher = `#!/bin/sh\nexec "${process.execPath}" "${resolve('electron/sealwright.mjs')}" "$@"\n`;
      writeFileSync(join(bin, 'sealwright'), launcher, { mode: 0o755 });
      const script = `set -euo pipefail\n${blocks.map(([, block]) => block).join('')}`;
      const ran = spawnSync('bash', ['-c', script], {
        cwd: folder,
        encoding: 'utf8',
        input: '',
        env: {
          ...process.env,
          PATH: `${bin}:${process.env.PATH}`,
          SEALWRIGHT_DATA: join(folder, '.data'),
          LANG: 'en_IE.UTF-8',
        },
      });
      assert.equal(ran.status, 0, `${ran.stdout}\n${ran.stderr}`);
    });
  }
});
