/**
 * Electron's security checklist (electronjs.org/docs/latest/tutorial/security), point by point, against what the product
 * hands over to Electron and what its page can reach. Fuses (19) are read from electron-builder.yml; whether the
 * binary obeys all this, only Electron itself can show.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { after, before, suite, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Shell } from '../shared/shell.ts';
import { probe as ask, type OpenedWindow, openWindow } from './window.ts';

const skip = !existsSync('out/main/main.js') && 'the window is not built: npm run build';
/** Electron mends the newest three majors; this was among them when the walls were last looked at. */
const OLDEST_ELECTRON = 45;
const OUTSIDE = 'https://example.org/';

suite('the walls of the window', { skip }, () => {
  let opened: OpenedWindow;
  before(async () => {
    opened = await openWindow({});
  });
  after(() => opened[Symbol.asyncDispose]());

  const probe = (name: string, value = '') => ask(opened.page, name, value);

  test('1, 18: only app:// is loaded, never http or file', async () => {
    for (const url of [
      OUTSIDE,
      'http://127.0.0.1/',
      'file:///etc/passwd',
      'app://sealwright.example/',
      'ws://x/',
      'data:text/html,<p>',
      'blob:https://example.org/1',
      'devtools://devtools/bundled/inspector.html',
      'app://sealwright@example.org/',
    ]) {
      assert.deepEqual(await probe('request', url), { cancel: true }, url);
    }
    assert.deepEqual(await probe('request', 'app://sealwright/index.html'), { cancel: false });
  });

  test('18: the protocol serves the built page and nothing beside it, as nothing but what it is', async () => {
    const served = await opened.page.evaluate(async () => {
      const paths = [
        '/',
        '/..%2fmain%2fmain.js',
        '/%2e%2e/main/main.js',
        '/..%5cmain%5cmain.js',
        '/%00',
        '/%',
        '/x',
      ];
      const answers = await Promise.all(paths.map((path) => fetch(path)));
      const [page] = answers;
      return {
        states: answers.map(({ status }) => status),
        sniffing: page?.headers.get('x-content-type-options'),
        referrer: page?.headers.get('referrer-policy'),
        opener: page?.headers.get('cross-origin-opener-policy'),
      };
    });
    assert.deepEqual(served, {
      states: [200, ...Array(6).fill(404)],
      ...{ sniffing: 'nosniff', referrer: 'no-referrer', opener: 'same-origin' },
    });
  });

  test('2, 3, 4, 6, 8, 9, 10, 11: isolated, sandboxed, without Node and without loosened walls', async () => {
    const told = (await probe('preferences')) as Readonly<Record<string, unknown>>;
    assert.deepEqual(
      {
        contextIsolation: told.contextIsolation,
        sandbox: told.sandbox,
        sandboxed: told.sandboxed,
        nodeIntegration: told.nodeIntegration,
        nodeIntegrationInWorker: told.nodeIntegrationInWorker,
        nodeIntegrationInSubFrames: told.nodeIntegrationInSubFrames,
        webSecurity: told.webSecurity,
        allowRunningInsecureContent: told.allowRunningInsecureContent,
        experimentalFeatures: told.experimentalFeatures,
        webviewTag: told.webviewTag,
        navigateOnDragDrop: told.navigateOnDragDrop,
        enableBlinkFeatures: told.enableBlinkFeatures,
      },
      {
        contextIsolation: true,
        sandbox: true,
        sandboxed: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        enableBlinkFeatures: undefined,
      },
    );
    const names = await opened.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in globalThis),
    );
    assert.deepEqual(names, []);
  });

  test('5: no permission is given, whatever is asked, but the camera when its button is pressed', async () => {
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'midi',
      'openExternal',
      'clipboard-read',
    ]) {
      assert.equal(await probe('permission', permission), false);
      assert.equal(await probe('permission-check', permission), false);
    }
    assert.equal(await probe('device'), false);
    const camera = (asking: boolean) =>
      opened.page.evaluate((on) => (globalThis as unknown as { shell: Shell }).shell.camera(on), asking);
    assert.equal(await probe('media', 'video'), false);
    await camera(true);
    assert.equal(await probe('media', 'video'), true);
    assert.equal(await probe('media', 'audio'), false);
    assert.equal(await probe('permission', 'geolocation'), false);
    await camera(false);
    assert.equal(await probe('media', 'video'), false);
  });

  test('7: a strict content security policy comes as a header, and holds', async () => {
    const reached = await opened.page.evaluate(async (outside) => {
      // That the policy refuses is told by Chromium itself: without a network a fetch would fail anyway.
      const violated: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        violated.push(event.effectiveDirective),
      );
      await fetch(outside).catch(() => {});
      const script = document.createElement('script');
      script.textContent = 'globalThis.injected = true';
      document.body.append(script);
      const { headers } = await fetch(location.href);
      return {
        violated: violated.sort(),
        injected: 'injected' in globalThis,
        policy: headers.get('content-security-policy') ?? '',
      };
    }, OUTSIDE);
    assert.deepEqual(reached.violated, ['connect-src', 'script-src-elem']);
    assert.equal(reached.injected, false);
    // All of it: what is left out here, or added, is a decision.
    assert.deepEqual(reached.policy.split('; ').sort(), [
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self' data: blob:",
      "script-src 'self'",
      "style-src 'self'",
    ]);
  });

  test('11, 12: no web view is ever attached', async () => {
    assert.equal(await probe('webview'), true);
    assert.equal(await opened.page.locator('webview').count(), 0);
  });

  test('13, 14: no navigation, no new window, no download', async () => {
    for (const name of ['navigate', 'redirect', 'download']) assert.equal(await probe(name), true, name);
    assert.deepEqual(await probe('open', OUTSIDE), { action: 'deny' });
  });

  test('15: nothing is ever opened in another program', () => {
    const sources = readdirSync('electron', { recursive: true, encoding: 'utf8' }).filter((path) =>
      /\.m?[jt]s$/.test(path),
    );
    assert.ok(sources.length > 100);
    for (const path of sources)
      assert.doesNotMatch(readFileSync(`electron/${path}`, 'utf8'), /openExternal\(|openPath\(/);
  });

  test('19: every fuse is set', () => {
    const config = readFileSync('electron-builder.yml', 'utf8');
    for (const fuse of [
      'runAsNode: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableCookieEncryption: true',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
      'grantFileProtocolExtraPrivileges: false',
      'loadBrowserProcessSpecificV8Snapshot: false',
    ]) {
      assert.ok(config.includes(`  ${fuse}\n`), fuse);
    }
  });

  test('16: Electron is pinned exactly, and no older than the one this was built on', () => {
    const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    const [, major] = /^(\d+)\.\d+\.\d+$/.exec(devDependencies.electron ?? '') ?? [];
    assert.ok(Number(major) >= OLDEST_ELECTRON, devDependencies.electron);
  });

  test('17: no channel answers a foreign page, a frame, or other contents', async () => {
    assert.deepEqual(await probe('strangers'), []);
    assert.equal(await probe('media', 'video'), false, 'nor opens the camera');
  });

  test('17: only the top frame of our own page is answered', async () => {
    for (const url of [
      '',
      'about:blank',
      'https://sealwright/',
      'app://sealwright.example/',
      'file:///x.html',
    ]) {
      const reply = (await probe('sender', url)) as { readonly ok: boolean };
      assert.equal(reply.ok, false, url);
    }
    assert.equal(((await probe('sender', 'app://sealwright/')) as { readonly ok: boolean }).ok, true);
  });

  test('20: the page gets nine functions and no object of Electron', async () => {
    const names = await opened.page.evaluate(() =>
      Object.keys((globalThis as unknown as { shell: Shell }).shell).sort(),
    );
    assert.deepEqual(names, [
      'ask',
      'camera',
      'choose',
      'listen',
      'listenToMenu',
      'listenToOpened',
      'pathOf',
      'reveal',
      'save',
    ]);
  });

  test('a studio that dies is started anew, and whoever waited is told', async () => {
    const ask = () =>
      opened.page.evaluate(() => (globalThis as unknown as { shell: Shell }).shell.ask('studio.about'));
    assert.equal((await ask()).ok, true);
    await probe('crash');
    await wait(300);
    assert.equal((await ask()).ok, true);
  });
});
