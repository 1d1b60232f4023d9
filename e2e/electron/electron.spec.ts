/**
 * The built program in today's Electron itself, where its own program is: that Electron obeys what the stand-in is only
 * told. Where it is not, the one sentence of `skip` says what stays unproved.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { freshData } from '../window.ts';

const MAIN = 'out/main/main.js';
const PROGRAMS: Readonly<Record<string, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

const manifest = createRequire(import.meta.url).resolve('electron/package.json');
const { version } = createRequire(import.meta.url)(manifest) as { readonly version: string };
const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(dirname(manifest), 'dist');
const program = join(dist, PROGRAMS[process.platform] ?? 'electron');

const skip = !existsSync(program)
  ? `Electron ${version} is not at ${program}, so that it obeys us in sandbox, protocol, requests and utility processes is not proved here (docs/packages.md)`
  : !existsSync(MAIN) && 'the window is not built: npm run build';

/** No display is needed so; root cannot have Chromium's sandbox. */
const FLAGS = [
  ...(process.platform === 'linux' ? ['--ozone-platform=headless'] : []),
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

suite("the program in today's Electron", { skip }, () => {
  const data = freshData();
  const letter = join(data, 'letter.pdf');
  writeFileSync(letter, 'not sealed');
  let app: ElectronApplication;
  let page: Page;
  before(
    async () => {
      app = await _electron.launch({
        executablePath: program,
        args: [...FLAGS, MAIN],
        env: { ...(process.env as Record<string, string>), SEALWRIGHT_DATA: data },
      });
      page = await app.firstWindow();
      await page.waitForSelector('main');
    },
    { timeout: 120_000 },
  );
  after(() => app?.close());

  test('shows our page over our own protocol, with our policy, without Node and without a network', async () => {
    assert.match(page.url(), /^app:\/\/sealwright\//);
    const found = await page.evaluate(async () => ({
      names: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
      fetched: await fetch('https://example.org/').then(
        () => 'fetched',
        () => 'refused',
      ),
      opened: window.open('https://example.org/') === null,
      policy: (await fetch('/')).headers.get('content-security-policy') ?? '',
    }));
    assert.deepEqual([found.names, found.fetched, found.opened], [[], 'refused', true]);
    assert.match(found.policy, /default-src/);
    await page.evaluate(() => {
      location.href = 'https://example.org/';
    });
    assert.match(page.url(), /^app:\/\/sealwright\//);
  });

  test('judges a file in a utility process that was lent for it', async () => {
    await app.evaluate(
      ({ app: own }, path) => void own.emit('second-instance', {}, ['sealwright-studio', path], '/'),
      resolve(letter),
    );
    await page.locator('.verdicts > li').first().waitFor({ timeout: 60_000 });
    const names = await app.evaluate(({ app: own }) =>
      own.getAppMetrics().map(({ name, serviceName }) => `${name} ${serviceName}`),
    );
    assert.ok(
      names.some((name) => name.includes('Sealwright reader')),
      String(names),
    );
  });

  test('speaks from the command line without a window, and borrows its reader there', () => {
    const words = ['--command', 'verify', letter, '--json'];
    const ran = spawnSync(program, [...FLAGS, MAIN, ...words], {
      encoding: 'utf8',
      env: { ...process.env, SEALWRIGHT_DATA: data },
    });
    assert.equal(ran.status, 3, ran.stderr);
    assert.match(ran.stdout, /"kind":"verdict"/);
  });
});
