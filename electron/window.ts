import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { BrowserWindow, protocol, session, type WebContents } from 'electron';
import type { CameraGate } from './camera.ts';

export const ORIGIN = 'app://sealwright';

/** Nothing from elsewhere, nothing inline: the page is our own files and asks only the bridge. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // React sets element styles through the object model, which this directive does not concern.
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built screen from `folder` and nothing outside it. */
export function servePages(folder: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    const file = pathWithin(folder, url.host === 'sealwright' ? url.pathname : '');
    const type = file && MEDIA_TYPES[extname(file)];
    if (!file || !type) return new Response('not found', { status: 404 });
    const body = await readFile(file).catch(() => undefined);
    if (!body) return new Response('not found', { status: 404 });
    const headers = {
      'content-type': type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    };
    return new Response(new Uint8Array(body), { headers });
  });
}

/** The file that a path of the page names, or undefined when it would leave the folder. */
function pathWithin(folder: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path === '/' ? '/index.html' : path);
  } catch {
    return undefined;
  }
  const file = normalize(join(folder, decoded));
  return decoded.includes('\0') || !file.startsWith(normalize(folder) + sep) ? undefined : file;
}

/** What the page may load: its own files, and pictures it made itself. */
function isOurs(url: string): boolean {
  return url.startsWith(`${ORIGIN}/`) || url.startsWith(`blob:${ORIGIN}/`) || url.startsWith('data:image/');
}

/**
 * The page has no permissions and no network: whatever asks either is refused, whoever asks. The one exception is the
 * camera, while `camera` is open for it.
 */
export function closeSession(camera: CameraGate): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const { securityOrigin = '', mediaTypes = [] } = 'mediaTypes' in details ? details : {};
    const { isMainFrame: mainFrame } = details;
    answer(camera.allows({ permission, origin: securityOrigin, mainFrame, media: mediaTypes }, Date.now()));
  });
  defaultSession.setPermissionCheckHandler((_contents, permission, origin, details) => {
    const media = details.mediaType === undefined ? [] : [details.mediaType];
    return camera.allows({ permission, origin, mainFrame: details.isMainFrame, media }, Date.now());
  });
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOurs(url) }));
  defaultSession.on('will-download', (event) => event.preventDefault());
}

/** Every web contents there will ever be stays where it is, and begets no other. */
export function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** One window, locked: no Node, no navigation, no new windows, no permissions. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1200,
    height: 800,
    minWidth: 720,
    minHeight: 480,
    show: false,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${ORIGIN}/`);
  return window;
}
